"""Configurations of web servers, complete, from the settings of a paper."""
