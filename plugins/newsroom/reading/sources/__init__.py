"""Source files: found, and parsed once."""
