"""reStructuredText of Pelican: docutils reads it, its header is the list of fields at the top."""

import io
import re
from pathlib import Path
from typing import Any

from newsroom.desk.importing.archive import ArchiveFile, read_text
from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.traced_text import TracedText
from newsroom.desk.importing.values.headers import Header, UnreadableError
from newsroom.reading.frontmatter.marked_yaml import Value

CHECK = "look at the place, and write it in the new story"
_SETTINGS = {
    "file_insertion_enabled": False,  # no other file is read
    "raw_enabled": True,
    "_disable_config": True,
    "halt_level": 5,
    "report_level": 2,
    "initial_header_level": 2,
    "syntax_highlight": "none",
    "footnote_references": "brackets",
    "smart_quotes": False,
}
_MISTAKE = re.compile(r"^<string>:(?P<line>\d+): \(\w+/\d\) (?P<what>.*)", re.MULTILINE)
_SECTION = re.compile(
    r"<section\b[^>]*?\bid=\"(?P<id>[^\"]*)\"[^>]*>\s*"
    r"(?P<targets>(?:<span id=\"[^\"]*\"></span>\s*)*)<h(?P<level>\d)>"
)
_CODE = re.compile(r'<pre class="code (?P<language>[\w+#-]+)[^"]*">(?:<code>)?')
_LITERAL = re.compile(
    r'<(?P<tag>span|tt) class="docutils literal">'
    r"((?:[^<]|<span class=\"pre\">[^<]*</span>)*)</(?P=tag)>"
)
_MARK = re.compile(r'<a [^>]*href="#(?P<id>[^"]+)"[^>]*role="doc-noteref".*?</a>', re.DOTALL)
_NOTE = re.compile(
    r'<aside class="footnote[^"]*" id="(?P<id>[^"]+)"[^>]*>.*?(?P<text><p>.*?)</aside>', re.DOTALL
)
_BOX = re.compile(
    r'<aside class="admonition[^"]*">\s*<p class="admonition-title">(?P<title>.*?)</p>(?P<text>.*?)'
    r"</aside>",
    re.DOTALL,
)


def read_restructured(file: Path, path: str, site: Path, report: ImportReport) -> ArchiveFile:
    """Return an article in reStructuredText with its fields as front matter, in Markdown.

    Raises:
        UnreadableError: the file cannot be read.
    """
    from docutils.core import publish_doctree, publish_from_doctree
    from docutils.utils import SystemMessage

    from newsroom.desk.importing.texts.html_markdown import to_markdown

    _register_code()
    text, changes = read_text(file, site)
    for change in changes:
        report.changed(path, change, "check the text")
    said = io.StringIO()
    settings = {**_SETTINGS, "warning_stream": said}
    try:
        tree = publish_doctree(text, settings_overrides=settings)
        values, lines = _fields(tree)
        _mark_lines(tree)
        page = publish_from_doctree(tree, writer="html5", settings_overrides=settings)
    except (SystemMessage, RecursionError) as error:
        raise UnreadableError(f"docutils cannot read it ({error})", "correct the file") from None
    for found in _MISTAKE.finditer(said.getvalue()):
        report.changed(path, found["what"].rstrip("."), CHECK, int(found["line"]))
    body = _plain(page.decode("utf-8"))
    first = max(lines.values(), default=1) + 1

    def note(line: int, what: str, remedy: str) -> None:
        report.changed(path, what, remedy, line)

    draft = to_markdown(TracedText.at(body, first), note)
    header = Header(values, lines, draft.text, first, body_lines=draft.lines)
    return ArchiveFile(path, file, header)


def _register_code() -> None:
    """Let docutils keep code as it is: the directive of Pelican colours it."""
    import pelican.rstdirectives  # noqa: F401 - it registers its roles, and code
    from docutils.parsers.rst import directives
    from docutils.parsers.rst.directives.body import CodeBlock

    class AnyOption(dict[str, Any]):
        """Takes options of Pygments too, such as ``linenos``."""

        def __missing__(self, _name: str) -> Any:
            return directives.unchanged

    class PlainCode(CodeBlock):  # type: ignore[misc]
        option_spec = AnyOption(CodeBlock.option_spec)

    for name in ("code", "code-block", "sourcecode"):
        directives.register_directive(name, PlainCode)


def _fields(tree: Any) -> tuple[dict[str, Value], dict[str, int]]:
    """Take title and fields out of a document."""
    from docutils import nodes

    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for title in [node for node in tree.children if isinstance(node, nodes.title)][:1]:
        values["title"], lines["title"] = title.astext(), title.line or 1
        tree.remove(title)
    for subtitle in [node for node in tree.children if isinstance(node, nodes.subtitle)]:
        values["subtitle"] = subtitle.astext()
        tree.remove(subtitle)
    for info in list(tree.findall(nodes.docinfo)):
        for field in info.children:
            if isinstance(field, nodes.authors):
                values["authors"] = "; ".join(author.astext() for author in field.children)
                continue
            name = field[0].astext() if isinstance(field, nodes.field) else field.tagname
            value = field[-1].astext() if isinstance(field, nodes.field) else field.astext()
            values[name.lower()], lines[name.lower()] = value, field.line or 1
        tree.remove(info)
    return values, lines


def _mark_lines(tree: Any) -> None:
    """Write the line of each block in front of it, for reports."""
    from docutils import nodes

    for node in [*tree.findall(nodes.paragraph), *tree.findall(nodes.image)]:  # not while it walks
        holder = node.parent
        if node.line and isinstance(holder, nodes.document | nodes.section):
            mark = nodes.raw("", f"<!--line {node.line}-->", format="html")
            holder.insert(holder.index(node), mark)


def _plain(page: str) -> str:
    """Return the body of a page of docutils in the HTML that all archives share."""
    found = re.search(r"<main[^>]*>(.*)</main>", page, re.DOTALL)
    body = found[1] if found else ""
    body = re.sub(r'alt="([^"]*)" src="\1"', r'src="\1"', body)  # nobody wrote that description
    body = re.sub(r'<aside class="system-message".*?</aside>', "", body, flags=re.DOTALL)
    marks = dict.fromkeys(match["id"] for match in _MARK.finditer(body))
    numbers = {name: str(place + 1) for place, name in enumerate(marks)}
    body = _MARK.sub(lambda found: f"<note-mark>{numbers[found['id']]}</note-mark>", body)
    body = _NOTE.sub(
        lambda found: (
            f'<note-text id="{numbers.get(found["id"], found["id"])}">{found["text"]}</note-text>'
        ),
        body,
    )
    body = re.sub(r'<aside class="footnote-list[^>]*>(.*?)</aside>', r"\1", body, flags=re.DOTALL)
    body = _BOX.sub(r'<note-box title="\g<title>">\g<text></note-box>', body)
    body = _CODE.sub(r'<pre><code class="language-\g<language>">', body)
    body = re.sub(r"(?<=<li>)<p>(.*?)</p>(?=\s*(?:</li>|<ul|<ol))", r"\1", body, flags=re.DOTALL)
    return _LITERAL.sub(
        lambda found: f"<code>{re.sub('<[^>]*>', '', found[2])}</code>", _headed(body)
    )


def _headed(body: str) -> str:
    """Give headings that links name their ids; Markdown does not have sections."""
    for found in _SECTION.finditer(body):
        for target in re.findall(r'id="([^"]*)"', found["targets"]):
            body = body.replace(f'href="#{target}"', f'href="#{found["id"]}"')

    def heading(found: re.Match[str]) -> str:
        own = f' id="{found["id"]}"' if f'href="#{found["id"]}"' in body else ""
        return f"<h{found['level']}{own}>"

    return _SECTION.sub(heading, body).replace("</section>", "")
