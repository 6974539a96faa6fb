"""Kicker and deck: the short lines above and below a headline."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.arabic import clean, fold
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.fields.headline import Headline
from pipelines.page.candidate import FieldCandidate
from pipelines.page.landmarks import LandmarkRole, PageLandmarks
from pipelines.page.tree import lines, text_of

_MOST_LETTERS = 300
_LEVELS = 3


def find_kicker(survey: PageLandmarks, headline: Headline) -> str | None:
    """Return the line printed above the headline, where an element by it is named as one."""
    return _beside(survey, headline, LandmarkRole.KICKER)


def find_deck(survey: PageLandmarks, headline: Headline) -> str | None:
    """Return the line printed below the headline, where an element by it is named as one."""
    return _beside(survey, headline, LandmarkRole.DECK)


def beside_candidates(survey: PageLandmarks, name: str) -> Iterator[FieldCandidate]:
    """Yield the elements that are named as a `kicker` or a `deck`, wherever they stand."""
    for mark in survey.marked(LandmarkRole(name)):
        yield FieldCandidate(value=text_of(mark.element), rule="element", element=mark.element)


def _beside(survey: PageLandmarks, headline: Headline, role: LandmarkRole) -> str | None:
    if headline.element is None:
        return None
    near = [each for each, _ in zip(headline.element.iterancestors(), range(_LEVELS), strict=False)]
    near = [each for each in near if each.tag not in {"body", "html"}]
    for mark in survey.marked(role):
        if not any(each in near for each in mark.element.iterancestors()):
            continue
        if (
            role is LandmarkRole.DECK and mark.element.getparent() not in near
        ):  # the lead of the text, inside its container
            continue
        text = clean(text_of(mark.element))
        if (first := next(iter(lines(mark.element)), None)) is not None and boilerplate_kind(first.text) is not None:
            continue
        if 0 < len(text) <= _MOST_LETTERS and fold(text) != fold(headline.text):
            return text
    return None
