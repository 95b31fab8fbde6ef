"""Stories that exist only in the style guide: one for each state in which a component can be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from newsroom.edition import PagedEdition
from newsroom.model import (
    PART,
    Article,
    Author,
    Comment,
    Correction,
    Cut,
    Details,
    Link,
    Live,
    Market,
    Part,
    PartLink,
    Picture,
    Section,
    Series,
    Tag,
    Trend,
    Update,
)
from newsroom.model.details import Box
from newsroom.paging.styleguide_texts import Texts


class Samples:
    """What the style guide shows, in one language."""

    def __init__(self, edition: PagedEdition, texts: Texts) -> None:
        self.now, self.texts = edition.now.replace(microsecond=0), texts
        self.url = edition.site.href("/styleguide/")
        icon = edition.assets.icon if edition.assets else ""
        cut = Cut(src=icon, width=1600, height=900, sources=(), url=icon)
        self.picture = Picture(
            src=icon,
            width=1600,
            height=900,
            alt=texts.title,
            caption=texts.deck,
            credit=texts.name,
            share_url=icon,
            tint="drawing",
            wide=cut,
            classic=cut,
            square=cut,
        )
        self.section = Section(slug="sample", name=texts.section, description="", url=self.url)
        self.author = self._author(texts.name)

    def _author(self, name: str) -> Author:
        letters = "".join(word[0] for word in name.split())[:2]
        return Author(
            slug="sample",
            name=name,
            initials=letters,
            url=self.url,
            role=self.texts.section,
            bio=self.texts.deck,
            avatar=None,
            links=(),
            fediverse="",
        )

    def story(self, **changes: Any) -> Article:
        texts = self.texts
        given: dict[str, Any] = {
            "source": "",
            "slug": "sample",
            "url": self.url,
            "canonical_url": self.url,
            "id": self.url,
            "title": texts.title,
            "deck": texts.deck,
            "summary": texts.deck,
            "section": self.section,
            "authors": (self.author,),
            "tags": self.tags(7),
            "published": self.now - timedelta(hours=4),
            "updated": None,
            "expires": None,
            "image": self.picture,
            "label": "news",
            "sponsor": "",
            "status": "published",
            "lang": texts.lang,
            "sources": (Link(title=texts.title, url=self.url),) * 2,
            "corrections": (),
            "comments_mode": "open",
            "market_ids": (),
            "aliases": (),
            "breaking_until": None,
            "pinned": False,
            "word_count": 900,
            "character_count": 0,
            "code_word_count": 0,
            "image_count": 1,
            "given_minutes": None,
            "digest": "",
            "load_body": lambda: texts.body,
            "load_terms": str,
            "reading_minutes": 7,
        }
        return Article(**{**given, **changes})

    def tags(self, count: int) -> tuple[Tag, ...]:
        words = self.texts.tags
        names = [words[place % len(words)] + str(place or "") for place in range(count)]
        return tuple(Tag(slug=name, name=name, description="", url=self.url) for name in names)

    def stories(self) -> dict[str, Article]:
        """Return state → story."""
        texts, hour = self.texts, timedelta(hours=1)
        correction = Correction(
            date=self.now - hour, text=texts.deck, anchor="correction-sample", kind="correction"
        )
        series = Series(slug="sample", name=texts.section, description="", url=self.url, planned=3)
        links = [self._part(number) for number in (1, 2, 3)]
        part = Part(
            series=series, number=2, total=3, parts=tuple(links), previous=links[0], next=links[2]
        )
        boxes = (Box(kind="facts", title=texts.section), Box(kind="method", title=texts.title))
        related = tuple(self.story(image=None) if n else self.story() for n in range(5))
        details = Details(key_points=(texts.deck, texts.title), boxes=boxes)
        boxed = PART.join([texts.body, texts.deck, texts.deck])
        updates = PART.join([texts.deck, *[texts.body] * 3])
        return {
            "plain": self.story(),
            "bare": self.story(image=None, deck="", summary="", tags=(), sources=()),
            "long": self.story(
                title=texts.long,
                image=None,
                tags=self.tags(128),
                authors=tuple(self._author(name) for name in texts.names),
                section=replace(self.section, name=texts.word),
            ),
            "opinion": self.story(label="opinion", image=None),
            "analysis": self.story(label="analysis"),
            "sponsored": self.story(label="sponsored", sponsor=texts.name),
            "live": self.story(
                label="live",
                updated=self.now - hour / 12,
                live=self._live(),
                load_body=lambda: updates,
            ),
            "full": self.story(
                title=texts.title,
                label="explainer",
                corrections=(correction,),
                part=part,
                hot_rank=1,
                updated=self.now - hour,
                markets=(self.market(),),
                details=details,
                months_old=14,
                load_body=lambda: boxed,
                load_related=lambda: related,
                comments=self.comments(),
            ),
        }

    def _part(self, number: int) -> PartLink:
        return PartLink(number=number, title=self.texts.title, url=self.url, lang=self.texts.lang)

    def _live(self) -> Live:
        def update(place: int) -> Update:
            return Update(
                anchor=f"update-sample-{place}",
                published=self.now - place * timedelta(minutes=5),
                title=self.texts.title,
                text="",
                summary="",
                is_scheduled=False,
                place=place,
            )

        return Live(
            key_points=(self.texts.deck,),
            updates=tuple(map(update, (1, 2, 3))),
            ends=None,
            is_over=False,
            refresh_seconds=0,
            per_page=1,
        )

    def comments(self) -> tuple[Comment, ...]:
        def comment(number: int, **changes: Any) -> Comment:
            given: dict[str, Any] = {
                "id": number,
                "anchor": f"comment-{number}",
                "name": self.texts.name,
                "link": "",
                "author": None,
                "date": self.now - timedelta(hours=number),
                "edited": False,
                "text": self.texts.deck,
                "likes": 0,
                "deleted": False,
                "replies": (),
            }
            return Comment(**{**given, **changes})

        reply = comment(2, author=self.author, likes=3, edited=True)
        return comment(1, replies=(reply,)), comment(3, deleted=True, text="")

    def market(self, **changes: Any) -> Market:
        line = "0,20 50,5 100,12"
        trend = Trend(line=line, since=self.now, first="40%", low="40%", high="70%")
        given: dict[str, Any] = {
            "id": "sample",
            "lang": self.texts.lang,
            "question": self.texts.question,
            "outcome": "",
            "provider": "Manifold",
            "url": self.url,
            "section": None,
            "state": "open",
            "percent": 62,
            "chance": "62%",
            "change": "",
            "trend": trend,
            "as_of": self.now,
            "activity": "",
            "closes": None,
            "resolution": "",
        }
        return Market(**{**given, **changes})
