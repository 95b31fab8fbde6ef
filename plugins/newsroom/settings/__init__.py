"""The settings of a publication: what there is, what a value looks like, and where it was set."""
