"""What else an export of WordPress holds: counted by kind, so that nothing goes unseen."""

from collections import Counter

from newsroom.desk.importing.report import ImportReport
from newsroom.desk.importing.systems.wordpress_export import WordPressExport
from newsroom.text.amounts import counted

NO_POST = "if these are stories, write <wp:post_type>post in the export and import again"
MENUS = "write the menu as the setting MENUITEMS"
DESIGN = "the theme of the paper has its own: see docs/theme.md"
OTHER = "nothing to do: they are copies and notes of WordPress"
_READ = ("post", "page", "attachment", "wp_block")
_OWN = {
    "nav_menu_item": MENUS, "wp_navigation": MENUS, "custom_css": DESIGN, "wp_template": DESIGN,
    "wp_template_part": DESIGN, "wp_global_styles": DESIGN, "wp_font_face": DESIGN,
    "wp_font_family": DESIGN, "customize_changeset": OTHER, "oembed_cache": OTHER,
    "revision": OTHER, "user_request": OTHER,
}  # fmt: skip
"""Types of WordPress itself that hold no story → what to do."""


def report_rest(export: WordPressExport, report: ImportReport) -> None:
    """Report the items that are neither posts nor pages, the first of each kind with its line."""
    kinds = Counter(item.kind for item in export.items if item.kind not in _READ)
    firsts = {item.kind: item for item in reversed(export.items)}
    for kind, count in kinds.items():
        first = firsts[kind]
        what = f"left out: {counted(count, 'item')} of the type {kind!r} (this is the first)"
        report.changed(first.path, what, _OWN.get(kind, NO_POST), first.line)
