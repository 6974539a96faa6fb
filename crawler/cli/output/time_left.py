"""How long a run still takes: what waits at each outlet, times the pause between two pages of it. Pure functions.

Outlets are crawled side by side, so the slowest decides. The pause is what was measured, since servers ask for pauses
and answer slowly; before that, it is the delay that is promised to the outlet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

_LEAST_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLoad:
    """What one outlet still has: *waiting* pages. *pages* took *seconds* so far; *delay* is promised between two."""

    waiting: int
    pages: int
    seconds: float
    delay: float

    @property
    def seconds_left(self) -> float:
        """Seconds until its last page."""
        measured = self.seconds / self.pages if self.pages >= _LEAST_PAGES else 0.0
        return self.waiting * max(measured, self.delay)


def time_left(loads: Iterable[OutletLoad]) -> timedelta | None:
    """Return the time until the slowest outlet is done; `None` where nothing waits."""
    longest = max((each.seconds_left for each in loads), default=0.0)
    return timedelta(seconds=longest) if longest > 0 else None


def left_words(left: timedelta | None) -> str:
    """Return the time as people say it: nobody waits for a second of an estimate."""
    if left is None:
        return ""
    if left < timedelta(minutes=1):
        return "under a minute left"
    hours, minutes = divmod(round(left / timedelta(minutes=1)), 60)
    return f"about {hours} h {minutes:02} min left" if hours else f"about {minutes} min left"
