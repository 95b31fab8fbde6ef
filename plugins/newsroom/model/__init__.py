"""The nouns of the newsroom. Rooms hand them on; templates read them and nothing else.

URLs are ready to print: site-relative ones already carry the path under which the site is served.
"""

from newsroom.model.markets import (
    Market,
    MarketPoint,
    MarketRecord,
    MarketUse,
    Provider,
    Resolution,
    Trend,
    Unit,
)
from newsroom.model.pages import (
    Band,
    CorrectionCard,
    DeskList,
    DeskStory,
    Entry,
    Front,
    HotList,
    Listing,
    MarketEntry,
    MarketGroup,
    Page,
)
from newsroom.model.publication import (
    Assets,
    Author,
    Feed,
    Link,
    Newsletter,
    Picture,
    Section,
    Site,
    Statement,
    Tag,
)
from newsroom.model.records import Due, Popularity, Redirect
from newsroom.model.stories import Article, Card, Correction, Document, Label, Status, Translation

__all__ = [
    "Article",
    "Assets",
    "Author",
    "Band",
    "Card",
    "Correction",
    "CorrectionCard",
    "DeskList",
    "DeskStory",
    "Document",
    "Due",
    "Entry",
    "Feed",
    "Front",
    "HotList",
    "Label",
    "Link",
    "Listing",
    "Market",
    "MarketEntry",
    "MarketGroup",
    "MarketPoint",
    "MarketRecord",
    "MarketUse",
    "Newsletter",
    "Page",
    "Picture",
    "Popularity",
    "Provider",
    "Redirect",
    "Resolution",
    "Section",
    "Site",
    "Statement",
    "Status",
    "Tag",
    "Translation",
    "Trend",
    "Unit",
]
