"""Reads a few articles of an outlet in the same way as a crawl."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from itertools import zip_longest

from crawler.sources.polite_session import PoliteClient
from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from spiders.autodiscovery.probe import FailedProbe
from storage.records import Page, Quarantined, ReadArticle, Rejected
from storage.source import DiscoveryKind, Source

# Feeds name the newest; a sitemap may begin with the oldest.
_ORDER = sorted(DiscoveryKind, key=lambda kind: (not kind.facts.newest_first, kind.facts.rank))


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledArticle:
    """One article that was sampled; *problem* is why it could not be read (`None`: it was read). Times are UTC."""

    url: str
    headline: str | None = None
    published_at: datetime | None = None
    byline: str | None = None
    section: str | None = None
    words: int = 0
    problem: str | None = None


def select_urls(ways: Iterable[tuple[DiscoveryKind, Sequence[str]]], *, most: int) -> list[str]:
    """Return the first articles of the kind of listing that names the newest; the other kinds fill the rest up."""
    ranked = sorted(ways, key=lambda way: _ORDER.index(way[0]))
    groups = [
        [
            url
            for row in zip_longest(*(urls for kind, urls in ranked if kind is wanted))
            for url in row
            if url is not None
        ]
        for wanted in _ORDER
    ]
    return list(dict.fromkeys(url for group in groups for url in group))[:most]


async def sample(
    client: PoliteClient, pool: ReaderPool, source: Source, urls: Iterable[str]
) -> tuple[SampledArticle, ...]:
    """Fetch each of *urls*, read it with the rules of *source*, and return the results in the same order."""
    return tuple([await _one(client, pool, source, url) for url in urls])


async def _one(client: PoliteClient, pool: ReaderPool, source: Source, url: str) -> SampledArticle:
    answer = await client.fetch(url)
    if isinstance(answer, FailedProbe):
        return SampledArticle(url=url, problem=answer.reason)
    if answer.status != HTTPStatus.OK:
        return SampledArticle(url=url, problem=f"answered {answer.status}")
    return _sampled(answer, await pool.read(answer, source, PageContext()))


def _sampled(page: Page, outcome: ReadArticle | Rejected | Quarantined) -> SampledArticle:
    if isinstance(outcome, Rejected):
        return SampledArticle(url=page.requested_url, problem=f"{outcome.reason.value}: {outcome.evidence}")
    if isinstance(outcome, Quarantined):
        return SampledArticle(url=page.requested_url, problem=outcome.reason)
    article = outcome.article
    return SampledArticle(
        url=page.requested_url,
        headline=article.headline,
        published_at=article.published_at,
        byline="، ".join(article.authors) or article.byline,
        section=article.section,
        words=article.words,
    )
