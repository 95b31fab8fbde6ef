"""What the shortcuts in Jinja and Markdown save: processor time a page and a text, without each.

Every variant runs in a process of its own on the same stories, one after the other in turns, so
that a busy machine slows all of them; the least of the turns counts.

    python benchmarks/shortcuts.py [STORIES [TURNS]]
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "plugins")]

from benchmarks.contenders import NOW  # noqa: E402 - found above
from benchmarks.corpus import Corpus  # noqa: E402

from newsroom import signals  # noqa: E402
from newsroom.building.build import load_settings  # noqa: E402
from newsroom.edition import Edition  # noqa: E402
from newsroom.files.blob_cache import BlobCache  # noqa: E402
from newsroom.languages.words import DateOptions  # noqa: E402
from newsroom.model.jobs import PageJob  # noqa: E402
from newsroom.pipeline import open_with_plugins, run_until  # noqa: E402
from newsroom.reading.markup import fast_markdown  # noqa: E402
from newsroom.reading.text.body import BodyRenderer  # noqa: E402
from newsroom.writing.fast_jinja import FastContext, FastEnvironment, FastTemplate  # noqa: E402
from newsroom.writing.rendering import JobRenderer  # noqa: E402
from newsroom.writing.templates import open_templates  # noqa: E402


def without_memory() -> None:
    FastTemplate.make_module = Template.make_module


def without_calls() -> None:
    FastContext.call = Context.call


def without_printing() -> None:
    FastEnvironment.code_generator_class = CodeGenerator


def without_lookups() -> None:
    FastEnvironment.get_template = Environment.get_template
    FastEnvironment.make_globals = Environment.make_globals


def stock() -> None:
    for leave_out in (without_memory, without_calls, without_printing, without_lookups):
        leave_out()


def without_selection() -> None:
    everything = frozenset(fast_markdown.SOUGHT)
    fast_markdown.FastMarkdown.present = lambda _self, _source: everything


TEMPLATES: dict[str, Callable[[], None]] = {
    "templates: as they are": lambda: None,
    "templates: macros without memory": without_memory,
    "templates: calls as Jinja makes them": without_calls,
    "templates: every text escaped": without_printing,
    "templates: looked up on each page": without_lookups,
    "templates: stock Jinja": stock,
}
TEXTS: dict[str, Callable[[], None]] = {
    "texts: as they are": lambda: None,
    "texts: every rule on every text": without_selection,
}


def laid_out(content: Path, cache: Path) -> Edition:
    """Return an edition of the stories with all that its pages show."""
    given = {"PATH": str(content), "CACHE_PATH": str(cache), "NOW": NOW}
    edition = open_with_plugins(load_settings(ROOT / "pelicanconf.py", given))
    run_until(edition, signals.finish)
    edition.problems.raise_errors()
    for article in edition.articles:
        article.load_related()
    return edition


def render_pages(edition: Edition, folder: Path) -> float:
    """Return the milliseconds that a page takes."""
    blobs = BlobCache(folder, str(time.time_ns()))
    options = DateOptions()
    environment = open_templates(edition.theme, edition.site.lang, options, blobs, edition.settings)
    renderer = JobRenderer(environment, {"site": edition.site, "assets": edition.assets})
    jobs = [job for job in edition.jobs.values() if isinstance(job, PageJob)]
    start = time.process_time()
    for job in jobs:
        renderer.content(job)
    return (time.process_time() - start) * 1000 / len(jobs)


def render_texts(texts: list[str]) -> float:
    """Return the milliseconds that a text takes."""
    renderer = BodyRenderer()
    start = time.process_time()
    for text in texts:
        renderer.render(text)
    return (time.process_time() - start) * 1000 / len(texts)


def measured(prepare: Callable[[], None], work: Callable[[], float]) -> float:
    """Return what ``work`` gives in a process of its own after ``prepare``."""
    context = multiprocessing.get_context("fork")
    queue = context.SimpleQueue()

    def run() -> None:
        prepare()
        queue.put(work())

    process = context.Process(target=run)
    process.start()
    found: float = queue.get()
    process.join()
    return found


def main(stories: int, turns: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        Corpus(stories).write(folder / "content")
        files = sorted((folder / "content/articles").rglob("*.md"))
        texts = [file.read_text("utf-8").split("---\n", 2)[2] for file in files]
        edition = laid_out(folder / "content", folder / "cache")
        work = dict.fromkeys(TEMPLATES, lambda: render_pages(edition, folder / "blobs"))
        work |= dict.fromkeys(TEXTS, lambda: render_texts(texts))
        found: dict[str, list[float]] = {name: [] for name in work}
        for _ in range(turns):
            for name, prepare in {**TEMPLATES, **TEXTS}.items():
                found[name].append(measured(prepare, work[name]))
        for name, values in found.items():
            print(f"{name:40} {min(values):.3f} ms")


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] + ["2000", "3"][len(sys.argv) - 1 :])))
