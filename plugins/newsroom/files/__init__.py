"""Files: paths that may be used, caches, what the package holds, and git."""
