"""Facts about the publication. Every setting is explained in docs/settings.md."""

SITENAME = "The Forecast"
SITESUBTITLE = "Stay informed. Act smarter."
SITEDESCRIPTION = "News on technology, markets and the world, and how it is made."
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

# Links at the foot of every page: title, address.
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

# Readers' comments: ./inv comments runs the server, next to ./inv serve. See docs/comments.md.
COMMENTS = {
    "provider": "isso",
    "source": ".comments/comments.db",
    "server": "http://localhost:8100",
}

# What is read most comes from a generated log, which nobody renews: its figures fade slowly.
HOTTEST = {"half_life_hours": 240}
