"""When a watched query is in far more articles than usual: its share of a day beside its own 28 days. Pure functions.

Shares are compared and not counts, because a day is not over yet, and outlets are added. A new subject comes in bursts,
so it is not enough to be above the mean: a spike is also above every one of the 28 days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from storage.analysis.attention import DayCount

DAYS = 28
_LEAST_MATCHES, _TIMES = 5, 3
_LEAST_DAYS, _LEAST_ARTICLES = 14, 20
"""With fewer days of so many articles nothing is known of what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuerySpike:
    """Of the *articles* of a *day* *matches* fit the query; *usual* would by its 28 days, *most* did on one of them."""

    day: date
    matches: int
    articles: int
    usual: float
    most: int

    @property
    def text(self) -> str:
        """What a person is told."""
        return (
            f"in {self.matches} of {self.articles} articles of {self.day}; "
            f"{self.usual:.1f} would be usual by its {DAYS} days before, and {self.most} were the most on one of them"
        )


def spike(counts: Iterable[DayCount], *, days: Iterable[date]) -> QuerySpike | None:
    """Return the spike of the latest of *days* that has one; *counts* begin 28 days before the first of them."""
    matches: Counter[date] = Counter()
    articles: Counter[date] = Counter()
    for each in counts:
        if each.day is not None:
            matches[each.day] += each.matches
            articles[each.day] += each.articles
    found = (_of_day(day, matches, articles) for day in sorted(days, reverse=True))
    return next((each for each in found if each is not None), None)


def _of_day(day: date, matches: Counter[date], articles: Counter[date]) -> QuerySpike | None:
    before = [day - timedelta(days=number) for number in range(1, DAYS + 1)]
    usable = [each for each in before if articles[each] >= _LEAST_ARTICLES]
    if len(usable) < _LEAST_DAYS or matches[day] < _LEAST_MATCHES:
        return None
    share = sum(matches[each] for each in usable) / sum(articles[each] for each in usable)
    usual = share * articles[day]
    highest = max(matches[each] / articles[each] for each in usable)
    if matches[day] < _TIMES * usual or matches[day] <= highest * articles[day]:
        return None
    most = max(matches[each] for each in usable)
    return QuerySpike(day=day, matches=matches[day], articles=articles[day], usual=usual, most=most)
