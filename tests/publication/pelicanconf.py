"""The publication of the tests: no more than its facts."""

SITENAME = "The Galley"
SITESUBTITLE = "How newspapers are made."

MENUITEMS = (
    ("About", "/about/"),
    ("Corrections", "/corrections/"),
    ("Corrections policy", "/corrections-policy/"),
    ("Privacy", "/privacy/"),
    ("Masthead", "/masthead/"),
    ("Archive", "/archive/"),
    ("Tags", "/tag/"),
    ("Series", "/series/"),
    ("Authors", "/author/"),
)
