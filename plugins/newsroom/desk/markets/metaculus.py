"""Metaculus: ``GET /posts/<id>/``, documented at www.metaculus.com/api.

It answers only to a key, which every account has: ``METACULUS_TOKEN`` in the environment.
"""

import re
from urllib.parse import urlsplit

from pydantic import Field

from newsroom.desk.markets.readings import (
    Answer,
    AnswerError,
    Moment,
    Number,
    OrNone,
    Probability,
    Provider,
    Reading,
    choose,
    no_figure,
    no_page,
    parse,
    unknown_end,
)
from newsroom.model import Resolution

_PAGE = re.compile(r"/questions/(\d+)(?:/.*)?")
ENDINGS: dict[str, Resolution] = {
    "yes": "yes", "no": "no", "annulled": "cancelled", "ambiguous": "cancelled"
}  # fmt: skip


class Forecast(Answer):
    """``centers`` holds a probability for each option; a binary question has one."""

    centers: list[Probability] | None = None


class Aggregation(Answer):
    latest: Forecast | None = None


class Aggregations(Answer):
    recency_weighted: Aggregation | None = None


class MetaculusQuestion(Answer):
    type: str
    label: str = ""
    options: list[str] | None = None
    scheduled_close_time: Moment | None = None
    resolution: str | None = None
    aggregations: Aggregations = Aggregations()


class Group(Answer):
    questions: list[OrNone[MetaculusQuestion]] = Field([])


class Post(Answer):
    question: MetaculusQuestion | None = None
    group_of_questions: Group | None = None
    nr_forecasters: Number | None = None


def path(url: str) -> str:
    """Return what to ask for the page ``/questions/<id>/<name>/``."""
    if match := _PAGE.fullmatch(urlsplit(url).path):
        return f"/posts/{match[1]}/?with_cp=true"
    raise no_page("https://www.metaculus.com/questions/12345/the-question/")


def read(data: bytes, outcome: str) -> Reading:
    post = parse(Post, data)
    question = post.question
    if post.group_of_questions:
        group = post.group_of_questions.questions
        question = choose([(one.label if one else "", one) for one in group], outcome)
        outcome = ""
    if question is None or question.type not in ("binary", "multiple_choice"):
        kind = question.type if question else "notebook"
        what = f"asks a question of the kind {kind!r}, which has no probability"
        raise AnswerError(what, "name a question that is answered by yes or no, or by choices")
    names = question.options or [""]
    place = choose([(name, number) for number, name in enumerate(names)], outcome)
    weighted = question.aggregations.recency_weighted
    centers = weighted.latest.centers if weighted and weighted.latest else None
    probability = centers[place] if centers and len(centers) == len(names) else None
    resolution = _resolution(question, names[place])
    if probability is None and resolution is None:
        raise no_figure()
    closes = question.scheduled_close_time
    return Reading(
        probability=probability,
        volume=post.nr_forecasters,
        unit="forecasters",
        closes=closes,
        resolution=resolution,
    )


def _resolution(question: MetaculusQuestion, option: str) -> Resolution | None:
    if not question.resolution:
        return None
    if question.resolution in (question.options or ()):
        return "yes" if question.resolution == option else "no"
    if question.resolution in ENDINGS and not (option and question.resolution in ("yes", "no")):
        return ENDINGS[question.resolution]
    raise unknown_end(question.resolution)


SOURCE = Provider("https://www.metaculus.com/api", path, read, token="METACULUS_TOKEN")  # noqa: S106
