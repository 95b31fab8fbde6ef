"""The nouns of the newsroom. Rooms hand them on; templates read them and nothing else.

URLs are ready to print: site-relative ones already carry the path under which the site is served.
"""

from newsroom.model.pages import (
    Band,
    CorrectionCard,
    DeskList,
    DeskStory,
    Entry,
    Front,
    HotList,
    Layout,
    Listing,
    Package,
    Page,
)
from newsroom.model.plans import FrontPlan, PackagePlan
from newsroom.model.publication import (
    Assets,
    Author,
    Feed,
    Link,
    Newsletter,
    Picture,
    Section,
    Site,
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
    "FrontPlan",
    "HotList",
    "Label",
    "Layout",
    "Link",
    "Listing",
    "Newsletter",
    "Package",
    "PackagePlan",
    "Page",
    "Picture",
    "Popularity",
    "Redirect",
    "Section",
    "Site",
    "Status",
    "Tag",
    "Translation",
]
