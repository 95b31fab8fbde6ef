"""The nouns of the newsroom. Rooms hand them on; templates read them and nothing else.

URLs are ready to print: site-relative ones already carry the path under which the site is served.
"""

from newsroom.model.comments import Comment, Elsewhere, Mention, Posting
from newsroom.model.pages import (
    Band,
    CorrectionCard,
    DeskList,
    DeskStory,
    Entry,
    Front,
    HotList,
    Listing,
    Page,
)
from newsroom.model.publication import (
    Assets,
    Author,
    Discussion,
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
    "Comment",
    "Correction",
    "CorrectionCard",
    "DeskList",
    "DeskStory",
    "Discussion",
    "Document",
    "Due",
    "Elsewhere",
    "Entry",
    "Feed",
    "Front",
    "HotList",
    "Label",
    "Link",
    "Listing",
    "Mention",
    "Newsletter",
    "Page",
    "Picture",
    "Popularity",
    "Posting",
    "Redirect",
    "Section",
    "Site",
    "Status",
    "Tag",
    "Translation",
]
