"""Files that a site shows or offers: recognised by content, examined, and freed of metadata.

Every room may use this package; it knows nothing of stories. ``files.py`` is the way in.
"""
