"""Parsed files become the articles of an edition."""
