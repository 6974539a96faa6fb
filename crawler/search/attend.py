"""Asks for the attention that a typed query got."""

from __future__ import annotations

from crawler.search.places import check_places
from crawler.search.sections import fitting_sections
from pipelines.arabic.search.query import SearchQuery, match
from storage.analysis.article_scope import ArticleScope
from storage.analysis.attention import FEW, AttentionSeries, attention, count_days
from storage.analysis.periods import SeriesPeriod
from storage.store import Store


def query_attention(
    store: Store,
    query: SearchQuery,
    *,
    by: SeriesPeriod,
    by_outlet: bool = False,
    sources: tuple[str, ...] | None = None,
    originals_only: bool = False,
    few: int = FEW,
) -> AttentionSeries:
    """Return the share of the articles that have all words of *query*, among all articles of its outlets and days.

    *sources*: of these outlets alone, if given. The days of the query are days at the outlet. Raises `QueryError` as
    `check_places` does.
    """
    check_places(store, query)
    counts = count_days(
        store.file, match(query), scope_of(store, query, sources=sources, originals_only=originals_only)
    )
    return attention(counts, by=by, by_outlet=by_outlet, few=few)


def scope_of(
    store: Store, query: SearchQuery, *, sources: tuple[str, ...] | None = None, originals_only: bool = False
) -> ArticleScope:
    """Return what the fields of *query* bound: source, country, section, agency and days, which are the outlet's."""
    return ArticleScope(
        source=query.source,
        sources=sources,
        country=query.country,
        sections=fitting_sections(store, query.section),
        agency=query.agency,
        since=query.since.date() if query.since else None,
        until=query.until.date() if query.until else None,
        originals_only=originals_only,
    )
