"""How many looks a day a source is worth, and how they are handed out over the hours of its week.

Where articles come out at the rate λ(t) and looks are τ(t) apart, an article waits τ/2 for its look: the mean wait is
∫λτ/2 ÷ ∫λ, the cost ∫1/τ looks. For a given cost the wait is least with τ proportional to 1/√λ, for the derivative
λ/2 must equal μ/τ² at every hour (the square-root law of inspection: Barlow, Hunter & Proschan 1963; of refresh
policies: Cho & Garcia-Molina 2003), and then it is (∫√λ)² ÷ (2·looks·∫λ). An outlet as busy by night as by day gains
nothing by it; every other one does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

LEAST, MOST = timedelta(minutes=5), timedelta(hours=24)
"""The bounds of the time between two looks; the least is also the grid: cron calls no more often."""
BUDGET = 92.0
"""The most looks a day; every quarter of an hour would be 96."""
_LOOKS_AN_ARTICLE = 24.0
_WAIT = 6 / (24 * 60)  # of a day: the mean wait that is good enough
_SURGE = 3.0
_HALVINGS = 12
_HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_DENSEST, _THINNEST = _DAY / LEAST, _DAY / MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class PollLimits:
    """How much an outlet may publish between two looks before an article is lost; null: no listing overflows.

    *room* is the number of articles, *fill_seconds* the shortest time in which it ever published so many.
    """

    room: float | None = None
    fill_seconds: float | None = None

    def fewest(self, rate: float) -> float:
        """Return the looks a day that are needed at an hour of *rate* articles a day.

        One a day; no overflow at three times the usual rate; none, down to half an hour, in a burst such as
        it once had at whatever hour.
        """
        fewest = _THINNEST
        if self.room is not None:
            fewest = max(fewest, min(_SURGE * rate / max(self.room, 1.0), _DENSEST))
        if self.fill_seconds is not None:
            fill = max(timedelta(seconds=self.fill_seconds), _HALF_HOUR)
            fewest = max(fewest, _DAY / (fill // LEAST * LEAST))
        return fewest


def looks_a_day(rate: float, *, share: float, limits: PollLimits, mood: float = 1.0) -> float:
    """Return the looks a day at an hour of *rate* articles a day that is *mood* times as lively as usual."""
    return max(min(share * math.sqrt(rate * mood), _DENSEST), limits.fewest(rate))


def share_of(rates: Sequence[float], limits: PollLimits) -> float:
    """Return the factor of √λ that spends the budget of a week with these *rates* (articles a day, all above 0).

    What the bounds ask for at some hours is counted in, so the budget is kept as far as they allow.
    """
    roots = [math.sqrt(each) for each in rates]
    fewest = [limits.fewest(each) for each in rates]
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
    return low + (high - low) * (budget - below) / (above - below)  # what is spent grows in straight lines


def _spent(share: float, roots: Sequence[float], fewest: Sequence[float]) -> float:
    return sum(max(min(share * root, _DENSEST), least) for root, least in zip(roots, fewest, strict=True))


def budget_of(daily: float, *, root: float) -> float:
    """Return the looks a day for *daily* articles; *root* is the mean of √λ.

    As many as give a mean wait of six minutes, but no more than 24 an article, and 92 in all.
    """
    return min(root**2 / (2 * daily * _WAIT), _LOOKS_AN_ARTICLE * daily, BUDGET)
