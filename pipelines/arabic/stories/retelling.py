"""What the articles of a story took from each other, how their headlines differ, and which of them was first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.spelling import printed_words, search_words
from pipelines.arabic.search.stem import stem

_RUN = 3
_FEWEST_WORDS = 8
"""A shorter paragraph ("he said:") is no one's."""
_TAKEN = 0.6
"""A paragraph is taken where an earlier article has so much of its runs of three words."""
_MOST_HOLDERS = 20
"""So many articles are remembered for a run of words, the earliest: hundreds may print one text."""
_PREFIXES, _SHORT = "وفبلك", 3
_PARAGRAPHS = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetoldText:
    """One article of a story. *earliest* and *latest* bound what its date can mean; `None` without a date."""

    article_id: int
    headline: str
    body: str
    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenParagraph:
    """A paragraph (counted from 1) that an earlier article has, and how much of its runs of words: 0.6 to 1."""

    paragraph: int
    article_id: int
    share: float


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a body."""
    return [each for each in _PARAGRAPHS.split(body) if each.strip()]


def taken_paragraphs(texts: Sequence[RetoldText]) -> dict[int, list[TakenParagraph]]:
    """Return for each article which of its paragraphs an earlier one has; *texts* are in the order of time.

    Of several, the one that has most of it is named, and of those the earliest.
    """
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    found: dict[int, list[TakenParagraph]] = {}
    for place, text in enumerate(texts):
        runs = [_runs(each) for each in paragraphs(text.body)]
        sources = [(number, _source(each, holders)) for number, each in enumerate(runs, start=1)]
        found[text.article_id] = [
            TakenParagraph(paragraph=number, article_id=texts[source[0]].article_id, share=round(source[1], 2))
            for number, source in sources
            if source is not None
        ]
        for run in set[tuple[str, ...]]().union(*runs):
            if len(holders[run]) < _MOST_HOLDERS:
                holders[run].append(place)
    return found


def other_words(headline: str, other: str) -> list[str]:
    """Return the words of *headline*, as printed, whose stems *other* has not; function words aside."""
    known = {stem(each) for each in search_words(other)} | FUNCTION_WORDS
    words = [(each, stem(each.letters)) for each in printed_words(headline)]
    return [headline[word.start : word.end] for word, root in words if not _is_known(root, known)]


def _is_known(root: str, known: Set[str]) -> bool:
    """Whether a stem is in *known*, also behind a prefix: before a rare name the stems leave it (بتافراوت)."""
    return root in known or (len(root) > _SHORT and root[0] in _PREFIXES and root[1:] in known)


def may_be_first(texts: Sequence[RetoldText]) -> list[int]:
    """Return the articles that may have been first, by what their dates can mean; one alone was first for certain.

    A day without a time may be its first moment. An article without a date is not among them, unless none has one.
    """
    dated = [each for each in texts if each.latest is not None]
    if not dated:
        return [each.article_id for each in texts]
    bound = min(each.latest for each in dated if each.latest is not None)
    return [each.article_id for each in dated if each.earliest is not None and each.earliest <= bound]


def _source(runs: frozenset[tuple[str, ...]], holders: dict[tuple[str, ...], list[int]]) -> tuple[int, float] | None:
    """Return the place of the earlier article that has most of *runs*, and how much; `None` where none has enough."""
    if len(runs) < _FEWEST_WORDS - _RUN + 1:
        return None
    counted = Counter(place for run in runs if run in holders for place in holders[run])
    best = max(counted, key=lambda place: (counted[place], -place), default=None)
    if best is None or counted[best] / len(runs) < _TAKEN:
        return None
    return best, counted[best] / len(runs)


def _runs(paragraph: str) -> frozenset[tuple[str, ...]]:
    words = search_words(paragraph)
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
