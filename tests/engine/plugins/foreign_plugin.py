"""A plugin as a site may have it: additions from front matter and from outside, pages, a filter."""

import json

from markupsafe import Markup

from newsroom import signals
from newsroom.model.jobs import FileJob, PageJob
from newsroom.paging.listings import head


def add_to_stories(edition):
    file = edition.content.parent / "outside.json"
    edition.outside_sources.append(str(file))
    votes = json.loads(file.read_text("utf-8")) if file.exists() else {}
    for article in edition.manuscripts:
        if facts := article.extra.get("key_facts"):
            article.card_extra["facts"] = len(facts)
            article.feed_intro += Markup("<p>{}</p>").format(facts)
        if article.slug in votes:
            article.extra["votes"] = votes[article.slug]
            article.card_extra["votes"] = votes[article.slug]["yes"]
    for document in edition.documents:
        document.extra["voted"] = sorted(votes)


def add_pages(edition):
    cards = [article.card for article in edition.articles if article.card.extra]
    page = head(edition, "document", "Additions", edition.site.href("/additions/"))
    context = {"page": page, "cards": cards}
    edition.add(PageJob("additions/index.html", "additions.html", context))


def lines(paths):
    return "\n".join(paths).encode()


def list_files(edition):
    edition.add(FileJob("all-files.txt", lines, (sorted(edition.jobs),)))


def backwards(text):
    return text[::-1]


TEMPLATE_FILTERS = {"backwards": backwards}
THEME = {
    "templates/additions.html": "{% for card in cards %}{{ card.title | backwards }} "
    "{{ card.extra.facts }} {{ card.extra.votes }} {% endfor %}",
    "templates/partials/story_extra.html": "{{ article.extra.key_facts }} "
    "{{ article.extra.votes }}",
    "templates/partials/card_extra.html": "{{ card.extra.facts }} {{ card.extra.votes }}",
    "templates/document.html": "{{ document.extra.voted }} {{ document.extra.key_facts }}",
}
"""What the theme of the site adds to each of these."""


def register():
    signals.enrich.connect(add_to_stories)
    signals.page.connect(add_pages)
    signals.finish.connect(list_files)
