"""The index of a year's stories: made by Pagefind, kept under a digest of what is in it.

When a story changes, only the index of its year is made again. The same stories give the
same bytes, so a kept index and a new one do not differ.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from gzip import decompress
from hashlib import blake2b
from html import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from newsroom.languages.words import Words
from newsroom.model import Article
from newsroom.problems import ContentError, Problem

FORM = 2
"""Raise it when records change: every index is then made again."""
CHUNK = "3000"
"""Word places in a file of an index. A query loads one such file for each word and year."""
PARTS = ("pagefind-entry.json", "pagefind.*.pf_meta", "index/*", "fragment/*")
ENGINE = ("pagefind.js", "wasm.*.pagefind")
"""What searches: the index of the newest year has it for all."""
FACTS = "facts.json"
_FILES = "files.json"


def program() -> Path | None:
    """Return Pagefind, if it is there; the extended one, if it is, splits Chinese and Japanese."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    found = get_executable()
    return found if found and found.is_file() else None


def digest_of(articles: Sequence[Article], words: Words) -> str:
    """Return the name under which the index of some stories is kept."""
    whole = blake2b(f"{FORM} {CHUNK} {version('pagefind')} {words.lang}".encode(), digest_size=16)
    for article in articles:
        facts = (
            article.url, article.digest, article.disclosed_title, article.deck, article.section,
            article.authors, article.tags, words.date(article.published), article.summary,
            [update.anchor for update in article.live.updates] if article.live else (),
        )  # fmt: skip
        whole.update(repr(facts).encode())
    return whole.hexdigest()


def record(article: Article, words: Words) -> str:
    """Return what Pagefind reads of a story: words with their weights, and facts to show."""
    title, names = article.disclosed_title, ", ".join(one.name for one in article.authors)
    facts = [
        ("date", article.published.isoformat()),
        ("day", words.date(article.published)),
        ("section", article.section.name),
        ("authors", article.sponsor or names),
        ("lang", article.lang),
    ]
    updates = (f"<h2>{escape(one.title)}</h2>{one.body}" for one in article.updates)
    heads = "".join(
        f'<meta data-pagefind-meta="{key}[content]" content="{escape(it)}">' for key, it in facts
    )
    tags = ", ".join(tag.name for tag in article.tags)
    return (
        f"<html><body data-pagefind-body>{''.join(heads)}"
        f'<h1 data-pagefind-weight="9">{escape(title)}</h1>'
        f'<p data-pagefind-weight="4">{escape(article.deck)}</p>'
        f"{article.body}{''.join(updates)}"
        f'<p data-pagefind-weight="2">{escape(names)}; {escape(tags)}</p></body></html>'
    )


def index_of(articles: Sequence[Article], words: Words, cache: Path, pagefind: Path) -> Path:
    """Return the folder with the index of some stories; it is made where none is kept.

    Raises:
        ContentError: Pagefind failed.
    """
    folder = cache / digest_of(articles, words)
    if (folder / _FILES).is_file():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache, prefix="draft-") as draft:
        pages, made = Path(draft, "pages"), Path(draft, "index")
        for article in articles:
            page = pages / article.url.strip("/")
            page.mkdir(parents=True, exist_ok=True)
            (page / "index.html").write_text(record(article, words), "utf-8")
        _run(pagefind, pages, made, words.lang)
        facts = json.dumps(_facts(made, articles), separators=(",", ":"))
        (made / FACTS).write_text(facts, "utf-8")
        (made / _FILES).write_text(json.dumps(_digests(made)), "utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        made.replace(folder)
    return folder


def _run(pagefind: Path, pages: Path, made: Path, lang: str) -> None:
    command: list[str | Path] = [pagefind, "--site", pages, "--output-path", made, "--silent"]
    command += ["--force-language", lang.partition("-")[0].lower()]
    # Fewer bytes a query; a version of Pagefind that does not know it makes larger files.
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
    done = subprocess.run(  # noqa: S603 - a program of the environment, no shell
        command, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode or not (made / "pagefind-entry.json").is_file():
        what = f"Pagefind made no index ({(done.stderr or done.stdout).strip()[-300:]})"
        raise ContentError(
            [
                Problem(
                    "SEARCH",
                    what,
                    "install another version of it, or set SEARCH['when'] to 'never'",
                )
            ]
        )


def _facts(made: Path, articles: Sequence[Article]) -> dict[str, list[object]]:
    """Return what filters and orders stories, by the name that Pagefind gave to each.

    Pagefind's own filters would do, but their order is another each time.
    """
    by_url = {article.url: article for article in articles}
    found: dict[str, list[object]] = {}
    for file in sorted((made / "fragment").iterdir()):
        text = decompress(file.read_bytes()).partition(b"{")
        article = by_url[json.loads(text[1] + text[2])["url"]]
        authors, tags = ([one.slug for one in them] for them in (article.authors, article.tags))
        moment = int(article.published.timestamp())
        found[file.stem] = [moment, article.section.slug, authors, tags]
    return found


def _digests(made: Path) -> dict[str, str]:
    files = [file for part in (*PARTS, *ENGINE, FACTS) for file in sorted(made.glob(part))]
    return {
        file.relative_to(made).as_posix(): blake2b(file.read_bytes(), digest_size=16).hexdigest()
        for file in files
    }


def files_of(folder: Path, *, with_engine: bool) -> Iterator[tuple[str, str]]:
    """Yield path and digest of the files of an index that a site needs."""
    for path, digest in json.loads((folder / _FILES).read_text("utf-8")).items():
        is_engine = any(Path(path).match(part) for part in ENGINE)
        if with_engine or not is_engine:
            yield path, digest


def forget_others(cache: Path, used: set[Path]) -> None:
    """Delete indexes that no year uses any more."""
    for folder in cache.iterdir() if cache.is_dir() else ():
        if folder not in used:
            shutil.rmtree(folder, ignore_errors=True)
