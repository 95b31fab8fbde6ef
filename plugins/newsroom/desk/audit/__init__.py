"""The audit: measures a finished site as readers get it, and holds it against budgets.

``measures.py`` calls the measures one after another. Each returns figures (``figures.py``), which
``report.py`` prints. What a measure needs and is not installed is said, and the others still run.
"""
