"""What `rasad sources add` found, as one object for programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.sources.explore import Prospected
from crawler.sources.sample import Sampled
from crawler.sources.write import Plan
from spiders.catalogue.drafts import Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWay:
    """One way of discovery as `add --json` gives it; *found_by* says where its address stands."""

    kind: str
    url: str
    follow: str | None
    articles: int
    newest_at: datetime | None
    found_by: str
    doubt: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One document that was asked for, and what it turned out to be."""

    url: str
    answer: str
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
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
    discover: tuple[FoundWay, ...]
    follow: str | None
    articles: tuple[Sampled, ...]
    doubtful: tuple[str, ...]
    blanks: tuple[Blank, ...]
    asked: tuple[Asked, ...]
    text: str | None


def report(found: Prospected, made: Plan, *, is_written: bool) -> Report:
    """Return what was found as one object."""
    source, facts, pattern = made.source, found.facts, found.survey.pattern
    return Report(
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
        asked=asked_for(found),
        text=made.text if found.failure is None else None,
    )


def found_ways(found: Prospected) -> tuple[FoundWay, ...]:
    """Return the ways of discovery, the best first."""
    return tuple(
        FoundWay(
            kind=each.discovery.kind.value,
            url=each.discovery.url,
            follow=each.discovery.follow,
            articles=len(each.articles),
            newest_at=each.newest_at,
            found_by=each.because,
            doubt=each.doubt,
        )
        for each in found.survey.ways
    )


def asked_for(found: Prospected) -> tuple[Asked, ...]:
    """Return every document that was asked for, in that order."""
    return tuple(Asked(url=each.asked, answer=each.said, found_by=each.because) for each in found.prospect.looked)
