"""Themes: their layers and their colours."""
