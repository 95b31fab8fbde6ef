"""Hugo and Zola: ``{{< shortcodes >}}``, ``{{ zola() }}``, folders as sections, TOML or YAML."""

import re

from newsroom.desk.importing.dialects import Dialect
from newsroom.desk.importing.systems.hugo_cascade import cascades
from newsroom.desk.importing.systems.hugo_config import CONFIG_NAMES, read_config
from newsroom.desk.importing.texts.shortcodes import arguments, paired, single
from newsroom.desk.importing.traced_text import (
    CODE,
    Call,
    Replacement,
    StoryContext,
    TracedText,
    rewrite,
    surroundings,
)

_SHORTCODE = re.compile(
    CODE
    + r"""
    | \{\{[<%][ \t]*(?P<close>/)?\s*(?P<name>\w[\w/.-]*)
      (?P<args>(?:"(?:\\.|[^"\\])*"|`[^`]*`|[^"`{}]){0,4000}?) /? \s* [>%]\}\}
    | (?P<broken>\{\{[<%](?!/\*)[^\n]{0,4000}?[>%]\}\})
    | (?P<zola>\{\{|\{%)\s*(?P<function>\w+)\((?P<zargs>[^{}]*)\)\s*(?:\}\}|%\})
    | (?P<end>\{%\s*end\s*%\})
    """,
    re.VERBOSE | re.MULTILINE,
)
_CLOSES = re.compile(r"\{\{[<%]\s*/\s*(\w[\w/.-]*)|\{%\s*end\s*%\}")
_ESCAPED = re.compile(r"\{\{([<%]?)/\*(.*?)\*/([>%]?)\}\}", re.DOTALL)


def convert(draft: TracedText, page: StoryContext) -> TracedText:
    """Write every shortcode of ``draft`` in Markdown, or take it out with a note."""
    closed = set(_CLOSES.findall(draft.text))

    def replace(match: re.Match[str]) -> Replacement:
        if match["close"] or match["end"]:
            page.note(draft.line(match.start()), f"{match[0]} closes nothing", "look at the place")
            return "", match.end()
        name = match["name"] or match["function"] or "?"
        args, named = arguments(match["args"] or match["zargs"] or "")
        has_end = (match["name"] or "") in closed and not match["broken"]
        closing = _closing(match, draft.text) if has_end else None
        end = closing[1] if closing else match.end()
        spot = surroundings(draft.text, match.start(), end)
        line = draft.line(match.start())
        call = Call(
            name=name.lower(), text=match[0], line=line, args=args, named=dict(named), **spot
        )
        if closing is None:
            return single(call, page), match.end()
        inner = convert(draft.part(match.end(), closing[0]), page)
        return paired(call, inner, page), closing[1]

    result = rewrite(draft, _SHORTCODE, replace)
    return TracedText(_ESCAPED.sub(r"{{\1\2\3}}", result.text), result.lines)


def _closing(match: re.Match[str], text: str) -> tuple[int, int] | None:
    """Return where the content of a paired shortcode ends and where the text goes on."""
    if match["zola"] == "{{":
        return None
    pattern = r"\{%\s*(?P<end>end)\s*%\}|\{%\s*\w+\("
    if match["name"]:
        name = re.escape(match["name"])
        pattern = rf"\{{\{{[<%]\s*(?P<end>/)?\s*{name}(?![\w/.-])"
    depth = 1
    for found in re.compile(pattern).finditer(text, match.end()):
        depth += -1 if found["end"] else 1
        if depth == 0:
            after = text.find("}}", found.end()) + 2 if match["name"] else found.end()
            return found.start(), after
    return None


HUGO = Dialect(
    name="hugo",
    permalink="/:folders/:slugorcontentbasename/",
    separator=",",
    by_folder=True,
    classic=False,
    config_names=CONFIG_NAMES,
    read_config=read_config,
    convert=convert,
    folder_defaults=cascades,
    names=(":slugorcontentbasename", ":slug"),
)
