"""Opens pages in Chromium: accessibility, how long the first view takes, whether anything moves."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsroom.desk.audit.figures import AuditedPage, Figure
from newsroom.engine.browsers import FLAGS, chromium
from newsroom.problems import install

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LACKING = (
    "Nothing was opened in a browser (axe, layout shift, slow 3G): install Chromium, and "
    + install("playwright")
)
LACKING_AXE = "Accessibility was not checked: run npm install axe-core"
AXE = "axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True,
}  # fmt: skip
"""The phone of Lighthouse, so that figures can be compared."""
SLOW_3G = {
    "offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000,
}  # fmt: skip
"""400 milliseconds, 400 kbit/s."""
AT_ONCE = 4
"""Pages that are loaded at the same time: over slow 3G a browser waits most of the time."""
PATIENCE = 90_000
SETTLED = 1_000
"""Milliseconds after a page has loaded: what scripts move until then is seen, too."""

_OBSERVE = """
window.audit = {shift: 0, moved: [], paint: 0, largest: ''};
const named = (node) => node?.nodeType === 1
  ? node.tagName.toLowerCase() + (node.className ? '.' + String(node.className).split(' ')[0] : '')
  : '';
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    audit.shift += entry.value;
    audit.moved.push(...entry.sources.map(({node}) => named(node)));
  }
}).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver((list) => {
  const last = list.getEntries().at(-1);
  audit.paint = last.startTime;
  audit.largest = named(last.element) + ' ' + (last.url || '');
}).observe({type: 'largest-contentful-paint', buffered: true});
"""
_SCROLL = """async (settled) => {
  const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd;
  await new Promise((go) => setTimeout(go, loaded + settled - performance.now()));
  const {shift, moved, paint, largest} = audit;
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
  return {shift: audit.shift, moved: audit.moved, paint, largest};
}"""


def open_pages(pages: Sequence[AuditedPage], host: str, axe: Path | None) -> Iterator[Figure]:
    """Yield the figures of a browser for each page; without ``axe`` some are left out.

    Raises:
        ImportError: Playwright is not installed.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        waiting = iter(pages)
        while group := list(islice(waiting, AT_ONCE)):
            yield from _first_views(browser, host, group)
            for page in group if axe else ():
                yield _accessibility(browser, host, page, axe.read_text("utf-8") if axe else "")
        browser.close()


def _first_views(browser: "Browser", host: str, pages: Sequence[AuditedPage]) -> Iterator[Figure]:
    """Load pages over slow 3G, all at once; then look at what each has noted."""
    with ExitStack() as closing:
        opened = [(page, *_begin(browser, host, page, closing)) for page in pages]
        for page, tab, others in opened:
            tab.wait_for_load_state("load", timeout=PATIENCE)
            seen = tab.evaluate(_SCROLL, SETTLED)
            seconds = round(seen["paint"] / 1000, 2)
            largest = (seen["largest"].strip(),) if seen["largest"].strip() else ()
            moved = tuple(sorted(set(filter(None, seen["moved"]))))
            shift = round(seen["shift"], 3)  # as Lighthouse says it
            yield Figure(page=page, name="paint_seconds", value=seconds, parts=largest)
            yield Figure(page=page, name="layout_shift", value=shift, parts=moved)
            if others:
                parts = tuple(sorted(others))
                yield Figure(page=page, name="third_parties", value=len(parts), parts=parts)


def _begin(
    browser: "Browser", host: str, page: AuditedPage, closing: ExitStack
) -> tuple["Page", set[str]]:
    """Start to load a page; return it, and the set of other hosts that it asks."""
    context = browser.new_context(**PHONE)
    closing.callback(context.close)
    tab = context.new_page()
    context.new_cdp_session(tab).send("Network.emulateNetworkConditions", SLOW_3G)
    tab.add_init_script(_OBSERVE)
    others: set[str] = set()

    def note(request: Any) -> None:
        if not request.url.startswith((host, "data:", "blob:")):
            others.add(urlsplit(request.url).netloc)

    tab.on("request", note)
    tab.goto(host + page.url, wait_until="commit", timeout=PATIENCE)
    return tab, others


def _accessibility(browser: "Browser", host: str, page: AuditedPage, axe: str) -> Figure:
    """Return what axe finds on a page, in the light and in the dark scheme."""
    found = []
    for scheme in SCHEMES:
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
        tab = context.new_page()
        tab.goto(host + page.url, timeout=PATIENCE)
        tab.evaluate(axe)
        result = tab.evaluate("tags => axe.run({runOnly: tags})", RULES)
        found += [
            f"{one['id']} ({scheme}): {one['nodes'][0]['html'][:120]}"
            for one in result["violations"]
        ]
        context.close()
    return Figure(page=page, name="axe", value=len(found), parts=tuple(found))
