"""How likely two articles tell one event: by what their sketches share and the time between them.

All of it is computed from the two alone, so that it does not depend on which came first or on what else is stored.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

StorySketch = bytes
"""What an article tells: at most 48 terms, the heaviest first, each a 32-bit hash and a byte of weight and marks."""
WINDOW = timedelta(days=7)
"""Articles that are further apart tell no event together."""
SAME_EVENT = 0.42
"""Two articles tell one event from this strength on. Chosen on labelled pairs (`benchmarks/stories`)."""
MAIN_TERMS = 8
"""The heaviest terms of an article: two that tell one event share at least two of them."""
HEADLINE_NAME, LEAD_NAME, TOP_WEIGHT = 128, 64, 63
"""Marks in the byte of a weight: a name, place or number of the headline; of headline or lead; and what is left."""
SHARED_MAIN_TERMS = 2
_LOST_A_DAY = 0.08
_OTHER_NAMES = 0.6
"""What is left of the strength where the names of one headline are nowhere in the other article, and the reverse."""
_DAY = timedelta(days=1)
_TERM_BYTES = 5


class TermWeights(NamedTuple):
    """The terms of a sketch: the hash of each with its weight, the sets of some of them, and the length of all."""

    weights: dict[int, int]
    main: frozenset[int]
    headline_names: frozenset[int]
    lead_names: frozenset[int]
    length: float


@lru_cache(maxsize=4096)
def term_weights(sketch: StorySketch) -> TermWeights:
    """Return the terms of *sketch*."""
    pieces = [sketch[start : start + _TERM_BYTES] for start in range(0, len(sketch), _TERM_BYTES)]
    terms = {int.from_bytes(each[:-1]): each[-1] for each in pieces}
    weights = {term: byte & TOP_WEIGHT for term, byte in terms.items()}
    return TermWeights(
        weights=weights,
        main=frozenset(list(weights)[:MAIN_TERMS]),
        headline_names=frozenset(term for term, byte in terms.items() if byte & HEADLINE_NAME),
        lead_names=frozenset(term for term, byte in terms.items() if byte & LEAD_NAME),
        length=sqrt(sum(each * each for each in weights.values())),
    )


def main_terms(sketch: StorySketch) -> frozenset[int]:
    """Return the hashes of the heaviest terms: the keys that an article is found by."""
    return term_weights(sketch).main


def likeness(one: StorySketch, other: StorySketch) -> float:
    """Return the cosine of the terms of two articles, whatever the time between them: 0 to 1."""
    ours, theirs = term_weights(one), term_weights(other)
    shared = ours.weights.keys() & theirs.weights.keys()
    product = sum(ours.weights[each] * theirs.weights[each] for each in shared)
    return product / (ours.length * theirs.length) if product else 0.0


def link_strength(one: StorySketch, other: StorySketch, apart: timedelta) -> float:
    """Return how strongly two articles that are *apart* are linked, 0 to 1; at least `SAME_EVENT`: they tell one event.

    Two articles of which each names somebody, some place or a number in headline or lead, and none of them is in the
    other, tell two events of one kind: an earthquake here and one there.
    """
    apart = abs(apart)
    ours, theirs = term_weights(one), term_weights(other)
    if apart > WINDOW or len(ours.main & theirs.main) < SHARED_MAIN_TERMS:
        return 0.0
    if _name_others(ours.lead_names, theirs.lead_names, ours, theirs):
        return 0.0
    other_names = _name_others(ours.headline_names, theirs.headline_names, ours, theirs)
    return likeness(one, other) * (1 - _LOST_A_DAY * (apart / _DAY)) * (_OTHER_NAMES if other_names else 1.0)


def _name_others(names: frozenset[int], other_names: frozenset[int], ours: TermWeights, theirs: TermWeights) -> bool:
    """Whether both articles have such names, and neither has one of the other's."""
    shares = not names.isdisjoint(theirs.weights) or not other_names.isdisjoint(ours.weights)
    return bool(names and other_names) and not shares
