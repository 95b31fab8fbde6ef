"""The nouns of the newsroom. Rooms hand them on; templates read them and nothing else.

URLs are ready to print: site-relative ones already carry the path under which the site is served.
"""

from newsroom.model.newsletter import (
    Issue,
    IssueCorrection,
    IssueMarket,
    IssueRanking,
    IssueSection,
    IssueStory,
    Newsletter,
    SignUp,
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
    Page,
)
from newsroom.model.publication import (
    Assets,
    Author,
    Feed,
    Link,
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
    "HotList",
    "Issue",
    "IssueCorrection",
    "IssueMarket",
    "IssueRanking",
    "IssueSection",
    "IssueStory",
    "Label",
    "Link",
    "Listing",
    "Newsletter",
    "Page",
    "Picture",
    "Popularity",
    "Redirect",
    "Section",
    "SignUp",
    "Site",
    "Status",
    "Tag",
    "Translation",
]
