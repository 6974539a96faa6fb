"""Groups articles into stories by the rule of the store, without one; and by two simpler ways, to compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.stem import stems
from pipelines.arabic.stories.document_rates import surprise
from pipelines.stages.fingerprint import fingerprint
from storage.analysis.stories.likeness import SAME_EVENT, link_strength
from storage.articles.copies.similarity import COPY_KINDS, copy_kind, similarity_of
from storage.records import Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedArticle:
    """One article as it is grouped."""

    id: str
    source: str
    at: datetime
    headline: str
    fingerprint: Fingerprint


Strength = Callable[[DatedArticle, DatedArticle], float]
"""How strongly two articles are linked; 0: not at all."""
_HEADLINE_COSINE = 0.4


def dated_article(article_id: str, source: str, at: datetime, headline: str, body: str) -> DatedArticle:
    """Return an article with its fingerprint."""
    made = fingerprint(headline, body)
    return DatedArticle(id=article_id, source=source, at=at, headline=headline, fingerprint=made)


def group(articles: Sequence[DatedArticle], strength: Strength) -> dict[str, str]:
    """Return the story of each article, named by its first: each joins the first that it is linked to best.

    In order of time, and to the firsts of stories alone, so no chain of links leads from one event to the next.
    """
    stories: dict[str, str] = {}
    firsts: list[DatedArticle] = []
    for article in sorted(articles, key=lambda each: (each.at, each.id)):
        linked = [(strength(article, first), -place) for place, first in enumerate(firsts)]
        best = max(linked, default=(0.0, 0))
        if best[0] > 0:
            stories[article.id] = firsts[-best[1]].id
        else:
            firsts.append(article)
            stories[article.id] = article.id
    return stories


def by_rasad(one: DatedArticle, other: DatedArticle) -> float:
    """Follow the rule of the store: copies are together, and so are articles that are linked strongly enough."""
    if by_copies(one, other):
        return 1.0
    found = link_strength(one.fingerprint.story, other.fingerprint.story, one.at - other.at)
    return found if found >= SAME_EVENT else 0.0


def by_headline(one: DatedArticle, other: DatedArticle) -> float:
    """Link headlines of one day with a cosine of 0.4 or more (TF-IDF of stems)."""
    if one.at.date() != other.at.date():
        return 0.0
    ours, theirs = _headline(one), _headline(other)
    product = sum(surprise(each) ** 2 for each in ours & theirs)
    found = product / sqrt(_length(ours) * _length(theirs)) if product else 0.0
    return found if found >= _HEADLINE_COSINE else 0.0


def by_copies(one: DatedArticle, other: DatedArticle) -> float:
    """Link near duplicates alone, as the store finds copies."""
    ours, theirs = one.fingerprint.sketch, other.fingerprint.sketch
    found = similarity_of(ours, theirs)
    is_near = abs(one.at - other.at) <= timedelta(days=7)
    kind = copy_kind(ours, theirs, found, same_outlet=one.source == other.source)
    return 1.0 if is_near and kind in COPY_KINDS else 0.0


def alone(one: DatedArticle, other: DatedArticle) -> float:  # noqa: ARG001  # the signature of a strength
    """Link no two articles."""
    return 0.0


def _headline(article: DatedArticle) -> frozenset[str]:
    return frozenset(stems(article.headline)) - FUNCTION_WORDS


def _length(terms: frozenset[str]) -> float:
    return sum(surprise(each) ** 2 for each in terms)
