"""A newsroom on Pelican: from Markdown articles to a news site.

The rooms are the pipeline: ``reading`` → ``enriching`` → ``paging`` → ``writing``; ``desk`` is
where people work with it.
"""

__version__ = "0.4.0"
