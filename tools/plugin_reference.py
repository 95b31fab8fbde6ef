"""Writes the reference of docs/plugins.md from the code: hooks, and what plugins offer."""

import inspect
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "plugins"))

from newsroom import signals  # noqa: E402 - found above
from newsroom.offers import OFFERS  # noqa: E402

PAGE = ROOT / "docs/plugins.md"
BEGIN, END = "<!-- made by tools/plugin_reference.py -->\n", "<!-- end -->\n"


def reference() -> str:
    """Return the reference: each hook with its text, each offer with its type."""
    names = {id(hook): name for name, hook in vars(signals).items()}
    parts = []
    for hook in signals.HOOKS:
        name, text = names[id(hook)], inspect.cleandoc(hook.__doc__ or "")
        head = f"### `{name}`\n\n```python\nsignals.{name}.connect(handler)"
        parts.append(
            f"{head}  # def handler(edition: Edition) -> None\n```\n\n{as_markdown(text)}\n"
        )
    parts.append("## What a module may offer\n\n| name | type | meaning |\n|---|---|---|")
    parts += [f"| `{one.name}` | `{one.shape}` | {one.about} |" for one in OFFERS]
    return "\n".join(parts) + "\n"


def as_markdown(text: str) -> str:
    """Return a docstring as Markdown, each of its paragraphs and headed parts in one line."""
    text = re.sub(r"\n(?=(?:When|May change):)", "\n\n", text).replace("``", "`")
    lines = [" ".join(part.split()) for part in text.split("\n\n")]
    return "\n\n".join(re.sub(r"^(When|May change):", r"**\1:**", line) for line in lines)


def written(page: str) -> str:
    """Return the page with the reference in its place."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{reference()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
