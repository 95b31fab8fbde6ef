"""Announcements: new stories on Mastodon and Bluesky.

``posts.py`` makes the text, ``live_page.py`` looks whether readers find the story, ``mastodon.py``
and ``bluesky.py`` speak to their servers.
"""
