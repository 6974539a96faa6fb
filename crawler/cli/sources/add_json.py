"""What `rasad sources add` found, as one object for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.sources.explore import Exploration
from crawler.sources.sample import SampledArticle
from crawler.sources.write import SourceFilePlan
from spiders.catalogue.drafts import DraftBlank


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundListing:
    """One way of discovery as `add --json` gives it; *found_by* says where its address stands."""

    kind: str
    url: str
    follow: str | None
    articles: int
    newest_at: datetime | None
    found_by: str
    doubt: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedDocument:
    """One document that was asked for, and what it turned out to be."""

    url: str
    result: str
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """All of it as one object. *file* is null where nothing was written; *failure* says why nothing was found."""

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


def report(found: Exploration, made: SourceFilePlan, *, is_written: bool) -> AddReport:
    """Return what was found as one object."""
    source, facts, pattern = made.source, found.facts, found.survey.pattern
    return AddReport(
        id=source.id,
        file=str(made.path) if is_written else None,
        failure=found.failure,
        home=source.home,
        outlet=source.outlet or None,
        country=source.country or None,
        language=source.language or None,
        timezone=source.timezone or None,
        cms=facts.cms.value if facts.cms else None,
        private=source.private,
        discover=found_ways(found),
        follow=pattern.regex if pattern is not None else None,
        articles=found.articles,
        doubtful=found.doubts,
        blanks=made.blanks,
        requested=requested(found),
        text=made.text if found.failure is None else None,
    )


def found_ways(found: Exploration) -> tuple[FoundListing, ...]:
    """Return the ways of discovery, the best first."""
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
        for each in found.survey.candidates
    )


def requested(found: Exploration) -> tuple[RequestedDocument, ...]:
    """Return every document that was asked for, in that order."""
    return tuple(
        RequestedDocument(url=each.asked, result=each.said, found_by=each.because) for each in found.prospect.looked
    )
