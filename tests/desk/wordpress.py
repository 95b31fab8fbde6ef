"""Exports of WordPress as its own exporter writes them: a test contains the posts."""

from html import escape
from pathlib import Path

from newsroom.desk.importing import ImportReport
from tests.desk.archives import imported

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Harbour Post</title><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>aroe</wp:author_login>
<wp:author_display_name><![CDATA[Ann Roe]]></wp:author_display_name></wp:author>
"""


def item(body: str = "<p>Text.</p>", more: str = "", **changes: str) -> str:
    """Return one post; ``changes`` replace its elements."""
    texts = {
        "title": "Hello", "link": "https://old.example/2014/03/hello/", "dc:creator": "aroe",
        "wp:post_id": "1", "wp:post_date": "2014-03-12 10:30:00",
        "wp:post_date_gmt": "2014-03-12 09:30:00", "wp:post_name": "hello",
        "wp:status": "publish", "wp:post_type": "post",
    } | {("wp:" + key if key.islower() and key not in ("title", "link") else key): value
         for key, value in changes.items()}  # fmt: skip
    rows = "".join(f"<{key}>{escape(value)}</{key}>\n" for key, value in texts.items())
    return f"<item>{rows}<content:encoded><![CDATA[{body}]]></content:encoded>{more}</item>\n"


def meta(key: str, value: str) -> str:
    return (f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
            f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>")  # fmt: skip


def export(tmp_path: Path, *items: str, **files: str | bytes) -> tuple[Path, ImportReport]:
    data = HEAD + "".join(items) + "</channel></rss>\n"
    return imported(tmp_path, "wordpress", {"old.xml": data, **files})
