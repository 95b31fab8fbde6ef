"""Builds: whether one is needed, its lock, and runs that write nothing."""
