"""The header of a file: its YAML, its schema, and what is wrong with it."""
