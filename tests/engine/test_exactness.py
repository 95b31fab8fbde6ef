"""Whatever is edited, in whatever order: an incremental build gives the bytes of a clean one.

Short by default; ``HYPOTHESIS_PROFILE=nightly`` runs hundreds of sequences of edits.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from newsroom.writing.staging import MANIFEST
from tests.engine.plugins.foreign_plugin import THEME
from tests.engine.publication import (
    NOW,
    Publication,
    Story,
    Workplace,
    differences,
    small_publication,
    snapshot,
    story,
)
from tests.media import samples

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
STEPS = 12 if NIGHTLY else 8
SIZE = settings(
    max_examples=300 if NIGHTLY else 4,
    stateful_step_count=STEPS,
    derandomize=not NIGHTLY,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

PICKS = st.integers(0, 99)
DATES = st.sampled_from(
    ["2026-11-20T09:00:00+00:00", "2026-11-22", "2026-11-23T13:00", "2026-11-25", "2025-01-01"]
)
TAGS = st.lists(
    st.sampled_from(["Law", "law", "Sea", "C++", "Models", "Codes", "new tag"]), max_size=3
)
TITLES = st.sampled_from(["A title", 'Quotes "here" & <there>', "Été à la mer", "Models read"])
BODIES = st.sampled_from(
    [
        "Other words.",
        "Words of [models](../../ai/2026/models.md) and [us](../../../pages/about.md).",
        '![A lead](lead.png)\n\nMore words of it -- and "quotes".',
        "```python\nprint(1)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "A <script>alert(1)</script> that is taken out.",
        "[nowhere](no-such.md)",
        "long " * 400,
        "![A talk](talk.mp3)\n\nMore words, and [the same talk](talk.mp3).",
        "https://www.youtube.com/watch?v=jNQXAC9IVRw\n\nWords on it.",
        "Before.\n\nhttps://mastodon.example/@jane/123456789\n\nAfter.",
        "```chart line\ntitle: Rents\nunit: euros\n\nyear,Lisbon\n2019,10\n2020,11.5\n```",
        "```chart bar\ntitle: Rates\nfile: rates.csv\n```",
    ]
)  # fmt: skip
TEMPLATES = st.sampled_from(
    ["base.html", "story.html", "front.html", "partials/listing.html", "partials/tags.html",
     "macros/card_parts.html", "redirect.html", "document.html", "section.html"]
)  # fmt: skip
ADDITIONS = st.sampled_from(
    [
        "<!-- more -->",
        "{# nothing #}",
        "{{ site.name }}{{ 1234567|number }}",
        "{% if article is defined %}{{ article.published|datetime }}{% endif %}",
        "{% include 'partials/extra.html' ignore missing %}",
        "{% set name = 'partials/' ~ (page.kind if page is defined else 'x') ~ '.html' %}"
        "{% include [name, 'partials/age.html'] %}",
    ]
)
SETTINGS = st.sampled_from(
    [
        {"LISTINGS": {"per_page": 2}},
        {"FEEDS": {"items": 1, "formats": ["atom"]}},
        {"RELATED": {"count": 1}},
        {"FRONT_PAGE": {"latest": 1}},
        {"HOTTEST": {"count": 2}},
        {"MEDIA": {"widths": [4, 12], "quality": 50}},
        {"DATES": {"date": "d. M. yyyy", "datetime": "d. M. yyyy HH:mm zzzz"}},
        {"SITENAME": "Another name"},
        {"SITEURL": "https://example.org/news"},
        {"TIMEZONE": "Europe/London"},
        {"TIMEZONE": "Asia/Tokyo"},
        {"DEFAULT_LANG": "en-GB"},
        {"DEFAULT_LANG": "de"},
        {"CLEAN": True},
        {"HOTTEST": {"half_life_hours": 2, "least_readers": 1}},
        {"MENUITEMS": (("About", "/about/"),)},
        {"NEWSLETTER": {"action": "https://letters.example/"}},
        {"PUBLISHER": {"logo": "https://news.example/logo.png"}},
        {"COMMENTS": {"provider": "isso", "server": "https://talk.example"}},
        {"COMMENTS": {}},
        {"PREVIEW": True},
        {"EXTRA": {"key_facts": {"type": "list", "card": True}}},
        {"EXTRA": {"place": {}}},
        {"LANGUAGES": {"fr": {"title": "Le Journal"}}},
        {"LANGUAGES": {"de": {}, "fr": {"menu": [("Contact", "/contact/")]}}},
        {"LANGUAGES": {}},
        {"SITENAME": 7, "READING_TIME": {"wrong": 1}},
    ]
)
CLOCKS = st.sampled_from(
    ["2026-11-23T12:00:00+00:00", "2026-11-23T19:00:00+00:00", "2026-11-24T01:00:00+00:00",
     "2026-12-24T01:00:00+00:00", "2026-10-01T00:00:00+00:00"]
)  # fmt: skip
FRONT_PAGES = st.sampled_from(
    [
        {"lead": "law", "second": "embargo"},
        {"pinned": [{"story": "bonds", "until": "2026-11-23T15:00Z"}]},
        {"packages": [{"title": "Law", "stories": ["models", "embargo", "law"]}]},
        {"packages": [{"title": "Law", "stories": "chips, law", "until": "2026-11-24"}]},
        {"sections": {"money": "quartet", "ai": "off"}},
        {"third": "rates", "packages": [{"title": "S", "intro": "I.", "stories": "loi, rates"}]},
        {"lead": "nobody"},
        None,
    ]
)
MATTER = st.one_of(
    st.tuples(st.just("title"), TITLES),
    st.tuples(st.just("date"), DATES),
    st.tuples(st.just("tags"), TAGS),
    st.tuples(st.just("author"), st.sampled_from(["olivia-scott", "Sam Reed", "nobody"])),
    st.tuples(st.just("section"), st.sampled_from(["ai", "World", "money", "no-such"])),
    st.tuples(st.just("deck"), st.sampled_from(["A deck.", None])),
    st.tuples(st.just("summary"), st.sampled_from(["A summary.", None])),
    st.tuples(st.just("status"), st.sampled_from(["draft", "hidden", "published"])),
    st.tuples(st.just("expires"), st.sampled_from(["2026-11-23T15:00", "2027-01-01", None])),
    st.tuples(st.just("updated"), st.sampled_from(["2026-11-22T09:00", "2026-11-26T09:00", None])),
    st.tuples(st.just("id"), st.sampled_from(["/first/", "tag:old.example,2019:1", None])),
    st.tuples(st.just("related"), st.sampled_from([["law"], ["bonds", "chips"], ["gone"], None])),
    st.tuples(st.just("translation_of"), st.sampled_from(["models", "law", None])),
    st.tuples(st.just("lang"), st.sampled_from(["de", "fr", None])),
    st.tuples(
        st.just("corrections"), st.sampled_from([[{"date": "2026-11-23", "text": "Not so."}], None])
    ),
    st.tuples(st.just("headlines"), st.sampled_from([{"card": "Short", "search": "Found"}, None])),
    st.tuples(st.just("also_in"), st.sampled_from([["money"], None])),
    st.tuples(st.just("fact_box"), st.sampled_from([{"title": "F", "text": "*A*[^1]"}, None])),
    st.tuples(st.just("method"), st.sampled_from(["We [read](law.md).", None])),
    st.tuples(st.just("aliases"), st.sampled_from([["/old/a/"], ["/old/b.html", "/ai/x/"], None])),
    st.tuples(st.just("series"), st.sampled_from(["How it reads", "how it reads", None])),
    st.tuples(st.just("part"), st.sampled_from([1, 3, None])),
    st.tuples(st.just("slug"), st.sampled_from(["a-slug", None])),
    st.tuples(st.just("label"), st.sampled_from(["analysis", None])),
    st.tuples(st.just("breaking"), st.sampled_from(["2026-11-23T15:00", "2027-01-01", None])),
    st.tuples(st.just("pinned"), st.sampled_from([True, None])),
    st.tuples(st.just("comments"), st.sampled_from(["off", None])),
    st.tuples(st.just("reading_time"), st.sampled_from([9, None])),
    st.tuples(st.just("canonical"), st.sampled_from(["https://else.example/a", None])),
    st.tuples(
        st.just("image"),
        st.sampled_from([{"src": "chart.png", "alt": "A chart", "credit": "Us"}, None]),
    ),
)


def pick(things: dict[str, Any], number: int) -> str:
    names = sorted(things)
    return names[number % len(names)]


class Edits(RuleBasedStateMachine):
    """A publication that is edited and built after every edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR"))
        self.place = Workplace(Path(self.folder.name, "paper"), ["foreign_plugin"])
        self.publication = small_publication()
        self.publication.theme |= THEME
        self.output = self.place.root / "output"
        self.checks = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        self.place.save(self.publication)
        assert self.check()

    def edit(self, change: Callable[[Publication], object]) -> None:
        """Change the publication and build. What cannot be published is taken back."""
        before = self.publication.copy()
        change(self.publication)
        self.place.save(self.publication)
        if not self.check():
            self.publication = before
            self.place.save(before)

    def check(self) -> bool:
        """Build, and compare with a clean build; return whether there was anything to publish."""
        last = snapshot(self.output)
        mistakes = self.place.build({**self.publication.settings, "JOBS": 2})
        clean_mistakes, clean = self.place.build_clean(
            self.publication.settings, self.compiled_templates()
        )
        assert mistakes == clean_mistakes
        assert not differences(last if mistakes else clean, snapshot(self.output))
        return not mistakes

    def compiled_templates(self) -> Path | None:
        """Return where clean builds of one theme, settings and registries share what takes longest.

        The first and the last clean build of a short sequence, and each of a long one, share none.
        """
        self.checks += 1
        if NIGHTLY or self.checks % (STEPS + 1) <= 1:
            return None
        one = self.publication
        state = repr((one.settings, one.theme, one.sections, one.authors, one.tags, one.data))
        name = hashlib.blake2b(state.encode(), digest_size=16).hexdigest()
        return Path(self.folder.name, "compiled", name)

    @rule(number=PICKS, entry=MATTER)
    def change_front_matter(self, number: int, entry: tuple[str, Any]) -> None:
        key, value = entry

        def change(publication: Publication) -> None:
            matter = publication.stories[pick(publication.stories, number)].matter
            if key == "author":
                matter.pop("authors", None)
            if value is None:
                matter.pop(key, None)
            else:
                matter[key] = value

        self.edit(change)

    @rule(number=PICKS, body=BODIES)
    def change_a_text(self, number: int, body: str) -> None:
        def change(publication: Publication) -> None:
            texts = publication.stories | publication.documents
            texts[pick(texts, number)].body = body

        self.edit(change)

    @rule(number=PICKS, hours=st.lists(st.integers(13, 23), unique=True, max_size=3),
          until=st.sampled_from(["2026-11-23T23:30", None]))  # fmt: skip
    def cover_live(self, number: int, hours: list[int], until: str | None) -> None:
        """Most updates lie ahead of the first edition: they come as the clock moves."""
        updates = [f"## 2026-11-23T{hour}:00Z Hour {hour}\n\nIt is." for hour in sorted(hours)]

        def change(publication: Publication) -> None:
            one = publication.stories[pick(publication.stories, number)]
            end = {"live_until": until} if until else {}
            one.matter |= {"label": "live", "key_points": ["So far."], **end}
            one.body = "\n\n".join(["It begins.", *updates])

        self.edit(change)

    @rule(name=st.sampled_from(["How it reads", "Seas"]), numbers=st.lists(PICKS, max_size=4))
    def form_a_series(self, name: str, numbers: list[int]) -> None:
        def change(publication: Publication) -> None:
            for number in numbers:
                publication.stories[pick(publication.stories, number)].matter["series"] = name

        self.edit(change)

    @rule(entry=st.sampled_from([{"name": "Reading", "parts": 5}, {"name": "Reads"}, None]))
    def describe_a_series(self, entry: dict[str, Any] | None) -> None:
        text = json.dumps({"how-it-reads": entry} if entry else {})
        self.edit(lambda it: it.data.update({"data/series.yml": text}))

    @rule(number=PICKS, folder=st.sampled_from(["ai/2026", "world", "money/2026"]), title=TITLES,
          tags=TAGS, date=DATES, body=BODIES)  # fmt: skip
    def add_a_story(
        self, number: int, folder: str, title: str, tags: list[str], date: str, body: str
    ) -> None:
        path = f"articles/{folder}/new-{number % 4}.md"
        new = story(title, body, tags=tags, date=date)
        self.edit(lambda publication: publication.stories.update({path: new}))

    @rule(number=PICKS)
    def delete_a_story(self, number: int) -> None:
        if len(self.publication.stories) > 1:
            self.edit(lambda it: it.stories.pop(pick(it.stories, number)))

    @rule(number=PICKS, to=st.sampled_from(["ai/renamed", "world/2025/moved", "money/models"]))
    def rename_a_story(self, number: int, to: str) -> None:
        def change(publication: Publication) -> None:
            moved = publication.stories.pop(pick(publication.stories, number))
            publication.stories[f"articles/{to}.md"] = moved

        self.edit(change)

    @rule(number=PICKS, entry=st.sampled_from(
        [{"name": "Renamed"}, {"description": "Said."}, {"languages": {"fr": {"name": "Nom"}}}]
    ))  # fmt: skip
    def change_a_section(self, number: int, entry: dict[str, str]) -> None:
        self.edit(lambda it: it.sections[pick(it.sections, number)].update(entry))

    @rule(new=st.booleans())
    def change_which_sections_there_are(self, new: bool) -> None:
        def change(publication: Publication) -> None:
            if new:
                publication.sections["sport"] = {"name": "Sport"}
            else:
                publication.sections.pop(list(publication.sections)[-1])

        self.edit(change)

    @rule(number=PICKS, entry=st.sampled_from(
        [{"name": "A Name"}, {"bio": "Lives."}, {"role": "Editor"}, {"image": "lead.png"},
         {"languages": {"fr": {"bio": "Vit."}}}]
    ))  # fmt: skip
    def change_an_author(self, number: int, entry: dict[str, str]) -> None:
        self.edit(lambda it: it.authors[pick(it.authors, number)].update(entry))

    @rule(slug=st.sampled_from(["law", "sea", "cpp"]), entry=st.sampled_from(
        [{"name": "Codes"}, {"name": "C++"}, {"name": "Sea", "aliases": ["new tag", "Law"]},
         {"name": "Law", "description": "Other."},
         {"name": "Law", "languages": {"fr": {"name": "Droit", "description": "Le droit."}}}, None]
    ))  # fmt: skip
    def change_a_tag(self, slug: str, entry: dict[str, Any] | None) -> None:
        if entry is None:
            self.edit(lambda it: it.tags.pop(slug, None))
        else:
            self.edit(lambda it: it.tags.update({slug: entry}))

    @rule(old=st.sampled_from(["/2019/old/", "/new-old/", "/about/"]),
          new=st.sampled_from(["/world/", "gone", None]))  # fmt: skip
    def change_a_redirect(self, old: str, new: str | None) -> None:
        if new is None:
            self.edit(lambda it: it.redirects.pop(old, None))
        else:
            self.edit(lambda it: it.redirects.update({old: new}))

    @rule(name=st.sampled_from(["about", "contact", "terms"]), title=TITLES, body=BODIES)
    def change_a_page(self, name: str, title: str, body: str) -> None:
        page = Story({"title": title}, body)
        self.edit(lambda it: it.documents.update({f"pages/{name}.md": page}))

    @rule(name=st.sampled_from(["lead.png", "chart.png", "face.png"]),
          colour=st.sampled_from([(1, 2, 3), (250, 250, 250)]))  # fmt: skip
    def replace_a_picture(self, name: str, colour: tuple[int, int, int]) -> None:
        self.edit(lambda it: it.pictures.update({name: colour}))

    @rule(text=st.sampled_from(["town,rate\nLisbon,3\nPorto,4\n", "town,rate\nLisbon,5\n", "town"]))
    def change_the_figures_of_a_chart(self, text: str) -> None:
        self.edit(lambda it: it.data.update({"data/charts/rates.csv": text}))

    @rule(is_long=st.booleans())
    def record_a_talk_again(self, is_long: bool) -> None:
        self.edit(lambda it: setattr(it, "sound", samples.mp3() * (2 if is_long else 1)))

    @rule(name=st.sampled_from(["CNAME", "deep/er/data.txt", "deep/new", "about/index.html"]),
          text=st.sampled_from(["one", "two", None]))  # fmt: skip
    def change_a_file(self, name: str, text: str | None) -> None:
        if text is None:
            self.edit(lambda it: it.files.pop(name, None))
        else:
            self.edit(lambda it: it.files.update({name: text}))

    @rule(readers=st.sampled_from([40, 7, None]), number=PICKS)
    def count_readers(self, readers: int | None, number: int) -> None:
        """What readers did in an hour fades as the clock moves."""
        paths = ["/ai/2026/11/models/", "/world/2026/10/law/", "/old/audit/"]
        hours = {"2026-11-23T09Z": readers, "2026-11-22T20Z": number + 1}
        figures = {"source": "logs", "readers": {paths[number % 3]: hours, "/ai/": hours}}
        name, text = "data/popularity.json", json.dumps(figures)
        if readers is None:
            self.edit(lambda it: it.data.pop(name, None))
        else:
            self.edit(lambda it: it.data.update({name: text}))

    @rule(choices=FRONT_PAGES)
    def lay_out_the_front_page(self, choices: dict[str, Any] | None) -> None:
        name = "data/front.yml"
        if choices is None:
            self.edit(lambda it: it.data.pop(name, None))
        else:
            self.edit(lambda it: it.data.update({name: json.dumps(choices)}))

    @rule(choices=FRONT_PAGES)
    def lay_out_a_section(self, choices: dict[str, Any] | None) -> None:
        name = "data/sections/ai.yml"
        if choices is None:
            self.edit(lambda it: it.data.pop(name, None))
        else:
            text = json.dumps({key: it for key, it in choices.items() if key != "sections"})
            self.edit(lambda it: it.data.update({name: text}))

    @rule(number=PICKS, sponsor=st.sampled_from(["Acme", "Sons", None]))
    def sell_a_story(self, number: int, sponsor: str | None) -> None:
        paid = {"label": "sponsored", "sponsor": sponsor} if sponsor else {"label": "news"}

        def change(publication: Publication) -> None:
            matter = publication.stories[pick(publication.stories, number)].matter
            matter.pop("sponsor", None)
            matter.update(paid)

        self.edit(change)

    @rule(text=st.sampled_from(["I *agree*.", "<b>No.</b>", None]), number=PICKS)
    def comment(self, text: str | None, number: int) -> None:
        """What readers said, as the last build that could read it kept it."""
        threads = ["/ai/2026/11/models/", "/world/2026/10/law/", "/old/audit/"]
        plain = {"name": "Ada", "website": "", "author": "", "written": 1_795_600_000, "edited": 0}
        one = {"thread": threads[number % 3], "id": 1, "parent": None, "likes": number, **plain}
        said = [{**one, "text": text, "deleted": False}]
        said.append({**one, "text": "", "deleted": bool(number % 2), "id": 2, "parent": 1})
        name = "data/comments.json"
        if text is None:
            self.edit(lambda it: it.data.pop(name, None))
        else:
            self.edit(lambda it: it.data.update({name: json.dumps(said)}))

    @rule(figure=st.sampled_from([0.4, 0.62]), number=PICKS, resolved=st.booleans())
    def take_a_snapshot(self, figure: float, number: int, resolved: bool) -> None:
        """A figure grows old, and its market closes, as the clock moves."""
        url = "https://manifold.markets/somebody/rain"
        entry = {"question": "Rain?", "provider": "manifold", "url": url, "closes": "2026-11-25"}
        points: list[dict[str, Any]] = [
            {"at": "2026-11-15T09:00Z", "probability": 0.5},
            {"at": f"2026-11-2{number % 6}T09:00Z", "probability": figure},
        ]
        if resolved:
            points[-1]["resolution"] = "no"
        data = {
            "data/markets.yml": json.dumps({"rain": entry}),
            "data/market-history/rain.json": json.dumps({"url": url, "points": points}),
        }

        def change(publication: Publication) -> None:
            publication.data.update(data)
            matter = publication.stories[pick(publication.stories, number)].matter
            matter["markets"] = ["rain"]

        self.edit(change)

    @rule(number=PICKS, facts=st.sampled_from([["One"], ["Two", "<Three>"], None]))
    def add_to_front_matter(self, number: int, facts: list[str] | None) -> None:
        def change(publication: Publication) -> None:
            texts = publication.stories | publication.documents
            matter = texts[pick(texts, number)].matter
            matter.pop("extra", None)
            if facts:
                matter["extra"] = {"key_facts": facts}

        self.edit(change)

    @rule(number=PICKS, yes=st.integers(0, 2))
    def change_what_a_plugin_reads_outside(self, number: int, yes: int) -> None:
        slugs = ["models", "law", "chips", "nobody"]
        votes = {slugs[number % 4]: {"yes": yes, "no": [1, {"x": number % 2}]}}
        self.edit(lambda it: setattr(it, "outside", votes if yes else None))

    @rule(name=TEMPLATES, text=ADDITIONS)
    def edit_a_template(self, name: str, text: str) -> None:
        self.edit(lambda it: it.theme.update({f"templates/{name}": text}))

    @rule(
        name=st.sampled_from(["extra.html", "story.html", "front.html"]),
        text=st.sampled_from(["<i>extra</i>", "{{ site.tagline }}", "{{ article.body }}", None]),
    )
    def edit_an_optional_partial(self, name: str, text: str | None) -> None:
        path = f"templates/partials/{name}"
        if text is None:
            self.edit(lambda it: it.theme.pop(path, None))
        else:
            self.edit(lambda it: it.theme.update({path: text}))

    @rule(name=st.sampled_from(["css/tokens.css", "early/age.js", "icon.svg"]))
    def edit_a_theme_file(self, name: str) -> None:
        path = f"static/{name}"
        self.edit(lambda it: it.theme.update({path: it.theme.get(path, "") + "\n/* x */a{b:c}"}))

    @rule(text=st.sampled_from([":root { --vermilion: #005ea5; }", None]))
    def edit_the_papers_own_style(self, text: str | None) -> None:
        path = "static/css/paper.css"
        if text is None:
            self.edit(lambda it: it.theme.pop(path, None))
        else:
            self.edit(lambda it: it.theme.update({path: text}))

    @rule(name=TEMPLATES)
    def leave_a_template_to_the_base(self, name: str) -> None:
        self.edit(lambda it: it.theme.pop(f"templates/{name}", None))

    @rule(entry=SETTINGS)
    def change_a_setting(self, entry: dict[str, Any]) -> None:
        self.edit(lambda it: it.settings.update(entry))

    @rule()
    def restore_all_settings(self) -> None:
        self.edit(lambda it: it.settings.clear())

    @rule(now=CLOCKS)
    def move_the_clock(self, now: str) -> None:
        self.edit(lambda it: it.settings.update(NOW=now))

    @rule(minutes=st.integers(0, 59))
    def check_out_afresh(self, minutes: int) -> None:
        """Every file is as it was, but for its date; the clock goes on a little."""
        for file in (self.place.root / "content").rglob("*.*"):
            os.utime(file)
        now = datetime.fromisoformat(self.publication.settings.get("NOW", NOW))
        later = now + timedelta(minutes=minutes)
        self.edit(lambda it: it.settings.update(NOW=later.isoformat()))

    @rule(number=PICKS)
    def lose_files_of_the_site(self, number: int) -> None:
        for path in sorted(snapshot(self.output))[number % 7 :: 7]:
            (self.output / path).unlink()
        assert self.check()

    @rule(
        name=st.sampled_from([".cache", f"output/{MANIFEST}", ".output.staging", ".cache/images"])
    )
    def lose_what_the_last_build_left(self, name: str) -> None:
        path = self.place.root / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        assert self.check()


class EditsOfTwoLanguages(Edits):
    """The same edits of a paper whose French stories have pages of their own."""

    @initialize()
    def begin(self) -> None:
        self.publication.settings["LANGUAGES"] = {"fr": {"title": "Le Journal"}}
        super().begin()


Edits.TestCase.settings = SIZE
TestEdits = Edits.TestCase
EditsOfTwoLanguages.TestCase.settings = SIZE
TestEditsOfTwoLanguages = EditsOfTwoLanguages.TestCase
