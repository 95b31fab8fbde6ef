"""Tests of notices after publishing."""
