"""The languages of pages: what is printed in each, and how it writes dates, numbers and lists.

Texts are gettext catalogues: the English text itself is the key. See docs/languages.md.
"""
