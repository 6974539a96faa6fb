"""How much of a query occurs in an article as it was typed: the exact spelling ranks above what was derived."""

from __future__ import annotations

from pipelines.arabic.search.query import SearchQuery
from pipelines.arabic.search.spelling import seatless_words, without_seats

_WEIGHT = 0.5
"""A text with every term as typed counts half again as much as one with none."""
_MOST_LETTERS = 50_000
"""So much of a text is looked at: a headline of a megabyte must not cost every search half a second."""


def weighted(score: float, query: SearchQuery, *texts: str) -> float:
    """Return *score* (bm25, the smaller the better) weighted by the share of terms that stand in *texts* as typed."""
    looked_at = [text[:_MOST_LETTERS] for text in texts]
    missing = {word for term in query.terms for word in term.words if not _is_between_blanks(word, looked_at)}
    if missing:
        found = {each for text in looked_at for each in seatless_words(text)}
        missing = {each for each in missing if without_seats(each) not in found}
    exact = sum(missing.isdisjoint(term.words) for term in query.terms)
    return score * (1 + _WEIGHT * exact / len(query.terms))


def _is_between_blanks(word: str, texts: list[str]) -> bool:
    """Whether a text has *word* between blanks, letter by letter: most have, and one look is cheap."""
    return any(f" {word} " in text for text in texts)
