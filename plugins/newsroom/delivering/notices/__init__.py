"""Notices of a publication: search engines, hubs and caches hear what changed.

``outbox.py`` keeps what was not said yet, ``services.py`` lists who is sent what, ``send.py`` says
it, each thing once. A notice never stops a publication.
"""
