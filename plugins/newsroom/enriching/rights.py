"""What others may do with texts and pictures, and where the paper says how it works.

Setting: ``RIGHTS``.
Sets: ``edition.site.rights``, ``edition.site.policies``.
Template: ``partials/rights.html``.

``policies`` are properties of a publisher (schema.org) and the pages of this paper that answer
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import AfterValidator

from newsroom import signals
from newsroom.edition import EnrichedEdition
from newsroom.model import Rights
from newsroom.options import load_options, suggestion, web_address
from newsroom.text.urls import is_web_address

POLICIES = {
    "publishingPrinciples": ("principles", "publishing-principles"),
    "ethicsPolicy": ("ethics", "ethics-policy"),
    "correctionsPolicy": ("corrections-policy",),
    "masthead": ("masthead",),
    "ownershipFundingInfo": ("ownership", "funding"),
    "verificationFactCheckingPolicy": ("fact-checking", "verification"),
    "unnamedSourcesPolicy": ("unnamed-sources", "sources-policy"),
    "actionableFeedbackPolicy": ("feedback", "feedback-policy"),
    "diversityPolicy": ("diversity", "diversity-policy"),
    "diversityStaffingReport": ("diversity-report",),
    "missionCoveragePrioritiesPolicy": ("mission",),
    "noBylinesPolicy": ("no-bylines", "bylines"),
}
"""Property of ``NewsMediaOrganization`` → slugs of the pages that usually answer it."""

Web = Annotated[str, AfterValidator(web_address)]


@dataclass(frozen=True)
class RightsOptions:
    """Setting ``RIGHTS``: licences by address, where to acquire one, and reserved mining of texts.

    ``policies`` is schema.org property → slug of a page, where the page has an unusual name.
    """

    license: Web | None = None
    picture_license: Web | None = None
    acquire: str = ""
    reserve_mining: bool | None = None
    mining_policy: Web | None = None
    policies: dict[str, str] = field(default_factory=dict)


def policies_of(given: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, str]:
    """Return property → address; ``pages`` are addresses by slug."""
    found = {}
    for name, usual in POLICIES.items():
        slugs = [given[name]] if name in given else usual
        if slug := next((one for one in slugs if one in pages), None):
            found[name] = pages[slug]
    return found


def add_rights(edition: EnrichedEdition) -> None:
    options = load_options(edition.settings, "RIGHTS", RightsOptions)
    pages = {document.slug: document.url for document in edition.documents}
    for name, slug in options.policies.items():
        if name not in POLICIES:
            remedy = f"use {', '.join(POLICIES)}{suggestion(name, POLICIES)}"
            edition.problems.error("RIGHTS", f"{name!r} is not a policy of a publisher", remedy)
        elif slug not in pages:
            remedy = f"write content/pages/{slug}.md{suggestion(slug, pages)}"
            edition.problems.error("RIGHTS", f"policies: there is no page {slug!r}", remedy)
    edition.site = replace(
        edition.site,
        policies=policies_of(options.policies, pages),
        rights=Rights(
            license=options.license or "",
            picture_license=options.picture_license or "",
            acquire_url=_address(options.acquire, pages, edition),
            mining_reserved=options.reserve_mining,
            mining_policy=options.mining_policy or "",
        ),
    )


def _address(page: str, pages: Mapping[str, str], edition: EnrichedEdition) -> str:
    """Return the absolute address of a page of the paper, or of another site."""
    if not page or is_web_address(page):
        return page
    if page not in pages:
        remedy = f"write the slug of a page, or an address{suggestion(page, pages)}"
        edition.problems.error("RIGHTS", f"acquire: there is no page {page!r}", remedy)
        return ""
    return edition.site.absolute(pages[page])


def register() -> None:
    signals.enrich.connect(add_rights)
