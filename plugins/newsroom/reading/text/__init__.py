"""A story's text: HTML, summary, words and terms."""
