"""The index of a year's stories: made by Pagefind, kept under a digest of what is in it.

When a story changes, only the index of its year is made again. The same stories give the
same bytes, so a kept index and a new one do not differ.
"""

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from html import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from newsroom.languages.words import Words
from newsroom.model import Article
from newsroom.paging.search_names import shorten, unpacked
from newsroom.problems import ContentError, Problem

FORM = 4
"""Raise it when records change: every index is then made again."""
CHUNK = "1000"
"""Word places in a file of an index. A query loads one such file for each word and year."""
UNPACKED = (".pagefind", ".pf_meta", ".pf_index")
"""Files that a server sends smaller than Pagefind packs them, if it knows how to compress them."""
PARTS = ("pagefind-entry.json", "pagefind.*.pf_meta", "index/*", "fragment/*")
ENGINE = ("pagefind.js", "wasm.*.pagefind")
"""What searches: the index of the newest year has it for all."""
FACTS = "facts.json"
HEADLINE = "h"
"""What names of stories begin with in an index of headlines: ``search.js`` reads it."""
_FILES = "files.json"


UNSPACED = ("ja", "zh")
"""Languages without spaces, of which only the extended Pagefind finds the words."""


def program() -> Path | None:
    """Return Pagefind, if it is there: the extended one before the other."""
    try:
        from pagefind.service import get_executable
    except ImportError:
        return None
    found = get_executable()
    return found if found and found.is_file() else None


def finds_words(pagefind: Path, lang: str) -> bool:
    """Tell whether a Pagefind finds the words of a language (BCP 47)."""
    return lang.partition("-")[0] not in UNSPACED or "extended" in pagefind.name


def digest_of(
    articles: Sequence[Article], words: Words, pagefind: Path, *, packed: bool, whole: bool = True
) -> str:
    """Return the name under which the index of some stories is kept."""
    form = f"{FORM} {CHUNK} {packed} {whole} {pagefind.name} {version('pagefind')} {words.lang}"
    found = blake2b(form.encode(), digest_size=16)
    for article in articles:
        facts = (
            article.url, article.disclosed_title, article.deck, article.section, article.authors,
            article.tags, words.date(article.published), article.summary,
        )  # fmt: skip
        updates = [update.anchor for update in article.live.updates] if article.live else ()
        found.update(repr((*facts, article.digest, updates) if whole else facts).encode())
    return found.hexdigest()


def record(article: Article, words: Words, *, whole: bool = True) -> str:
    """Return what Pagefind reads of a story: words with their weights, and facts to show.

    Without ``whole`` the words are those of the headline, and what is shown is deck or summary.
    """
    title, names = article.disclosed_title, ", ".join(one.name for one in article.authors)
    facts = [
        ("date", article.published.isoformat()),
        ("day", words.date(article.published)),
        ("section", article.section.name),
        ("authors", article.sponsor or names),
        ("lang", article.lang),
    ]
    if not whole:
        facts.append(("deck", article.deck or article.summary))
    heads = "".join(
        f'<meta data-pagefind-meta="{key}[content]" content="{escape(it)}">' for key, it in facts
    )
    begin = (
        f'<html><body data-pagefind-body>{heads}<h1 data-pagefind-weight="9">{escape(title)}</h1>'
    )
    if not whole:
        return f"{begin}</body></html>"
    updates = (f"<h2>{escape(one.title)}</h2>{one.body}" for one in article.updates)
    tags = ", ".join(tag.name for tag in article.tags)
    return (
        f'{begin}<p data-pagefind-weight="4">{escape(article.deck)}</p>'
        f"{article.body}{''.join(updates)}"
        f'<p data-pagefind-weight="2">{escape(names)}; {escape(tags)}</p></body></html>'
    )


def index_of(
    articles: Sequence[Article],
    words: Words,
    cache: Path,
    pagefind: Path,
    *,
    packed: bool = True,
    whole: bool = True,
) -> Path:
    """Return the folder with the index of some stories; it is made where none is kept.

    What is not ``packed`` is compressed better before it is published. Without ``whole`` the index
    has headlines alone.

    Raises:
        ContentError: Pagefind failed.
    """
    folder = cache / digest_of(articles, words, pagefind, packed=packed, whole=whole)
    if (folder / _FILES).is_file():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache, prefix="draft-") as draft:
        pages, made = Path(draft, "pages"), Path(draft, "index")
        for article in articles:
            page = pages / article.url.strip("/")
            page.mkdir(parents=True, exist_ok=True)
            (page / "index.html").write_text(record(article, words, whole=whole), "utf-8")
        _run(pagefind, pages, made, words.lang)
        names = _names(articles, "" if whole else HEADLINE)
        stories = {file: names[one.url] for file, one in _fragments(made, articles).items()}
        shorten(made, stories)
        if whole:
            facts = json.dumps(_facts(_fragments(made, articles)), separators=(",", ":"))
            (made / FACTS).write_text(facts, "utf-8")
        for file in made.rglob("*") if not packed else ():
            if file.suffix in UNPACKED:
                file.write_bytes(unpacked(file.read_bytes()))
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


def _fragments(made: Path, articles: Sequence[Article]) -> dict[Path, Article]:
    """Return the stories by the files that hold what is shown of them."""
    by_url = {article.url: article for article in articles}
    found = {}
    for file in sorted((made / "fragment").iterdir()):
        text = unpacked(file.read_bytes()).partition(b"{")
        found[file] = by_url[json.loads(text[1] + text[2])["url"]]
    return found


def _names(articles: Sequence[Article], prefix: str) -> dict[str, str]:
    """Return a name for each story, by its address: the year, and its place in the year.

    The browser holds several years at a time, so no two stories have the same one. A new story
    comes last, and the others keep theirs.
    """
    counts: Counter[int] = Counter()
    names = {}
    for article in sorted(articles, key=lambda one: (one.published.timestamp(), one.url)):
        year = article.published.year
        names[article.url] = f"{prefix}{year}-{counts[year]:x}"
        counts[year] += 1
    return names


def _facts(fragments: Mapping[Path, Article]) -> dict[str, list[object]]:
    """Return what filters and orders stories, by the names of their files.

    Pagefind's own filters would do, but their order is another each time.
    """
    found: dict[str, list[object]] = {}
    for file, article in fragments.items():
        authors, tags = ([one.slug for one in them] for them in (article.authors, article.tags))
        moment = int(article.published.timestamp())
        year = str(article.published.year)
        found[file.stem] = [moment, article.section.slug, authors, tags, year]
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
