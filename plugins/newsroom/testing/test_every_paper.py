"""What every paper must pass before it is published."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import etree, html

from newsroom.checking.check import check
from newsroom.engine.browsers import chromium
from newsroom.testing.built import BuiltPaper
from newsroom.testing.console import console_errors

MOST = 20
"""So many faults of a kind are listed."""
LOADED = re.compile(r"\s*([^\s,]+)(?:\s+[\d.]+[wx])?\s*(?:,|$)")


def report(faults: list[str]) -> None:
    """Fail with the faults, if there are any."""
    if faults:
        more = [f"… and {len(faults) - MOST} more"] if len(faults) > MOST else []
        pytest.fail("\n".join([*faults[:MOST], *more]), pytrace=False)


def test_the_content_has_neither_errors_nor_warnings(paper: Path) -> None:
    found = check(paper / "pelicanconf.py", {"CACHE_PATH": str(paper / ".cache")})
    report([str(one) for one in found.findings if one.level in ("error", "warning")])


def test_every_link_and_every_file_of_a_page_is_there(built_paper: BuiltPaper) -> None:
    site, ids, faults, links = built_paper.edition.site, {}, [], []
    for file in built_paper.files("*.html"):
        page, path = html.parse(str(file)).getroot(), built_paper.path(file)
        names = [name for name in page.xpath("//@id") if isinstance(name, str)]
        ids[file] = set(names)
        double = [name for name, count in Counter(names).items() if count > 1]
        faults += [f"{path}: two elements have the id {name!r}" for name in double]
        links += [(file, path, target) for target in _targets(page)]
    for file, path, target in links:
        address, fragment = urldefrag(target.removeprefix(site.url) or "/")
        if urlsplit(address).scheme or address.startswith("//"):
            continue
        if address and not address.startswith(f"{site.base}/"):
            faults.append(f"{path}: {target} leads out of the folder of the site")
            continue
        inner = urlsplit(address).path.removeprefix(site.base)
        there = built_paper.file(inner) if address else file
        if not there.is_file():
            faults.append(f"{path}: {target} leads nowhere")
        elif fragment and there in ids and unquote(fragment) not in ids[there]:
            faults.append(f"{path}: {target} names a part that the page does not have")
    report(sorted(set(faults)))


def _targets(page: html.HtmlElement) -> list[str]:
    found = [str(value) for value in page.xpath("//@href | //@src | //@poster")]
    for value in page.xpath("//@srcset"):
        found += LOADED.findall(str(value))
    return [target for target in found if not target.startswith(("data:", "mailto:", "tel:"))]


def test_every_feed_can_be_read(built_paper: BuiltPaper) -> None:
    faults = []
    for file in built_paper.files("feed.*"):
        if file.suffix not in (".atom", ".json", ".rss"):
            continue
        path = built_paper.path(file)
        try:
            if file.suffix == ".json":
                feed = json.loads(file.read_text("utf-8"))
                links = [item["url"] for item in feed["items"]]
            else:
                tree = etree.parse(str(file))
                links = tree.xpath(
                    "//item/link/text() | //*[local-name()='entry']/*[local-name()='link']/@href"
                )
        except (ValueError, KeyError, etree.XMLSyntaxError) as error:
            faults.append(f"{path}: cannot be read ({error})")
            continue
        faults += [f"{path}: {link} is not a whole address" for link in links
                   if not urlsplit(str(link)).netloc]  # fmt: skip
    report(faults)


def test_nothing_that_is_not_published_can_be_read(built_paper: BuiltPaper) -> None:
    edition = built_paper.edition
    published = {story.url for story in (*edition.with_page, *edition.expired)}
    secret = {story.url: story for story in edition.manuscripts if story.url not in published}
    hidden = {story.url: story for story in edition.hidden}
    faults = [
        f"{story.source}: is not published, but {url} is there"
        for url, story in secret.items()
        if built_paper.file(url.removeprefix(edition.site.base)).exists()
    ]
    if secret or hidden:
        for path, text in built_paper.texts():
            faults += [
                f"{path}: names {url}, which is not published ({story.source})"
                for url, story in {**secret, **hidden}.items()
                if url in text
                and built_paper.file(url.removeprefix(edition.site.base))
                != built_paper.output / path
            ]
    report(faults)


def test_every_address_that_was_published_is_still_there(built_paper: BuiltPaper) -> None:
    report([
        f"content/data/ledger.txt:{line}: {address} is lost"
        for address, line in built_paper.edition.ledger.items()
        if not built_paper.file(address).is_file()
    ])  # fmt: skip


@pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")
def test_pages_open_in_a_browser_without_an_error(built_paper: BuiltPaper) -> None:
    edition = built_paper.edition
    addresses = [
        "/",
        *(story.url.removeprefix(edition.site.base) for story in edition.articles[:1]),
    ]
    report([
        f"{address}: {error}"
        for address in addresses
        for error in console_errors(built_paper, address)
    ])  # fmt: skip
