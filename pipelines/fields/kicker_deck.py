"""Kicker and deck: the short lines above and below a headline."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.arabic import clean, fold
from pipelines.arabic.boilerplate.detect import chrome
from pipelines.fields.headline import Headline
from pipelines.page.candidate import Candidate
from pipelines.page.landmarks import Role, Survey
from pipelines.page.tree import lines, text_of

_MOST_LETTERS = 300
_LEVELS = 3


def find_kicker(survey: Survey, headline: Headline) -> str | None:
    """Return the line printed above the headline, where an element by it is named as one."""
    return _beside(survey, headline, Role.KICKER)


def find_deck(survey: Survey, headline: Headline) -> str | None:
    """Return the line printed below the headline, where an element by it is named as one."""
    return _beside(survey, headline, Role.DECK)


def beside_candidates(survey: Survey, name: str) -> Iterator[Candidate]:
    """Yield the elements that are named as a `kicker` or a `deck`, wherever they stand."""
    for mark in survey.marked(Role(name)):
        yield Candidate(value=text_of(mark.element), rule="element", element=mark.element)


def _beside(survey: Survey, headline: Headline, role: Role) -> str | None:
    if headline.element is None:
        return None
    near = [each for each, _ in zip(headline.element.iterancestors(), range(_LEVELS), strict=False)]
    near = [each for each in near if each.tag not in {"body", "html"}]
    for mark in survey.marked(role):
        if not any(each in near for each in mark.element.iterancestors()):
            continue
        if role is Role.DECK and mark.element.getparent() not in near:  # the lead of the text, inside its container
            continue
        text = clean(text_of(mark.element))
        if (first := next(iter(lines(mark.element)), None)) is not None and chrome(first.text) is not None:
            continue
        if 0 < len(text) <= _MOST_LETTERS and fold(text) != fold(headline.text):
            return text
    return None
