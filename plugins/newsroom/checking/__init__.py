"""Checking content without building: rules on texts, links against the site, and their report."""
