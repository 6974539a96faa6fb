"""How many polls a day a source gets, and how they are spread over the hours of its week.

If articles are published at the rate λ(t) and polls are τ(t) apart, an article waits τ/2 for its poll. The mean wait
is ∫λτ/2 ÷ ∫λ, and the cost is ∫1/τ polls. For a given cost the wait is shortest with τ proportional to 1/√λ, because
the derivative λ/2 must equal μ/τ² at every hour. This is the square-root law of inspection (Barlow, Hunter & Proschan
1963) and of refresh policies (Cho & Garcia-Molina 2003). The mean wait is then (∫√λ)² ÷ (2·polls·∫λ). An outlet that
publishes evenly by day and night gains nothing from this rule; every other outlet does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

MIN_INTERVAL, MAX_INTERVAL = timedelta(minutes=5), timedelta(hours=24)
"""The bounds of the time between two polls. The least is also the grid, because cron does not call more often."""
BUDGET = 92.0
"""The most polls a day; one every quarter of an hour would be 96."""
_POLLS_PER_ARTICLE = 24.0
_WAIT = 6 / (24 * 60)  # of a day: the mean wait that is good enough
_SURGE = 3.0
_HALVINGS = 12
_HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_DENSEST, _THINNEST = _DAY / MIN_INTERVAL, _DAY / MAX_INTERVAL


@dataclass(frozen=True, slots=True, kw_only=True)
class PollLimits:
    """How much an outlet may publish between two polls before an article is lost. `None`: no listing overflows.

    *room* is the number of articles, *fill_seconds* the shortest time in which it ever published so many.
    """

    room: float | None = None
    fill_seconds: float | None = None

    def fewest(self, rates: Sequence[float]) -> list[float]:
        """Return the polls a day that are needed at hours with *rates* articles a day.

        At least one a day. No listing may overflow at three times the usual rate, nor in a burst as fast as the
        fastest one so far, at any hour; but polls for such a burst are not less than half an hour apart.
        """
        fewest = _THINNEST
        if self.fill_seconds is not None:
            fill = max(timedelta(seconds=self.fill_seconds), _HALF_HOUR)
            fewest = max(fewest, _DAY / (fill // MIN_INTERVAL * MIN_INTERVAL))
        if self.room is None:
            return [fewest] * len(rates)
        room = max(self.room, 1.0)
        return [max(fewest, min(_SURGE * rate / room, _DENSEST)) for rate in rates]


def polls_per_day(rate: float, *, share: float, limits: PollLimits, activity: float = 1.0) -> float:
    """Return the polls a day at an hour with a rate of *rate* articles a day, if it is *activity* times as busy now."""
    return max(min(share * math.sqrt(rate * activity), _DENSEST), limits.fewest([rate])[0])


def share_of(rates: Sequence[float], limits: PollLimits) -> float:
    """Return the factor of √λ that spends the budget of a week with these *rates* (articles a day, all above 0).

    The polls that *limits* require are included, so the budget is kept as far as they allow.
    """
    roots = [math.sqrt(each) for each in rates]
    fewest = limits.fewest(rates)
    budget = budget_of(sum(rates) / len(rates), root=sum(roots) / len(roots)) * len(rates)
    low, high = 0.0, _DENSEST / min(roots)
    below, above = sum(fewest), _spent(high, roots, fewest)
    if not below < budget < above:
        return low if budget <= below else high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        spent = _spent(middle, roots, fewest)
        if spent < budget:
            low, below = middle, spent
        else:
            high, above = middle, spent
    return low + (high - low) * (budget - below) / (above - below)  # the number of polls is piecewise linear


def _spent(share: float, roots: Sequence[float], fewest: Sequence[float]) -> float:
    """Return the polls of a week; no entry of *fewest* is above `_DENSEST`."""
    return sum(
        [
            least if (polls := share * root) < least else min(polls, _DENSEST)
            for root, least in zip(roots, fewest, strict=True)
        ]
    )


def budget_of(daily: float, *, root: float) -> float:
    """Return the polls a day for *daily* articles a day; *root* is the mean of √λ.

    The budget gives a mean wait of six minutes, but not more than 24 polls an article, and 92 in all.
    """
    return min(root**2 / (2 * daily * _WAIT), _POLLS_PER_ARTICLE * daily, BUDGET)
