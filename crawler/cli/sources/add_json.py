"""The result of `rasad sources add` as one object for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.sources.explore import Exploration
from crawler.sources.sample import SampledArticle
from crawler.sources.write import SourceFilePlan
from spiders.catalogue.drafts import DraftBlank


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundListing:
    """One listing as `add --json` prints it; *found_by* is where its URL was found."""

    kind: str
    url: str
    follow: str | None
    articles: int
    newest_at: datetime | None
    found_by: str
    doubt: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedDocument:
    """One document that was requested, and what it is."""

    url: str
    result: str
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """The result. *file* is `None` where nothing was written; *failure* is why nothing was found (`None`: found)."""

    id: str
    file: str | None
    failure: str | None
    home: str
    outlet: str | None
    country: str | None
    language: str | None
    timezone: str | None
    cms: str | None
    private: bool
    discover: tuple[FoundListing, ...]
    follow: str | None
    articles: tuple[SampledArticle, ...]
    doubtful: tuple[str, ...]
    blanks: tuple[DraftBlank, ...]
    requested: tuple[RequestedDocument, ...]
    text: str | None


def report(found: Exploration, plan: SourceFilePlan, *, is_written: bool) -> AddReport:
    """Return the result as one object."""
    source, facts, pattern = plan.source, found.facts, found.result.pattern
    return AddReport(
        id=source.id,
        file=str(plan.path) if is_written else None,
        failure=found.failure,
        home=source.home,
        outlet=source.outlet or None,
        country=source.country or None,
        language=source.language or None,
        timezone=source.timezone or None,
        cms=facts.cms.value if facts.cms else None,
        private=source.private,
        discover=found_listings(found),
        follow=pattern.regex if pattern is not None else None,
        articles=found.articles,
        doubtful=found.doubts,
        blanks=plan.blanks,
        requested=requested(found),
        text=plan.text if found.failure is None else None,
    )


def found_listings(found: Exploration) -> tuple[FoundListing, ...]:
    """Return the listings, the best first."""
    return tuple(
        FoundListing(
            kind=each.discovery.kind.value,
            url=each.discovery.url,
            follow=each.discovery.follow,
            articles=len(each.articles),
            newest_at=each.newest_at,
            found_by=each.found_in,
            doubt=each.doubt,
        )
        for each in found.result.candidates
    )


def requested(found: Exploration) -> tuple[RequestedDocument, ...]:
    """Return every document that was requested, in the order of the requests."""
    return tuple(
        RequestedDocument(url=each.requested_url, result=each.description, found_by=each.found_in)
        for each in found.state.documents
    )
