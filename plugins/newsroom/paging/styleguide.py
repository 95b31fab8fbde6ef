"""The style guide: every component in every state, in both directions. It exists in a preview only.

Template: ``styleguide.html``.
"""

from newsroom import signals
from newsroom.edition import PagedEdition
from newsroom.model.jobs import PageJob
from newsroom.paging.listings import head
from newsroom.paging.styleguide_samples import Samples
from newsroom.paging.styleguide_texts import ARABIC, ENGLISH


def add_styleguide(edition: PagedEdition) -> None:
    if not edition.preview:
        return
    for path, texts in (("/styleguide/", ENGLISH), ("/styleguide/rtl/", ARABIC)):
        url, samples = edition.site.href(path), Samples(edition, texts)
        stories = samples.stories()
        context = {
            "page": head(edition, "styleguide", "Style guide", url, indexed=False),
            "stories": stories,
            "cards": {state: story.card for state, story in stories.items()},
            "bands": samples.bands(),
            "group": samples.package(),
            "authors": (samples.author,),
            "markets": (samples.market(), samples.market(state="stale", trend=None)),
            "texts": {"lang": texts.lang, "direction": texts.direction},
            "breaking": tuple(stories[state].card for state in ("plain", "long")),
        }
        edition.add(PageJob(edition.site.file(url), "styleguide.html", context))


def register() -> None:
    signals.page.connect(add_styleguide)
