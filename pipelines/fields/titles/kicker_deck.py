"""Kicker and deck: the short lines above and below a headline."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.arabic import clean, fold
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.page.candidate import FieldCandidate
from pipelines.page.headline import Headline
from pipelines.page.landmarks import LandmarkRole, PageLandmarks
from pipelines.page.tree import lines, text_of

_MOST_LETTERS = 300
_LEVELS = 3


def find_kicker(landmarks: PageLandmarks, headline: Headline) -> str | None:
    """Return the kicker: the text of an element near the headline that is named as one."""
    return _beside(landmarks, headline, LandmarkRole.KICKER)


def find_deck(landmarks: PageLandmarks, headline: Headline, *, sites: frozenset[str] = frozenset()) -> str | None:
    """Return the deck: the text of an element near the headline that is named as one.

    A credit (`site - city`) is none.
    """
    deck = _beside(landmarks, headline, LandmarkRole.DECK)
    return None if deck is not None and parse_attribution_line(deck, sites) is not None else deck


def kicker_candidates(landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the elements that are named as a kicker, wherever they are on the page."""
    return _candidates(landmarks, LandmarkRole.KICKER)


def deck_candidates(landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the elements that are named as a deck, wherever they are on the page."""
    return _candidates(landmarks, LandmarkRole.DECK)


def _candidates(landmarks: PageLandmarks, role: LandmarkRole) -> Iterator[FieldCandidate]:
    for each in landmarks.with_role(role):
        yield FieldCandidate(value=text_of(each.element), rule="element", element=each.element)


def _beside(landmarks: PageLandmarks, headline: Headline, role: LandmarkRole) -> str | None:
    if headline.element is None:
        return None
    near = [each for each, _ in zip(headline.element.iterancestors(), range(_LEVELS), strict=False)]
    near = [each for each in near if each.tag not in {"body", "html"}]
    for mark in landmarks.with_role(role):
        if not any(each in near for each in mark.element.iterancestors()):
            continue
        is_lead = mark.element.getparent() not in near  # inside the container of the text
        is_cross_head = mark.place > landmarks.text_place(headline.place)
        if role is LandmarkRole.DECK and (is_lead or is_cross_head):
            continue
        text = clean(text_of(mark.element))
        if (first := next(iter(lines(mark.element)), None)) is not None and boilerplate_kind(first.text) is not None:
            continue
        if 0 < len(text) <= _MOST_LETTERS and fold(text) != fold(headline.text):
            return text
    return None
