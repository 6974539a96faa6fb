"""Whether an outlet's articles are read otherwise than before: the commonest loss that nobody sees.

After a redesign pages still answer and give articles, but with half of the text, or without dates. So the newest
articles are compared with some of each of the 28 days before. Pure functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from storage.runs.outlet_history import FieldSample

NEWEST, LEAST_NEWEST = 20, 10
"""So many of the newest articles are compared; with fewer nothing is said."""
LEAST_BEFORE = 30
_MUCH_SHORTER, _MUCH_LONGER = 0.5, 2.5
_JUMP, _MOST = 0.5, 0.8
"""A field is lost where it is missing in most of the newest articles, and in far more of them than before."""
_FIELDS: tuple[tuple[str, Callable[[FieldSample], bool]], ...] = (
    ("date", lambda each: each.has_date),
    ("author", lambda each: each.has_author),
    ("section", lambda each: each.has_section),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShares:
    """The share of articles without a field, 0 to 1, and the middle number of words; of *articles* articles."""

    articles: int
    words: float
    without_date: float
    without_author: float
    without_section: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityChange:
    """A change of what is read, and the first article that may have it."""

    text: str
    since: datetime


def shares(samples: Sequence[FieldSample]) -> FieldShares | None:
    """Return the shares of *samples*; `None` where there are none."""
    if not samples:
        return None
    date, author, section = (_without(samples, has) for _, has in _FIELDS)
    words = float(median(each.words for each in samples))
    return FieldShares(
        articles=len(samples), words=words, without_date=date, without_author=author, without_section=section
    )


def quality_changes(newest: Sequence[FieldSample], before: Sequence[FieldSample]) -> list[QualityChange]:
    """Return what the newest articles lack that those before them had; none where there are too few of either."""
    if len(newest) < LEAST_NEWEST or len(before) < LEAST_BEFORE:
        return []
    begin = newest[0].found_at
    found: list[QualityChange] = []
    now, then = median(each.words for each in newest), median(each.words for each in before)
    if now < then * _MUCH_SHORTER or now > then * _MUCH_LONGER:
        word = "short" if now < then else "long"
        text = f"its texts became {word}: {now:.0f} words in the middle of the last {len(newest)}, {then:.0f} before"
        found.append(QualityChange(text=text, since=begin))
    for name, has in _FIELDS:
        lost, usual = _without(newest, has), _without(before, has)
        if lost >= _MOST and lost - usual >= _JUMP:
            text = (
                f"its {name} is not read any more: missing in {lost:.0%} of the last {len(newest)}, {usual:.0%} before"
            )
            found.append(QualityChange(text=text, since=begin))
    return found


def _without(samples: Sequence[FieldSample], has: Callable[[FieldSample], bool]) -> float:
    return sum(not has(each) for each in samples) / len(samples)
