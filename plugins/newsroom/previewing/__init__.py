"""The preview: the site as writers see it, up to date whenever a file is saved."""
