"""The theme: which file counts where several folders have one of the same path.

The first folder that has it wins:

1. ``THEME_TEMPLATES_OVERRIDES``: templates alone, as in Pelican;
2. ``THEME``, the paper's own folder: any file, or none;
3. plugins of the paper, in the order of ``PLUGINS``: ``templates/`` and ``static/`` next to each;
4. the base theme, which comes with the software.

Nothing of Pelican is imported here: the check whether anything changed asks for the same folders.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.files.resources import resource


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Folders with ``templates/`` and ``static/``, the first one first; the last is the base.

    ``overrides`` are folders of templates; ``own`` is how many ``layers`` are the paper's theme.
    """

    overrides: tuple[Path, ...]
    layers: tuple[Path, ...]
    own: int

    @property
    def template_folders(self) -> tuple[Path, ...]:
        return (*self.overrides, *(layer / "templates" for layer in self.layers))

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that is there, for those who look for changes."""
        own, others = self.layers[: self.own], self.layers[self.own :]
        parts = (layer / kind for layer in others for kind in ("templates", "static"))
        return tuple(folder for folder in (*self.overrides, *own, *parts) if folder.is_dir())

    @property
    def own_folders(self) -> tuple[Path, ...]:
        """Those of ``folders`` that do not come with the software."""
        return tuple(one for one in self.folders if self.layers[-1] not in (one, one.parent))

    @property
    def plugins(self) -> tuple[Path, ...]:
        """The layers that are neither the paper's theme nor the base."""
        return self.layers[self.own : -1]

    def find(self, path: str) -> Path | None:
        """Return the file that counts for ``path`` below ``static/``."""
        files = (layer / "static" / path for layer in self.layers)
        return next((file for file in files if file.is_file()), None)

    def static(self, folder: str = "") -> dict[str, Path]:
        """Return path below ``static/`` → the file that counts, of all files below ``folder``."""
        found: dict[str, Path] = {}
        for layer in reversed(self.layers):
            root = layer / "static"
            for file in (root / folder).rglob("*"):
                if file.is_file() and not file.name.startswith("."):
                    found[file.relative_to(root).as_posix()] = file
        return dict(sorted(found.items()))


def open_theme(settings: Mapping[str, Any], folder: Path = Path()) -> Theme:
    """Return the theme of some settings; relative paths in them begin at ``folder``."""
    base, paper = resource("theme"), folder / settings["THEME"]
    own = (paper,) if paper.is_dir() and paper.resolve() != base.resolve() else ()
    paths = [folder / path for path in settings["PLUGIN_PATHS"]]
    overrides = (folder / path for path in settings.get("THEME_TEMPLATES_OVERRIDES", ()))
    plugins = dict.fromkeys(_folders(settings["PLUGINS"], paths))
    return Theme(
        overrides=tuple(override for override in overrides if override.is_dir()),
        layers=(*own, *plugins, base),
        own=len(own),
    )


def _folders(plugins: Iterable[object], paths: list[Path]) -> Iterable[Path]:
    """Yield the folder of every module that is not part of this package."""
    for plugin in plugins:
        name = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", "")
        if name.startswith("newsroom."):
            continue
        for path in paths:
            place = path.joinpath(*name.split("."))
            if place.is_dir() or place.with_suffix(".py").is_file():
                yield place if place.is_dir() else place.parent
                break
        else:
            file = getattr(sys.modules.get(name), "__file__", None)
            if file:
                yield Path(file).parent
