"""Liquid in posts: what only stood for a text or an address becomes it; logic goes, its text stays.

As in Jekyll, ``{% raw %}`` and ``{% comment %}`` count everywhere; all else not within code.
"""

import re
from dataclasses import replace

from newsroom.desk.importing.texts.shortcodes import arguments, embed, fence, single
from newsroom.desk.importing.traced_text import (
    CODE,
    Call,
    Replacement,
    StoryContext,
    TracedText,
    rewrite,
    shorten,
    surroundings,
)

LOGIC = "the tag was taken out and the text around it kept: check the place"
VARIABLE = "the text was taken from the front matter, or left out: check the place"

_LIQUID = re.compile(
    r"""(?P<raw>\{%-?\s*raw\s*-?%\}(?P<kept>(?s:.*?))\{%-?\s*endraw\s*-?%\})
    | (?P<comment>\{%-?\s*comment\s*-?%\}(?s:.*?)\{%-?\s*endcomment\s*-?%\})
    | (?P<highlight>\{%-?\s*highlight\s+(?P<language>[\w+#.-]+)[^%]*%\}\n?(?P<sample>(?s:.*?))
      \s*\{%-?\s*endhighlight\s*-?%\}) | """
    + CODE
    + r"""| \{%-?\s*(?P<tag>\w+)(?P<args>(?:[^%]|%(?!\})){0,2000}?)-?%\}
    | \{\{-?(?P<output>(?:[^{}]|\}(?!\}))*?)-?\}\}""",
    re.VERBOSE | re.MULTILINE,
)
_TAGS = re.compile(
    CODE + r"|\{%-?\s*(?P<tag>\w+)(?P<args>(?:[^%]|%(?!\})){0,2000}?)-?%\}",
    re.VERBOSE | re.MULTILINE,
)
_RAW_MARKS = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_OUTPUT = re.compile(r"""\s*(?:"(?P<text>[^"]*)"|'(?P<single>[^']*)'|(?P<name>[\w.-]+))\s*""")
_LOGIC = frozenset({
    "if", "unless", "elsif", "else", "case", "when", "for", "assign", "capture", "cycle",
    "tablerow", "break",
})  # fmt: skip
_SITE_ROOT = ("site.baseurl", "site.url", "baseurl", "base_path", "base", "root")
_TEXT_FILTERS = frozenset({
    "url", "relative_url", "absolute_url", "prepend", "append", "escape", "xml_escape", "strip",
    "strip_html", "strip_newlines", "markdownify", "smartify", "asset_path", "asset_url",
})  # fmt: skip
_PICTURE_FILTER = re.compile("photo|image|icon|avatar")


def convert(draft: TracedText, page: StoryContext) -> TracedText:
    """Replace Liquid tags and outputs of a Jekyll post."""

    def converted(match: re.Match[str]) -> Replacement:
        line = draft.line(match.start())
        if match["raw"]:
            return draft.part(match.start("kept"), match.end("kept")), match.end()
        if match["comment"]:
            return "", match.end()
        if match["highlight"]:
            return fence(match["sample"].strip("\n"), match["language"]), match.end()
        spot = surroundings(draft.text, match.start(), match.end())
        if match["tag"]:
            args, named = arguments(match["args"])
            call = Call(
                name=match["tag"], text=match[0], line=line, args=args, named=dict(named), **spot
            )
            return _tag(call, page), match.end()
        call = Call(name="", text=match[0], line=line, args=[], named={}, **spot)
        return _output(match["output"], call, page), match.end()

    return rewrite(draft, _LIQUID, converted, lambda code: _RAW_MARKS.sub("", code))


def convert_tags(draft: TracedText, page: StoryContext) -> TracedText:
    """Replace the tags of Pelican's ``liquid_tags``; braces of other kinds are text there."""

    def converted(match: re.Match[str]) -> Replacement:
        spot = surroundings(draft.text, match.start(), match.end())
        args, named = arguments(match["args"])
        line = draft.line(match.start())
        call = Call(
            name=match["tag"], text=match[0], line=line, args=args, named=dict(named), **spot
        )
        return _tag(call, page), match.end()

    return rewrite(draft, _TAGS, converted)


def _tag(call: Call, page: StoryContext) -> str:
    if call.name in ("raw", "endraw"):  # the other half of a pair that a code block cut in two
        return ""
    if call.name in ("include", "include_cached", "include_relative") and call.args:
        name = call.args[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return single(replace(call, name=name, args=call.args[1:]), page)
    if call.name in ("post_url", "link") and call.args:
        target = call.args[0].removesuffix(".md") + ".md"
        return single(replace(call, name="ref", args=[target], named={}), page)
    if (call.args or call.named) and call.name not in _LOGIC:
        return single(call, page)
    page.note(call.line, f"{shorten(call.text)} is logic of the old site", LOGIC)
    return ""


def _output(text: str, call: Call, page: StoryContext) -> str:
    first, *filters = text.split("|")
    match = _OUTPUT.fullmatch(first)
    names = [item.split(":")[0].strip() for item in filters]
    if match is None:
        page.note(call.line, f"{shorten(call.text)} was taken out", VARIABLE)
        return ""
    if match["name"] in _SITE_ROOT:
        return page.base_url if match["name"] == "site.url" else ""
    value = match["text"] if match["text"] is not None else match["single"]
    if value is not None and "embed" in names:
        title = re.search(r"""embed:\s*["'](.*)["']""", text)
        return embed(value, title[1] if title else "", call)
    if value is not None and _TEXT_FILTERS.issuperset(names):
        return value
    if value is None:
        value = page.variable(match["name"].removeprefix("page.").removeprefix("post."))
    elif any(_PICTURE_FILTER.search(name) for name in names):
        value = None
    else:
        value = page.person(value)
    shown = "was taken out" if value is None else f"became {shorten(value, 60)!r}"
    page.note(call.line, f"{shorten(call.text)} {shown}", VARIABLE)
    return value or ""
