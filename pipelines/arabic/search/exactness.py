"""How much of a query occurs in an article as it was typed: the exact spelling ranks above what was derived."""

from __future__ import annotations

from pipelines.arabic.search.query import SearchQuery, SearchTerm
from pipelines.arabic.search.spelling import search_words, without_seats

_WEIGHT = 0.5
"""A text with every term as typed counts half again as much as one with none."""
_MOST_LETTERS = 50_000
"""So much of a text is looked at: a headline of a megabyte must not cost every search half a second."""


def weighted(score: float, query: SearchQuery, *texts: str) -> float:
    """Return *score* (bm25, the smaller the better) weighted by the share of terms that stand in *texts* as typed."""
    found = {without_seats(each) for text in texts for each in search_words(text[:_MOST_LETTERS])}
    exact = sum(_is_typed(term, found) for term in query.terms)
    return score * (1 + _WEIGHT * exact / len(query.terms))


def _is_typed(term: SearchTerm, found: set[str]) -> bool:
    return all(without_seats(each) in found for each in term.words)
