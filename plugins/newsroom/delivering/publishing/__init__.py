"""Publishing: from the output folder to a host, release by release.

A kind of target is one module. ``target.py`` says what it can do, ``kinds.py`` lists them,
``run.py`` is the way from the files to the readers.
"""
