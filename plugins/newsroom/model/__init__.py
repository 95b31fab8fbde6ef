"""The nouns of the newsroom. Rooms hand them on; templates read them and nothing else.

URLs are ready to print: site-relative ones already carry the path under which the site is served.
"""

from newsroom.model.cards import Card, Label, Status
from newsroom.model.comments import Comment, Mention, Posting, Webmentions
from newsroom.model.corrections import Correction
from newsroom.model.details import NO_DETAILS, Box, Contribution, Details
from newsroom.model.documents import Document
from newsroom.model.extra import NO_EXTRA, Extra
from newsroom.model.fronts import Band, Front, HotList, Layout, Package, Top
from newsroom.model.live import PART, Live, LivePart, Update
from newsroom.model.markets import (
    Market,
    MarketPoint,
    MarketRecord,
    MarketUse,
    Resolution,
    Trend,
    Unit,
)
from newsroom.model.newsletter import (
    Issue,
    IssueCorrection,
    IssueMarket,
    IssueRanking,
    IssueSection,
    IssueStory,
    Newsletter,
    Newsletters,
    SignUp,
)
from newsroom.model.pages import (
    Alternate,
    CorrectionCard,
    DeskList,
    DeskStory,
    Entry,
    LanguageLink,
    Listing,
    MarketEntry,
    MarketGroup,
    Page,
    SearchPage,
    SearchYear,
    Share,
)
from newsroom.model.plans import FrontPlan, PackagePlan, TopPlan
from newsroom.model.players import Player, Podcast
from newsroom.model.publication import (
    Assets,
    Author,
    Cut,
    Discussion,
    Feed,
    Icons,
    Link,
    Picture,
    PictureSource,
    Rights,
    Section,
    Site,
    Statement,
    Tag,
)
from newsroom.model.records import Due, Popularity, Redirect
from newsroom.model.revisions import Revision, WordRun
from newsroom.model.series import Part, PartLink, Series
from newsroom.model.stories import Article
from newsroom.model.translations import Translation

__all__ = [
    "NO_DETAILS",
    "NO_EXTRA",
    "PART",
    "Alternate",
    "Article",
    "Assets",
    "Author",
    "Band",
    "Box",
    "Card",
    "Comment",
    "Contribution",
    "Correction",
    "CorrectionCard",
    "Cut",
    "DeskList",
    "DeskStory",
    "Details",
    "Discussion",
    "Document",
    "Due",
    "Entry",
    "Extra",
    "Feed",
    "Front",
    "FrontPlan",
    "HotList",
    "Icons",
    "Issue",
    "IssueCorrection",
    "IssueMarket",
    "IssueRanking",
    "IssueSection",
    "IssueStory",
    "Label",
    "LanguageLink",
    "Layout",
    "Link",
    "Listing",
    "Live",
    "LivePart",
    "Market",
    "MarketEntry",
    "MarketGroup",
    "MarketPoint",
    "MarketRecord",
    "MarketUse",
    "Mention",
    "Newsletter",
    "Newsletters",
    "Package",
    "PackagePlan",
    "Page",
    "Part",
    "PartLink",
    "Picture",
    "PictureSource",
    "Player",
    "Podcast",
    "Popularity",
    "Posting",
    "Redirect",
    "Resolution",
    "Revision",
    "Rights",
    "SearchPage",
    "SearchYear",
    "Section",
    "Series",
    "Share",
    "SignUp",
    "Site",
    "Statement",
    "Status",
    "Tag",
    "Top",
    "TopPlan",
    "Translation",
    "Trend",
    "Unit",
    "Update",
    "Webmentions",
    "WordRun",
]
