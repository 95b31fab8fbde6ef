"""Papers: starting one, and bringing it to another version of the software."""
