"""The publication: who publishes, under which names, and what its pages are dressed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.model.newsletter import Newsletters
from newsroom.text.urls import page_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to subscribe to; ``format`` is its name (RSS), ``type`` its media type."""

    title: str
    format: str
    url: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSource:
    """One format of a picture for ``<source>``: its media type, and its sizes as a ``srcset``."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A picture in one shape. ``src`` is what every browser shows, ``width`` × ``height`` pixels.

    ``sources`` are better formats, the best one first. ``url`` is the absolute address of ``src``.
    """

    src: str
    width: int
    height: int
    sources: tuple[PictureSource, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image ready for ``<picture>``: whole, and cut to the shapes of frames.

    ``width`` and ``height`` are the most that pages show of it, in CSS pixels. ``tint`` is the
    class of the colour that holds its place, ``drawing`` for what can be seen through. Cuts are
    ``None`` for animations and SVG, and where nothing asks for them. ``share_url`` is the absolute
    address of a version that other sites can show.
    """

    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    share_url: str
    sources: tuple[PictureSource, ...] = ()
    tint: str = ""
    wide: Cut | None = None
    classic: Cut | None = None
    square: Cut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    slug: str
    name: str
    description: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who made a story: a person or an agency. ``slug`` and ``url`` are empty without a page."""

    slug: str
    name: str
    initials: str
    url: str
    role: str
    bio: str
    avatar: Picture | None
    links: tuple[Link, ...]
    fediverse: str
    is_agency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    slug: str
    name: str
    description: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """Where readers of this site comment.

    ``server`` is the address of the comment server as a browser asks for it, empty when there is
    none; ``giscus`` the widget's address up to the story, ``repository`` its GitHub repository.
    """

    server: str
    giscus: str
    repository: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What happens to a reader's data in one respect: a line of the privacy page."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What others may do with texts and pictures: absolute addresses, empty where nothing is said.

    ``mining_reserved`` is whether mining of texts and data is reserved, ``None`` if not said.
    """

    license: str = ""
    picture_license: str = ""
    acquire_url: str = ""
    mining_reserved: bool | None = None
    mining_policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Facts about the publication that every page may print; ``url`` has no slash at its end.

    ``locale`` is its language for scripts, with the calendar and the digits of the pages.

    ``market_data`` is the address that pages ask for newer figures of markets, if any; ``policies``
    are properties of a publisher (schema.org) and the pages of this paper that answer them;
    ``publisher_logo`` is an absolute address, which may be empty.

    ``prefix`` begins the paths of a further language (``/de``); it is empty in that of the paper.
    """

    name: str
    tagline: str
    description: str
    url: str
    base: str
    lang: str
    locale: str
    home_url: str
    sections: tuple[Section, ...]
    menu: tuple[Link, ...]
    feeds: tuple[Feed, ...]
    newsletter: Newsletters | None
    social: tuple[Link, ...]
    hottest: Link | None
    discussion: Discussion | None = None
    search: Link | None = None
    saved: Link | None = None
    lite: Link | None = None
    worker: str = ""
    markets: Link | None = None
    market_data: str = ""
    market_disclosure: str = ""
    logo: Picture | None = None
    icons: "Icons | None" = None
    publisher_logo: str = ""
    oembed: bool = False
    rights: Rights = Rights()
    policies: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def href(self, path: str) -> str:
        """Return the printable URL of a path of this site (``/tag/law/`` → ``/base/tag/law/``)."""
        return self.base + self.prefix + path

    def shared(self, path: str) -> str:
        """Return the printable URL of a path that all languages of the site share."""
        return self.base + path

    def absolute(self, href: str) -> str:
        """Return the absolute URL of a printable one."""
        return self.url.removesuffix(self.base) + href

    def file(self, href: str) -> str:
        """Return the file of the output folder that answers a printable URL."""
        return page_path(href.removeprefix(self.base))


@dataclass(frozen=True, slots=True, kw_only=True)
class Icons:
    """Addresses of what is made from the paper's icon; ``own`` is empty for that of the theme.

    ``sizes`` are address, pixels and purpose of those that a device may choose from.
    """

    shortcut: str
    touch: str
    own: str
    sizes: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Addresses of the bundled theme files; the names of CSS and JavaScript carry a hash.

    ``early`` is the script that runs before a page is painted, ``modules`` are those that are
    loaded on demand, by name. ``sheets`` are the style sheets that pages of one kind load besides,
    by the name of the kind; ``listing`` is that of all kinds without one. ``frames`` are scheme
    (``light``, ``dark``) and colour of the page, for the browser around it.
    """

    css: str
    js: str
    early: str
    modules: Mapping[str, str]
    sheets: Mapping[str, str]
    icon: str
    preload_fonts: tuple[str, ...]
    wide_fonts: tuple[str, ...]
    frames: tuple[tuple[str, str], ...] = ()
