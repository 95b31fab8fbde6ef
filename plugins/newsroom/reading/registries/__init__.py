"""The editors' facts in ``content/data/``."""
