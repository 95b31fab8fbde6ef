"""The weekly digest: an issue of the newsletter is compiled, laid out as a mail, and sent."""
