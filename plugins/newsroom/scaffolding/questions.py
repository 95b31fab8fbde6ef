"""Asking for the facts of a paper; without anybody to ask, what is missing gets a default."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsroom.problems import ContentError, Problem
from newsroom.scaffolding.answers import HOSTS, Answers, mistakes, read_answers
from newsroom.scaffolding.files import words_of
from newsroom.scaffolding.software import own_source

Ask = Callable[[str, str], str]
"""Asks a question; the second value is the answer that an empty line stands for."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """``option`` is the name of an answer; it is asked for in ``text``.

    ``word`` is the default in words of the language (``words.yml``), where it is a name.
    """

    option: str
    text: str
    default: str
    word: str = ""


QUESTIONS = (
    Question(option="lang", text="Language (en, de, pt-BR, …)", default="en"),
    Question(option="name", text="Name of the paper", default="The Paper", word="name"),
    Question(
        option="url", text="Address at which it will be published", default="https://news.example"
    ),
    Question(option="timezone", text="Time zone", default="UTC"),
    Question(
        option="sections",
        text="Sections, with commas between them",
        default="News",
        word="section",
    ),
    Question(
        option="author", text="Who signs the first story", default="The Newsroom", word="author"
    ),
    Question(
        option="host", text=f"Where it will be published ({', '.join(HOSTS)})", default="none"
    ),
)


def complete(given: Mapping[str, str], ask: Ask | None, today: date) -> Answers:
    """Return all answers; those that are ``given`` are not asked for. ``None`` asks nobody.

    A wrong answer is asked for again.

    Raises:
        ContentError: something that was given is wrong.
    """
    values = {one.option: given[one.option] or one.default for one in QUESTIONS}
    if problems := mistakes(_answers(values, today)):
        raise ContentError(problems)
    for question in QUESTIONS:
        if given[question.option]:
            continue
        default = _default(question, values["lang"])
        values[question.option] = default
        while ask:
            values[question.option] = ask(question.text, default)
            wrong = mistakes(_answers(values, today))
            if not wrong:
                break
            print(f"{wrong[0].what}: {wrong[0].remedy}")
            values[question.option] = default
    return _answers(values, today)


def _default(question: Question, lang: str) -> str:
    """Return what an empty answer means; names are in the language, which is the first answer."""
    return words_of(lang)[question.word] if question.word else question.default


def recorded(file: Path) -> Answers:
    """Return the answers of another paper.

    Raises:
        ContentError: there is no such record.
    """
    answers = read_answers(file.parent) if file.is_file() else None
    if answers is None:
        remedy = "name the file .newsroom.yml of a paper"
        raise ContentError([Problem(str(file), "no such record", remedy)])
    return answers


def person(text: str, default: str) -> str:
    """Ask the person at the terminal."""
    return input(f"{text} [{default}]: ").strip() or default


def _answers(values: Mapping[str, str], today: date) -> Answers:
    sections = tuple(filter(None, map(str.strip, values["sections"].split(","))))
    return Answers(
        name=values["name"].strip(),
        url=values["url"].strip(),
        lang=values["lang"].strip(),
        timezone=values["timezone"].strip(),
        sections=sections,
        author=values["author"].strip(),
        host=values["host"].strip(),
        started=today,
        source=own_source(),
    )
