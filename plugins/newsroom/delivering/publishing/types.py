"""Media types of published files: the same on every machine, unlike ``mimetypes``."""

TEXTS = {
    "atom": "application/atom+xml",
    "css": "text/css",
    "csv": "text/csv",
    "htm": "text/html",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "map": "application/json",
    "md": "text/markdown",
    "mjs": "text/javascript",
    "rss": "application/rss+xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "xml": "application/xml",
    "xsl": "application/xml",
}
"""Media types of texts in UTF-8 by the ending of the name."""
DATA = {
    "json": "application/json",
    "webmanifest": "application/manifest+json",
}
"""Those of texts whose types know no charset."""
INDEXES = {"pagefind", "pf_index", "pf_meta"}
"""Parts of an index for the search, which are not packed themselves."""
BINARIES = {
    "avif": "image/avif",
    "flac": "audio/flac",
    "gif": "image/gif",
    "gz": "application/gzip",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "zip": "application/zip",
}


def media_type(path: str) -> str:
    """Return the ``Content-Type`` of a file."""
    name = path.rpartition("/")[2]
    if name == "feed.json":
        return "application/feed+json"
    ending = name.rpartition(".")[2].lower()
    if ending in TEXTS:
        return f"{TEXTS[ending]}; charset=utf-8"
    known = {**DATA, **BINARIES}
    return known.get(ending, "application/octet-stream")


def is_text(path: str) -> bool:
    """Return whether a file gets much smaller by compression."""
    ending = path.rpartition(".")[2].lower()
    return ending in TEXTS or ending in DATA or ending in INDEXES
