"""Finds articles for a typed query: all its words, else some of them, and related words where little is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.search.places import check_places
from crawler.search.sections import fitting_sections
from pipelines.arabic.search.exactness import weighted
from pipelines.arabic.search.query import SearchQuery, match, match_any
from pipelines.arabic.search.related import relatives
from pipelines.arabic.search.stem import STEM_VERSION
from storage.articles.search.search_index import SearchFilter, SearchHit, SearchMatches
from storage.store import Store

Search = Callable[[str], SearchMatches]
_CANDIDATES = 200
"""So many of the best by their stems are looked at for the spelling."""
_FEW = 5
"""Where fewer articles are found, related words are asked for, too."""
_MANY = 4
"""So many words are a question rather than a condition: articles with all and with some of them are ranked together."""
_SCARCE = 20
"""Where fewer articles have all of the words, articles with some of them follow, too."""

_ANY = SearchFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """What a query found: first what has all its words, then what has related words, then what has some of the words.

    *total* is how many articles have all the words, or how many of the newest were ranked where there *is_more*.
    *others* is how many more have related words (*has_relatives*) or some of the words (*is_partial*). *query* is as it
    was asked in the end, with the relatives.
    """

    hits: list[SearchHit]
    total: int
    others: int
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
    within: SearchFilter = _ANY,
) -> SearchResult:
    """Return at most *limit* articles, of those alone that *within* lets through.

    The fields of *query* replace those of *within*. Raises `QueryError` as `check_places` does.
    """
    check_places(store, query)
    which = replace(
        within,
        source=query.source,
        country=query.country,
        sections=fitting_sections(store, query.section),
        agency=query.agency,
        since=query.since,
        until=query.until,
        originals_only=originals_only,
        with_withdrawn=with_withdrawn,
    )

    def search(expression: str) -> SearchMatches:
        found = store.search_index.search(
            expression,
            which,
            limit=limit if is_newest_first else max(limit, _CANDIDATES),
            is_newest_first=is_newest_first,
        )
        return found if is_newest_first else replace(found, hits=_by_spelling(found.hits, query))

    found = search(match(query))
    if len(query.groups) > 1:
        return _with_partial(found, search, query, limit)
    return _with_related(found, search, query, limit, store)


def is_index_old(store: Store) -> bool:
    """Whether the index was built with other stems than ours: searches miss words until `rasad reindex`."""
    return store.search_index.stem_version() not in {0, STEM_VERSION}


def _with_partial(found: SearchMatches, search: Search, query: SearchQuery, limit: int) -> SearchResult:
    """Return what has all the words; where that is little, what has some of them, too."""
    is_question = len(query.groups) >= _MANY
    if found.total >= (limit if is_question else min(limit, _SCARCE)):
        return _result(found, None, query, limit)
    some = search(match_any(query))
    return replace(_result(found, some, query, limit, is_one_ranking=is_question), is_partial=some.total > found.total)


def _with_related(found: SearchMatches, search: Search, query: SearchQuery, limit: int, store: Store) -> SearchResult:
    """Return what has the word; where that is little, what has its relatives, too, if the store knows any."""
    (group,) = query.groups
    related = [each for term in group for each in relatives(term)] if found.total < _FEW else []
    known = tuple(each for each in related if store.search_index.has(f'"{each.stems[0]}"'))
    if not known:
        return _result(found, None, query, limit)
    wider = replace(query, groups=((*group, *known),))
    more = search(match(wider))
    return replace(_result(found, more, wider, limit), has_relatives=more.total > found.total)


def _result(
    found: SearchMatches, more: SearchMatches | None, query: SearchQuery, limit: int, *, is_one_ranking: bool = False
) -> SearchResult:
    """Return *found* and behind it what only *more* has, which holds it; in the order of *more* for one ranking."""
    tiers = [found] if more is None else [more] if is_one_ranking else [found, more]
    hits = list({hit.id: hit for tier in tiers for hit in tier.hits}.values())
    return SearchResult(
        hits=hits[:limit],
        total=found.total,
        others=0 if more is None else more.total - found.total,
        is_more=found.is_more,
        is_partial=False,
        has_relatives=False,
        query=query,
    )


def _by_spelling(hits: list[SearchHit], query: SearchQuery) -> list[SearchHit]:
    scored = [(weighted(each.score, query, each.headline, each.body), place) for place, each in enumerate(hits)]
    return [hits[place] for _, place in sorted(scored)]
