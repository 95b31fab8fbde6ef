"""The preview: builds on every save, and tells the browsers that show it.

Drafts and scheduled stories are shown, ``/desk/`` lists all stories by state, and every story says
what a check finds in it. When a build fails, the last good pages stay and the browser shows the
mistakes above them.
"""

import gc
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from watchfiles import Change, watch

from newsroom.building.build import build, load_settings
from newsroom.checking.findings import check_options, own_rules
from newsroom.checking.inspector import Inspector, subjects_of
from newsroom.edition import Edition
from newsroom.files.paths import is_source
from newsroom.model.jobs import Job
from newsroom.previewing.live_site import LiveSite
from newsroom.previewing.quick_preview import quick_pages
from newsroom.previewing.server import PreviewHandler, open_server
from newsroom.previewing.server_events import ServerEvents, note
from newsroom.problems import ContentError, Problem
from newsroom.themes.layers import open_theme

RECENT = 500
"""Of an archive the newest stories are checked, and those that were saved since the start."""


def serve(conf: Path, overrides: Mapping[str, Any], port: int) -> None:
    """Build, serve on this machine, and build again on every save, until Ctrl-C.

    Raises:
        ContentError: no port is free.
    """
    events, live_site = ServerEvents(), LiveSite()
    gc.disable()  # looking through an edition takes longer than to lay out a story
    try:
        with open_server(
            partial(PreviewHandler, events=events, live_site=live_site), port
        ) as server:
            url = f"http://localhost:{server.server_port}"
            settings = {**overrides, "PREVIEW": True, "ON_DEMAND": True, "SITEURL": url}
            settings |= refusals(conf)
            if server.server_port != port:
                print(f"Port {port} is taken, perhaps by another preview.")
            preview = Preview(conf, settings, events, live_site)
            rounds = changes_in(partial(watched, conf, settings))
            next(rounds)  # from here on no change is missed, during builds neither
            preview.rebuild()
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"{url}/ shows the site, {url}/desk/ all stories; Ctrl-C ends it.", flush=True)
            preview.get_ready()
            for changes in filter(None, rounds):
                preview.follow(changes)
    except KeyboardInterrupt:
        print("\nThe preview has ended.")


def refusals(conf: Path) -> dict[str, Any]:
    """Return the settings that let a production build refuse: the preview refuses the same."""
    production = conf.with_name("publishconf.py")
    if not production.is_file():
        return {}
    settings = load_settings(production, {"PLUGINS": []})
    return {name: settings[name] for name in ("LEDGER", "CHECK") if name in settings}


def _stories(paths: Iterable[str], project: Path) -> set[str]:
    """Return the Markdown files among ``paths`` that are there, relative to the project.

    Many editors save through another file, which is gone by now.
    """
    files = (Path(path).resolve() for path in paths)
    return {
        file.relative_to(project).as_posix()
        for file in files
        if is_source(file.name) and file.is_file() and file.is_relative_to(project)
    }


def watched(conf: Path, settings: Mapping[str, Any]) -> list[Path]:
    """Return the places where a change concerns the site; some may not be there yet."""
    found = load_settings(conf, settings)
    places = [Path(found["PATH"]), conf.parent / "theme", *open_theme(found).folders]
    return list(dict.fromkeys([*places, *map(Path, found["PLUGIN_PATHS"]), conf]))


def changes_in(find_places: Callable[[], Iterable[Path]]) -> Iterator[set[tuple[Change, str]]]:
    """Yield what changed in the places, or an empty set a few times a second.

    A folder that appears or vanishes, such as ``theme/``, is a change. The places are then asked
    for again, since watching a folder begins while it is there.
    """
    seen: list[Path] | None = None
    places = list(find_places())
    while True:
        with suppress(ContentError):  # a build reports it
            places = list(find_places())
        there = [place for place in places if place.exists()]
        rounds = watch(*there, debounce=200, step=50, rust_timeout=200, yield_on_timeout=True)
        yield next(rounds)  # from here on no change in these places is missed
        if seen is not None:
            yield {(Change.added, str(place)) for place in {*there} ^ {*seen}}
        seen = there
        for changes in rounds:
            yield changes
            if [place for place in places if place.exists()] != there:
                rounds.close()
                break


class Preview:
    """Builds and checks again and again, and tells the browsers."""

    def __init__(
        self, conf: Path, settings: Mapping[str, Any], events: ServerEvents, live_site: LiveSite
    ) -> None:
        self._conf, self._settings = conf, settings
        self._events, self._live_site = events, live_site
        self._inspector: Inspector | None = None
        self._saved: set[str] = set()

    def follow(self, changes: Iterable[tuple[Change, str]]) -> None:
        """Build after ``changes``; a plugin that is running stays as it was."""
        if any(path.endswith(".py") and path != str(self._conf) for _, path in changes):
            print("A plugin changed: end ./inv serve and start it again to see what it does now.")
        paths = {path for _, path in changes}
        self._saved |= paths
        self.rebuild(shown=self._show_saved(paths))

    def get_ready(self) -> None:
        """Load what the first quick page needs, so that it is as quick as the others."""
        if last := self._live_site.edition:
            self._make_pages(set(), last)

    def _show_saved(self, paths: set[str]) -> bool:
        """Show the pages of saved stories, if they can be made before everything is laid out."""
        start, last = time.perf_counter(), self._live_site.edition
        saved = _stories(paths, last.content.parent.resolve()) if last else set()
        pages = self._make_pages(saved, last) if last and saved else {}
        if pages:
            self._live_site.show_first(pages)
            self._events.show()
            seconds = time.perf_counter() - start
            print(f"{', '.join(sorted(saved))}: shown in {seconds:.1f} s", flush=True)
        return bool(pages)

    def _make_pages(self, saved: set[str], last: Edition) -> dict[str, Job]:
        try:
            return quick_pages(self._conf, self._settings, saved, last)
        except Exception:  # a plugin may do anything; the build will tell
            return {}

    def rebuild(self, *, shown: bool = False) -> None:
        """Build; what is ``shown`` is seen already, and may be all that changed."""
        try:
            result = build(self._conf, self._settings)
        except ContentError as error:
            print(error, flush=True)
            self._events.publish(error.errors)
        except Exception as error:  # a plugin may do anything; the preview stays
            traceback.print_exc()
            what = f"{type(error).__name__}: {error}"
            self._events.publish([Problem("plugins", what, "see the terminal")])
        else:
            differs = self._live_site.show(result.edition)
            self._events.publish([], seen=shown and not differs)
            print(result, flush=True)
            self._check(result.edition)
        gc.collect()  # the last edition goes, or one that failed, while nobody waits

    def _check(self, edition: Edition) -> None:
        """Check after the browsers have reloaded: nobody waits for it."""
        try:
            options = check_options(edition.settings)
        except ContentError as error:
            print(error, flush=True)
            return
        if self._inspector is None or self._inspector.options != options:
            self._inspector = Inspector(options, 1, own_rules(edition.settings))
        urls = {subject.source: unquote(subject.url) for subject in subjects_of(edition)}
        found = self._inspector.findings(edition, self._paths(edition))
        self._events.note([note(one, urls.get(one.path, "")) for one in found])

    def _paths(self, edition: Edition) -> set[str]:
        """Return the sources to check, relative to the project."""
        stories = [*edition.articles[:RECENT], *edition.drafts, *edition.hidden]
        project = edition.content.parent
        saved = [Path(path) for path in self._saved]
        return (
            {story.source for story in stories}
            | {document.source for document in edition.documents}
            | {problem.path for problem in edition.problems}
            | {file.relative_to(project).as_posix() for file in saved
               if file.is_relative_to(project)}
        )  # fmt: skip
