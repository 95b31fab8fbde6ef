"""The providers whose pages can be shown in a frame: a table.

A way leads from an address, without ``https://`` and ``www.``, to the page that readers can open
and to the address that a frame loads. Both may name the groups of the pattern, and:

``{quoted}``: the address itself, for a query; ``{box}``: the corners of a map of
``zoom``, ``lat`` and ``lon``.
"""

from typing import Literal, NamedTuple

Kind = Literal["film", "sound", "post", "chart", "map", "document"]


class Way(NamedTuple):
    """``size`` is that of the provider, if it is empty."""

    pattern: str
    frame: str
    page: str
    size: str = ""


class EmbedProvider(NamedTuple):
    """``size``: a ratio (``16x9``), or a height in pixels (``x152``) for what has the full width.

    ``moment``: what frame and page get behind them for a second at which they start.
    """

    slug: str
    name: str
    kind: Kind
    size: str
    ways: tuple[Way, ...]
    moment: tuple[str, str] = ("", "")


_HOST = r"(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?)"
_USER = r"@(?P<user>[\w.-]+(?:@[\w.-]+)?)"
_PLACE = r"(?P<lat>-?\d+(?:\.\d+)?)[,/](?P<lon>-?\d+(?:\.\d+)?)"
_OSM = "https://www.openstreetmap.org"
_MAPS = r"(?:maps\.)?google\.[a-z.]{2,6}/maps"
_FACEBOOK = "https://www.facebook.com/plugins"
_APPLE = r"(?:embed\.)?podcasts\.apple\.com/(?P<path>[a-z]{2}/podcast/(?:[^/?#]+/)?id\d+)"
_SPOTIFY = r"open\.spotify\.com/(?:intl-[a-z]+/)?(?:embed/)?(?P<kind>{})/(?P<id>[A-Za-z0-9]+)"
_SPOTIFY_FRAME, _SPOTIFY_PAGE = (
    f"https://open.spotify.com/{part}{{kind}}/{{id}}" for part in ("embed/", "")
)
_YOUTUBE = r"(?:(?:m|music)\.)?youtube(?:-nocookie)?\.com"
_YOUTUBE_FRAME, _YOUTUBE_PAGE = (
    "https://www.youtube-nocookie.com/embed/{id}",
    "https://www.youtube.com/watch?v={id}",
)

PROVIDERS: tuple[EmbedProvider, ...] = (
    EmbedProvider("youtube", "YouTube", "film", "16x9", (
        Way(r"youtu\.be/(?P<id>[\w-]{11})", _YOUTUBE_FRAME, _YOUTUBE_PAGE),
        Way(_YOUTUBE + r"/watch/?\?(?:[^#]*&)?v=(?P<id>[\w-]{11})", _YOUTUBE_FRAME, _YOUTUBE_PAGE),
        Way(_YOUTUBE + r"/shorts/(?P<id>[\w-]{11})", _YOUTUBE_FRAME, _YOUTUBE_PAGE, "9x16"),
        Way(_YOUTUBE + r"/(?:live|embed|v)/(?P<id>[\w-]{11})", _YOUTUBE_FRAME, _YOUTUBE_PAGE),
    ), ("?start={}", "&t={}s")),
    EmbedProvider("vimeo", "Vimeo", "film", "16x9", (
        Way(r"vimeo\.com/(?:[\w/-]*/)?(?P<id>\d+)/(?P<key>[0-9a-f]+)",
            "https://player.vimeo.com/video/{id}?dnt=1&h={key}", "https://vimeo.com/{id}/{key}"),
        Way(r"player\.vimeo\.com/video/(?P<id>\d+)\?(?:[^#]*&)?h=(?P<key>[0-9a-f]+)",
            "https://player.vimeo.com/video/{id}?dnt=1&h={key}", "https://vimeo.com/{id}/{key}"),
        Way(r"(?:player\.)?vimeo\.com/(?:[\w/-]*/)?(?P<id>\d+)",
            "https://player.vimeo.com/video/{id}?dnt=1", "https://vimeo.com/{id}"),
    ), ("#t={}s", "#t={}s")),
    EmbedProvider("datawrapper", "Datawrapper", "chart", "4x3", (
        Way(r"(?:datawrapper\.de/_|datawrapper\.dwcdn\.net)/(?P<id>[A-Za-z0-9]{5})(?P<version>/\d+)?"
            r"(?:/embed\.js)?",
            "https://datawrapper.dwcdn.net/{id}{version}/", "https://www.datawrapper.de/_/{id}/"),
    )),
    EmbedProvider("flourish", "Flourish", "chart", "4x3", (
        Way(r"(?:public\.flourish\.studio|flo\.uri\.sh)/(?P<kind>visualisation|story)/(?P<id>\d+)"
            r"(?:/embed)?",
            "https://flo.uri.sh/{kind}/{id}/embed", "https://public.flourish.studio/{kind}/{id}/"),
    )),
    EmbedProvider("documentcloud", "DocumentCloud", "document", "3x4", (
        Way(r"(?:embed\.|beta\.)?documentcloud\.org/documents/(?P<id>\d+(?:-[\w.%-]*\w)?)"
            r"(?:\.(?:html|js))?",
            "https://embed.documentcloud.org/documents/{id}/?embed=1&responsive=1",
            "https://www.documentcloud.org/documents/{id}/"),
    )),
    EmbedProvider("google-maps", "Google Maps", "map", "4x3", (
        Way(_MAPS + r"/embed\?(?P<query>pb=[\w!.,:%+*-]*!2d(?P<lon>-?[\d.]+)!3d(?P<lat>-?[\d.]+)"
            r"[\w!.,:%+*-]*)",
            "https://www.google.com/maps/embed?{query}",
            "https://www.google.com/maps/@{lat},{lon},15z"),
        Way(_MAPS + r"/d/(?:u/\d+/)?(?:viewer|edit|embed)\?(?:[^#]*&)?mid=(?P<id>[\w.-]+)",
            "https://www.google.com/maps/d/embed?mid={id}",
            "https://www.google.com/maps/d/viewer?mid={id}"),
        Way(_MAPS + r"/(?:place|search)/(?P<place>[^/?#]+)/@" + _PLACE + r",(?P<zoom>\d+)[\d.]*z"
            r"[^?#]*",
            "https://www.google.com/maps?q={place}&ll={lat},{lon}&z={zoom}&output=embed",
            "https://www.google.com/maps/search/{place}/@{lat},{lon},{zoom}z"),
        Way(_MAPS + r"/(?:place|search)/(?P<place>[^/?#]+)(?:/[^?#]*)?",
            "https://www.google.com/maps?q={place}&output=embed",
            "https://www.google.com/maps/search/{place}"),
        Way(_MAPS + r"/@" + _PLACE + r",(?P<zoom>\d+)[\d.]*z[^?#]*",
            "https://www.google.com/maps?ll={lat},{lon}&z={zoom}&output=embed",
            "https://www.google.com/maps/@{lat},{lon},{zoom}z"),
        Way(_MAPS + r"/?\?(?:[^#]*&)?q=(?P<place>[^&#]+)[^#]*",
            "https://www.google.com/maps?q={place}&output=embed",
            "https://www.google.com/maps/search/{place}"),
    )),
    EmbedProvider("openstreetmap", "OpenStreetMap", "map", "4x3", (
        Way(r"openstreetmap\.org/export/embed\.html\?(?P<query>bbox=[\w.,%&;=+-]+)",
            _OSM + "/export/embed.html?{query}", _OSM + "/?{query}"),
        Way(r"openstreetmap\.org/\?mlat=(?P<mlat>-?[\d.]+)&mlon=(?P<mlon>-?[\d.]+)"
            r"[^#]*#map=(?P<zoom>\d+)/" + _PLACE,
            _OSM + "/export/embed.html?bbox={box}&layer=mapnik&marker={mlat}%2C{mlon}",
            _OSM + "/?mlat={mlat}&mlon={mlon}#map={zoom}/{lat}/{lon}"),
        Way(r"openstreetmap\.org/[^#]*#map=(?P<zoom>\d+)/" + _PLACE,
            _OSM + "/export/embed.html?bbox={box}&layer=mapnik",
            _OSM + "/#map={zoom}/{lat}/{lon}"),
    )),
    EmbedProvider("bluesky", "Bluesky", "post", "", (
        Way(r"bsky\.app/profile/(?P<user>[\w.:-]+)/post/(?P<id>[a-z0-9]+)",
            "https://embed.bsky.app/embed/{user}/app.bsky.feed.post/{id}",
            "https://bsky.app/profile/{user}/post/{id}"),
        Way(r"embed\.bsky\.app/embed/(?P<user>[\w.:-]+)/app\.bsky\.feed\.post/(?P<id>[a-z0-9]+)",
            "https://embed.bsky.app/embed/{user}/app.bsky.feed.post/{id}",
            "https://bsky.app/profile/{user}/post/{id}"),
    )),
    EmbedProvider("x", "X", "post", "", (
        Way(r"(?:mobile\.)?(?:x|twitter)\.com/(?P<user>\w+)/status(?:es)?/(?P<id>\d+)",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}",
            "https://x.com/{user}/status/{id}"),
        Way(r"platform\.twitter\.com/embed/Tweet\.html\?(?:[^#]*&)?id=(?P<id>\d+)",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}",
            "https://x.com/i/status/{id}"),
    )),
    EmbedProvider("instagram", "Instagram", "post", "", (
        Way(r"instagram\.com/(?:[\w.]+/)?(?P<kind>p|reel|tv)/(?P<id>[\w-]+)(?:/embed(?:/captioned)?)?",
            "https://www.instagram.com/{kind}/{id}/embed/captioned/",
            "https://www.instagram.com/{kind}/{id}/"),
    )),
    EmbedProvider("tiktok", "TikTok", "film", "9x16", (
        Way(r"tiktok\.com/@(?P<user>[\w.-]+)/video/(?P<id>\d+)",
            "https://www.tiktok.com/player/v1/{id}", "https://www.tiktok.com/@{user}/video/{id}"),
        Way(r"tiktok\.com/(?:embed(?:/v2)?|player/v1)/(?P<id>\d+)",
            "https://www.tiktok.com/player/v1/{id}", "https://www.tiktok.com/embed/{id}"),
    )),
    EmbedProvider("threads", "Threads", "post", "", (
        Way(r"threads\.(?:net|com)/@(?P<user>[\w.]+)/post/(?P<id>[\w-]+)(?:/embed)?",
            "https://www.threads.com/@{user}/post/{id}/embed",
            "https://www.threads.com/@{user}/post/{id}"),
    )),
    EmbedProvider("facebook", "Facebook", "post", "", (
        Way(r"(?:m\.)?facebook\.com/(?:watch/?\?(?:[^#]*&)?v=\d+|reel/\d+|[\w.-]+/videos/[^?#]+)",
            _FACEBOOK + "/video.php?href={quoted}", "{address}", "16x9"),
        Way(r"(?:m\.)?facebook\.com/(?:[\w.-]+/posts/[^?#]+|permalink\.php\?[^#]+"
            r"|photo(?:\.php|/)?\?[^#]+|share/p/[^?#]+|groups/[\w.-]+/(?:posts|permalink)/\d+)",
            _FACEBOOK + "/post.php?href={quoted}&show_text=true", "{address}"),
        Way(r"facebook\.com/plugins/(?P<kind>post|video)\.php\?(?:[^#]*&)?href=(?P<target>[\w.%~-]+)",
            _FACEBOOK + "/{kind}.php?href={target}&show_text=true", "{target_address}"),
    )),
    EmbedProvider("spotify", "Spotify", "sound", "x352", (
        Way(_SPOTIFY.format("track|episode"), _SPOTIFY_FRAME, _SPOTIFY_PAGE, "x152"),
        Way(_SPOTIFY.format("album|artist|playlist|show"), _SPOTIFY_FRAME, _SPOTIFY_PAGE),
    )),
    EmbedProvider("soundcloud", "SoundCloud", "sound", "x166", (
        Way(r"(?:m\.)?soundcloud\.com/[\w-]+/sets/[\w-]+",
            "https://w.soundcloud.com/player/?url={quoted}", "{address}", "x450"),
        Way(r"(?:m\.)?soundcloud\.com/(?!discover/|you/|search/)[\w-]+/[\w-]+",
            "https://w.soundcloud.com/player/?url={quoted}", "{address}"),
        Way(r"w\.soundcloud\.com/player/?\?(?:[^#]*&)?url=(?P<target>[\w.%:/~-]+)",
            "https://w.soundcloud.com/player/?url={target}",
            "https://w.soundcloud.com/player/?url={target}"),
    )),
    EmbedProvider("apple-podcasts", "Apple Podcasts", "sound", "x450", (
        Way(_APPLE + r"\?(?:[^#]*&)?i=(?P<id>\d+)", "https://embed.podcasts.apple.com/{path}?i={id}",
            "https://podcasts.apple.com/{path}?i={id}", "x175"),
        Way(_APPLE, "https://embed.podcasts.apple.com/{path}", "https://podcasts.apple.com/{path}"),
    )),
    EmbedProvider("internet-archive", "Internet Archive", "film", "4x3", (
        Way(r"archive\.org/(?:details|embed)/(?P<id>[\w.-]+)",
            "https://archive.org/embed/{id}", "https://archive.org/details/{id}"),
    )),
    # Those of any host come last.
    EmbedProvider("mastodon", "Mastodon", "post", "", (
        Way(_HOST + "/" + _USER + r"/(?P<id>\d{15,20})(?:/embed)?",
            "https://{host}/@{user}/{id}/embed", "https://{host}/@{user}/{id}"),
    )),
    EmbedProvider("peertube", "PeerTube", "film", "16x9", (
        Way(_HOST + r"/(?:w|videos/watch|videos/embed)/"
            r"(?P<id>[1-9A-HJ-NP-Za-km-z]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
            "https://{host}/videos/embed/{id}", "https://{host}/w/{id}"),
    ), ("?start={}s", "?start={}s")),
)  # fmt: skip

SHORTENERS = frozenset({
    "fb.watch", "maps.app.goo.gl", "on.soundcloud.com", "spotify.link", "t.co", "vm.tiktok.com",
    "vt.tiktok.com",
})  # fmt: skip
"""Hosts of short addresses, which say nothing of where they lead."""
