"""Finds articles for a typed query: all its words, else some of them, and related words where little is found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from pipelines.arabic.search.exactness import weighted
from pipelines.arabic.search.query import QueryError, SearchQuery, match, match_any
from pipelines.arabic.search.related import relatives
from pipelines.arabic.search.stem import STEM_VERSION
from storage.articles.search.search_index import SearchFilter, SearchHit, SearchMatches
from storage.store import Store

_CANDIDATES = 200
"""So many of the best by their stems are looked at for the spelling."""
_FEW = 5
"""Where fewer articles are found, related words are asked for, too."""
_MANY = 4
"""So many words are a question rather than a condition: articles with some of them follow those with all."""
_SCARCE = 20
"""Where fewer articles have all of the words, articles with some of them follow, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a query found, best first, and the query as it was asked in the end.

    *total* is how many articles fit, or how many of the newest were ranked where there *is_more*. *is_partial*: no
    article has all the words, these have some. *has_relatives*: related words were asked for, too.
    """

    hits: list[SearchHit]
    total: int
    is_more: bool
    is_partial: bool
    has_relatives: bool
    query: SearchQuery

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the words that were asked for, to mark them."""
        return frozenset(stem for term in self.query.terms for stem in term.stems)


def find_articles(
    store: Store,
    query: SearchQuery,
    *,
    limit: int,
    originals_only: bool = False,
    with_withdrawn: bool = False,
    is_newest_first: bool = False,
) -> SearchResult:
    """Return at most *limit* articles. Raises `QueryError` where the query names a source that was never crawled."""
    if query.source is not None and query.source not in store.sources.licences():
        raise QueryError(f"{query.source!r} is no source of this store: `rasad health` lists them")
    which = SearchFilter(
        source=query.source,
        country=query.country,
        since=query.since,
        until=query.until,
        originals_only=originals_only,
        with_withdrawn=with_withdrawn,
    )
    search = partial(
        store.search_index.search, which=which, limit=max(limit, _CANDIDATES), is_newest_first=is_newest_first
    )
    found = search(match(query))
    wider = query if found.total >= _FEW else _with_relatives(store, query)
    if wider is not query:
        found = _joined(found, search(match(wider)))
    wanted = limit if len(query.groups) >= _MANY else min(limit, _SCARCE)
    is_partial = len(query.groups) > 1 and found.total < wanted
    if is_partial:
        found = _joined(found, search(match_any(query)))
    hits = found.hits if is_newest_first else _by_spelling(found.hits, query)
    return SearchResult(
        hits=hits[:limit],
        total=found.total,
        is_more=found.is_more,
        is_partial=is_partial and bool(hits),
        has_relatives=wider is not query and bool(hits) and not is_partial,
        query=wider,
    )


def is_index_old(store: Store) -> bool:
    """Whether the index was built with other stems than ours: searches miss words until `rasad reindex`."""
    return store.search_index.stem_version() not in {0, STEM_VERSION}


def _with_relatives(store: Store, query: SearchQuery) -> SearchQuery:
    """Return *query* with the relatives that the store knows as alternatives; *query* itself if it knows none."""
    groups = []
    for group in query.groups:
        related = [each for term in group for each in relatives(term)]
        known = [each for each in related if store.search_index.has(f'"{each.stems[0]}"')]
        groups.append((*group, *known))
    return query if tuple(groups) == query.groups else replace(query, groups=tuple(groups))


def _joined(found: SearchMatches, wider: SearchMatches) -> SearchMatches:
    """Return what was *found* first, and behind it what only the relatives found."""
    have = {each.id for each in found.hits}
    return replace(wider, hits=[*found.hits, *(each for each in wider.hits if each.id not in have)])


def _by_spelling(hits: list[SearchHit], query: SearchQuery) -> list[SearchHit]:
    scored = [(weighted(each.score, query, each.headline, each.body), place) for place, each in enumerate(hits)]
    return [hits[place] for _, place in sorted(scored)]
