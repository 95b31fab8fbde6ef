"""Forms in which a file may be kept compressed, so that a server need not do it at each request.

Setting: ``PRECOMPRESS``.

The best levels are slow: brotli 11 takes 30 ms for a page. Packages are loaded where the setting
asks for them.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Literal

from newsroom.problems import ContentError, Problem, install

Name = Literal["br", "gzip", "zstd"]
SUFFIXES: dict[Name, str] = {"br": ".br", "gzip": ".gz", "zstd": ".zst"}
"""Coding, as HTTP calls it → end of the name of a file that is compressed so."""
TEXTS = (
    ".html", ".css", ".js", ".svg", ".xml", ".xsl", ".json", ".atom", ".rss", ".txt",
    ".webmanifest", ".pagefind", ".pf_meta", ".pf_index",
)  # fmt: skip
"""What becomes smaller: pictures, sounds and fonts are compressed already."""
_PACKAGES: dict[Name, str] = {"br": "brotli", "zstd": "zstandard"}


@dataclass(frozen=True)
class PrecompressOptions:
    """Setting ``PRECOMPRESS``: the forms, in any order; none by default."""

    forms: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """How to compress in one form, and back; ``maker`` names what does it, with its version."""

    name: Name
    suffix: str
    maker: str
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def forms(options: PrecompressOptions) -> list[Form]:
    """Return the forms of a setting.

    Raises:
        ContentError: a package is missing.
    """
    missing = sorted({name for name in options.forms if not _is_there(name)})
    if missing:
        names = [_PACKAGES[name] for name in missing]
        what = f"{missing[0]!r} needs the package {', '.join(names)}, which is not installed"
        remedy = f"{install(*names)}; or leave {missing[0]!r} out"
        raise ContentError([Problem("PRECOMPRESS", what, remedy)])
    return [_form(name) for name in sorted(set(options.forms))]


def _is_there(name: Name) -> bool:
    return name not in _PACKAGES or find_spec(_PACKAGES[name]) is not None


def _form(name: Name) -> Form:
    package = _PACKAGES.get(name)
    module: Any = import_module(package) if package else gzip
    maker = f"{package}-{version(package)}" if package else "gzip"
    if name == "br":
        return Form(
            name=name,
            suffix=SUFFIXES[name],
            maker=maker,
            pack=module.compress,
            unpack=module.decompress,
        )
    if name == "zstd":
        # A name per call: its objects are not for several threads.
        return Form(
            name=name, suffix=SUFFIXES[name], maker=maker,
            pack=lambda data: module.ZstdCompressor(level=19).compress(data),
            unpack=lambda data: module.ZstdDecompressor().decompress(data),
        )  # fmt: skip
    return Form(
        name=name, suffix=SUFFIXES[name], maker=maker,
        pack=lambda data: gzip.compress(data, 9, mtime=0), unpack=gzip.decompress,
    )  # fmt: skip
