"""What runs a build: processes, the clock, progress, and the digest of the code."""
