"""Embeds of others: which providers there are, and what a frame may load when a reader asks."""
