"""The closed schema of front matter: one model that validates, explains and documents itself."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from newsroom.reading.frontmatter.fields import (
    Additions,
    Closed,
    Identity,
    Language,
    Moment,
    Note,
    SitePath,
    Slug,
    Text,
    WebAddress,
    Words,
    items,
    wrong,
)


def _by_author(value: Any) -> Any:
    return {"author": value} if isinstance(value, str) else value


class ImageMatter(Closed):
    src: Text = Field(description="Path below content/media.")
    alt: Text | None = Field(
        None,
        description="What the picture shows, for readers who cannot see it. Required, unless "
        "data/media.yml says it.",
    )
    caption: Text | None = None
    credit: Text | None = None


class CorrectionMatter(Closed):
    date: Moment
    text: Text
    kind: Literal["correction", "clarification", "update", "note"] = "correction"
    place: Literal["top", "end"] | None = Field(None, description="Else: a note on top.")


class HeadlinesMatter(Closed):
    card: Text | None = Field(None, description="For lists of this site.")
    search: Text | None = Field(None, description="For tabs and search engines.")
    social: Text | None = Field(None, description="For cards of other sites.")


class BylineMatter(Closed):
    author: Text | None = Field(None, description="Slug or name of data/authors.yml.")
    name: Text | None = Field(None, description="Somebody without a page.")
    kind: Literal["person", "agency"] = "person"
    role: Text | None = Field(None, description="Printed before the name: Photographs by.")

    @model_validator(mode="after")
    def _one_name(self) -> "BylineMatter":
        if bool(self.author) == bool(self.name):
            raise wrong(
                "this names nobody, or somebody twice",
                "write `author:` for one of data/authors.yml, `name:` for somebody without a page",
            )
        if self.author and self.kind == "agency":
            raise wrong("`kind: agency` does not go with `author:`", "write `name:`")
        return self


class BoxMatter(Closed):
    title: Text
    text: Note


class SourceMatter(Closed):
    title: Text
    url: WebAddress


class FrontMatter(Closed):
    """Front matter of a story."""

    title: Text = Field(description="Headline, plain text.")
    deck: Text | None = Field(None, description="Standfirst: one sentence below the headline.")
    date: Moment = Field(description="ISO 8601; without an offset in the publication's zone.")
    updated: Moment | None = Field(None, description="Last material change, not before date.")
    section: Text | None = Field(None, description="Slug of data/sections.yml; else the folder.")
    author: Text | None = Field(None, description="Slug or name of data/authors.yml.")
    authors: Words = Field([], description="Several authors, in the order of the byline.")
    byline: list[Annotated[BylineMatter, BeforeValidator(_by_author)]] = Field(
        [], description="Instead of authors: people without a page, agencies, roles."
    )
    headlines: HeadlinesMatter | None = Field(None, description="Headlines for one place alone.")
    also_in: Words = Field([], description="Further sections that list the story.")
    tags: Words = Field([], description="Names or slugs; data/tags.yml merges spellings.")
    reading_time: int | None = Field(None, ge=1, le=600, description="Minutes; else computed.")
    summary: Text | None = Field(None, description="For cards and feeds; else from the text.")
    image: ImageMatter | None = None
    label: Literal["news", "analysis", "opinion", "explainer", "live", "sponsored"] = "news"
    sponsor: Text | None = Field(None, description="Who paid for a sponsored story.")
    live_until: Moment | None = Field(None, description="End of the coverage of a live story.")
    key_points: list[Text] = Field([], description="What matters most, above the text.")
    fact_box: BoxMatter | None = Field(None, description="Facts in a box; Markdown.")
    method: Note | None = Field(None, description="How we reported this; Markdown.")
    style: Text | None = Field(None, description="Own style sheet, in theme/static/stories.")
    template: Text | None = Field(None, description="Own template, in theme/templates/stories.")
    revisions: bool = Field(True, description="Whether the page of revisions shows it.")
    republish: bool | None = Field(None, description="Whether others may print it.")
    ageless: bool = Field(False, description="Never said to be old.")
    series: Text | None = Field(None, description="Name or slug; data/series.yml describes it.")
    part: int | None = Field(None, ge=1, le=999, description="Number in its series; else by date.")
    status: Literal["published", "draft", "hidden"] = "published"
    expires: Moment | None = Field(None, description="From then on the page says it is gone.")
    slug: Slug | None = Field(None, description="Last part of the address; else the file name.")
    aliases: Annotated[list[SitePath], BeforeValidator(items)] = Field(
        [], description="Old addresses of the story, the oldest first. They lead here."
    )
    id: Identity | None = Field(None, description="Its id in feeds; else its oldest address.")
    pinned: bool = Field(False, description="Lead of the front page.")
    breaking: Moment | None = Field(None, description="Banner on the front page until then.")
    corrections: list[CorrectionMatter] = Field([])
    related: Words = Field([], description="Slugs of stories to show first as related news.")
    markets: Words = Field([], description="Ids of data/markets.yml.")
    comments: Literal["open", "closed", "off"] = "open"
    canonical: WebAddress | None = Field(None, description="Where the story first appeared.")
    sources: list[SourceMatter] = Field([])
    lang: Language | None = None
    translation_of: Text | None = Field(None, description="Slug of the original story.")
    extra: Additions = Field({}, description="What plugins and the theme of this site read.")

    @model_validator(mode="after")
    def _consistent(self) -> "FrontMatter":
        if self.updated and self.updated < self.date:
            zone = self.updated.tzinfo
            is_same_day = self.updated.date() == self.date.astimezone(zone).date()
            remedy = "write its time, too" if is_same_day else "correct one of the two"
            raise wrong("`updated` is before `date`", remedy)
        if self.expires and self.expires <= self.date:
            raise wrong("`expires` is not after `date`", "correct one of the two")
        for number, item in enumerate(self.corrections):
            # By days: a correction often has no time, and may follow its story within hours.
            if item.date.date() < self.date.astimezone(item.date.tzinfo).date():
                name = f"corrections.{number}.date"
                raise wrong(f"`{name}` is before `date`", "correct one of the two")
        if self.breaking and self.breaking <= self.date:
            raise wrong("`breaking` is not after `date`", "correct one of the two")
        if self.live_until and self.label != "live":
            raise wrong("`live_until` belongs to a live story", "add `label: live`")
        if self.live_until and self.live_until <= self.date:
            raise wrong("`live_until` is not after `date`", "correct one of the two")
        if self.part and not self.series:
            raise wrong("`part` without a series", "add a line `series:`")
        if self.author and self.authors:
            raise wrong("both `author` and `authors`", "keep one of the two lines")
        return self

    @model_validator(mode="after")
    def _signed(self) -> "FrontMatter":
        if self.byline and (self.author or self.authors):
            key = "author" if self.author else "authors"
            raise wrong(f"both `byline` and `{key}`", "move all names below `byline:`")
        if self.byline and all(item.role for item in self.byline):
            remedy = "add who wrote it, without a role"
            raise wrong("`byline` names nobody who wrote the story", remedy)
        return self

    @model_validator(mode="after")
    def _paid_for(self) -> "FrontMatter":
        if self.label != "sponsored":
            if self.sponsor:
                remedy = "write `label: sponsored`, or delete the line"
                raise wrong("`sponsor` on a story that is not sponsored", remedy)
            return self
        if not self.sponsor:
            remedy = "add a line `sponsor:` with the name of who paid"
            raise wrong("`label` is sponsored, but `sponsor` is missing", remedy)
        for key in ("pinned", "breaking", "series"):
            if getattr(self, key):
                remedy = "delete the line: it is not for sale"
                raise wrong(f"`{key}` on a sponsored story", remedy)
        return self


class PageMatter(Closed):
    """Front matter of a page that is not a story (content/pages)."""

    title: Text
    deck: Text | None = None
    date: Moment | None = None
    updated: Moment | None = None
    slug: Slug | None = None
    lang: Language | None = None
    extra: Additions = Field({})


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a story's front matter, for editors."""
    return FrontMatter.model_json_schema()
