"""The examples of CommonMark and of GitHub's extensions, and how HTML is compared with theirs.

python -m tests.reading.specification            # pass rates by section
python -m tests.reading.specification Links      # the examples of a section that differ
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from newsroom.reading.markup.embeds import Embeds, EmbedTexts
from newsroom.reading.markup.fast_markdown import FastMarkdown
from newsroom.reading.markup.removed_html import RemovedHtml
from newsroom.reading.markup.source import normalise
from newsroom.reading.text.body import BodyOptions, make_markdown

COMMONMARK = Path(__file__).parents[2] / "node_modules" / "commonmark-spec" / "spec.txt"
GFM = Path(__file__).with_name("gfm.txt")
_EXAMPLE = re.compile(
    r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$|^#{1,6} +([^\n]*)$", re.MULTILINE | re.DOTALL
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption col colgroup dd details div dl dt figcaption"
        " figure footer form h1 h2 h3 h4 h5 h6 header hr iframe li ol p pre script section style"
        " summary table tbody td tfoot th thead tr ul",
    )
)


class Example(NamedTuple):
    """``number`` counts from 1 in its specification."""

    section: str
    number: int
    markdown: str
    html: str


def examples(file: Path) -> Iterator[Example]:
    """Yield the examples of a specification in the format of CommonMark's ``spec.txt``."""
    section, number = "", 0
    for match in _EXAMPLE.finditer(file.read_text("utf-8").partition("<!-- END TESTS")[0]):
        if match[3]:
            section = match[3]
        else:
            number += 1
            markdown, html = match[1].replace("→", "\t"), match[2].replace("→", "\t")
            yield Example(section, number, markdown, html)


def is_same(ours: str, theirs: str) -> bool:
    return normal_form(ours) == normal_form(theirs)


def normal_form(html: str) -> str:
    """Return HTML without the differences that readers cannot see."""
    form = _Form()
    form.feed(html.replace("<![CDATA[", "&lt;![CDATA["))
    form.close()
    return "".join(form.parts).strip()


class _Form(HTMLParser):
    """Joins white space, sorts attributes, and leaves out what this project adds to each page:
    ids, the classes of code and alignment, and labels of boxes.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._pre = False
        self._at_edge = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and self._pre:
            return  # A colour.
        values = {name: value or "" for name, value in attrs}
        if side := re.search(r"\balign-(\w+)", values.get("class", "")):
            values["align"] = side[1]
        own = values.get("class", "")
        if own in ("highlight", "task") or own.startswith("align-"):
            del values["class"]
        values.pop("aria-label", None)
        for name in ("href", "src"):
            if name in values:
                values[name] = quote(unquote(values[name]), safe="/:@?#&=+,;%")
        self._edge(tag)
        shown = "".join(f' {name}="{escape(value)}"' for name, value in sorted(values.items()))
        self.parts.append(f"<{tag}{shown}>")
        self._pre = self._pre or tag == "pre"
        self._at_edge = tag in _BLOCKS or tag == "br"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._pre:
            return
        self._edge(tag)
        self.parts.append(f"</{tag}>")
        self._pre = self._pre and tag != "pre"
        self._at_edge = tag in _BLOCKS

    def handle_data(self, data: str) -> None:
        if not self._pre:
            data = re.sub(r"\s+", " ", data)
            data = data.lstrip() if self._at_edge else data
        if data:
            self.parts.append(escape(data))
            self._at_edge = False

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.parts.append(f"<?{data}>")

    def _reference(self, written: str) -> None:
        self.parts.append(escape(unescape(written)))
        self._at_edge = False

    def _edge(self, tag: str) -> None:
        if tag in _BLOCKS and not self._pre and self.parts:
            self.parts[-1] = self.parts[-1].rstrip()


def _markdown() -> FastMarkdown:
    """Return the parser without what makes a figure of each picture that is alone."""
    markdown = make_markdown(BodyOptions(), Embeds(EmbedTexts(), {}), RemovedHtml())
    markdown.treeprocessors.deregister("figures")
    return markdown


def pass_rates(file: Path) -> dict[str, tuple[int, int, list[Example]]]:
    """Return section → examples with the expected HTML, all examples, those that differ."""
    markdown = _markdown()
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failed: dict[str, list[Example]] = {}
    for example in examples(file):
        total[example.section] += 1
        html = markdown.reset().convert(normalise(example.markdown)[0])
        if is_same(html, example.html):
            passed[example.section] += 1
        else:
            failed.setdefault(example.section, []).append(example)
    return {name: (passed[name], total[name], failed.get(name, [])) for name in total}


def main(wanted: str) -> None:
    """Print the pass rates, or the examples of one section that differ."""
    markdown = _markdown()
    rates = {**pass_rates(COMMONMARK), **pass_rates(GFM)}
    for section, (passed, total, failed) in rates.items():
        if not wanted:
            print(f"{section:45} {passed:3} of {total:3}  {passed / total:4.0%}")
        for example in failed if section == wanted else ():
            ours = markdown.reset().convert(normalise(example.markdown)[0])
            print(f"--- {example.number}\n{example.markdown}... theirs\n{example.html}... ours")
            print(ours)
    if not wanted:
        both = [sum(rate[place] for rate in rates.values()) for place in (0, 1)]
        print(f"{'all':45} {both[0]:3} of {both[1]:3}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
