"""The order of plugins that lay out pages does not matter: the site has the same bytes."""

import random
import re

import pytest

from newsroom.defaults import PLUGINS
from tests.conftest import ROOT, story
from tests.engine.publication import differences, picture, snapshot

FILES = {
    "content/articles/ai/live.md": story(
        "Live", "It begins.\n\n## 2026-11-20 10:00 An update\n\nText.", label="live", tags="[Law]"
    ),
    "content/articles/ai/old.md": story("Old", aliases="[/old/, /2019/old.html]", series="Sea"),
    "content/articles/world/gone.md": story("Gone", expires="2026-11-22"),
    "content/articles/world/hidden.md": story("Hidden", status="hidden"),
    "content/articles/world/right.md": story(
        "Right", image="{src: a.png, alt: A}",
        corrections="[{date: 2026-11-21, text: Not so.}]",
    ),
    "content/media/a.png": picture((1, 2, 3)),
    "content/pages/privacy.md": "---\ntitle: Privacy\n---\nWe keep little.\n",
    "content/pages/about.md": "---\ntitle: About\n---\nWe print.\n",
    "content/files/CNAME": "news.example",
    "content/data/redirects.yml": "/2018/gone/: gone\n/tag/laws/: /tag/law/\n",
    "content/data/ledger.txt": "/old/\n/tag/laws/feed.atom\n/2019/old.html\n",
    "extra/order_of_plugins.py": """
        from newsroom import signals
        from newsroom.model.jobs import FileJob, PageJob
        from newsroom.paging.listings import head

        def add(edition):
            page = head(edition, "document", "Own", edition.site.href("/own/"))
            context = {"page": page, "document": edition.documents[0]}
            edition.add(PageJob("own/index.html", "document.html", context))

        def lines(paths):
            return "\\n".join(paths).encode()

        def list_files(edition):
            edition.add(FileJob("files.txt", lines, (sorted(edition.jobs),)))

        def register():
            signals.page.connect(add)
            signals.finish.connect(list_files)
        """,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_site_is_the_same_in_whatever_order_plugins_lay_it_out(site, tmp_path, seed):
    def build(plugins):
        paths = [str(ROOT / "plugins"), str(tmp_path / "extra")]
        built = site(FILES, PLUGINS=plugins, PLUGIN_PATHS=paths, LEDGER={"enforce": True},
                     CLEAN=True)  # fmt: skip
        files = snapshot(built.output)
        manifest = files.pop(".newsroom-files").decode()
        return files, set(re.findall(r"^\S+ (.+)$", manifest, re.MULTILINE)), built

    paging = [name for name in PLUGINS if name.startswith("newsroom.paging.")]
    others = [name for name in PLUGINS if name not in paging]
    own = "order_of_plugins"
    expected, paths, built = build([*others, *paging, own])
    assert {"/", "/old/", "/own/", "/2018/gone/"} <= built.result.edition.addresses
    assert "https://news.example/own/" in built.text("/sitemap.xml")
    assert "own/index.html" in built.text("/files.txt")
    chance = random.Random(seed)  # noqa: S311 - the same every time
    chance.shuffle(paging)
    again, same_paths, other = build([own, *others, *paging])
    # What an own hook lists depends on the order of those that finish.
    expected.pop("files.txt"), again.pop("files.txt")
    assert not differences(expected, again)
    assert paths == same_paths
    assert other.result.edition.addresses == built.result.edition.addresses
