"""`make bench-week`: weeks of invented outlets, looked at by our rhythm and every 15 minutes, on a clock that jumps.

Cron calls every five minutes; a look sees the newest entries of a feed that holds so many. The rhythm is the very
function that ends every look of `rasad crawl` (`spiders.scheduling.next_poll.after_poll`). The first week begins with
nothing known.
"""

from __future__ import annotations

import argparse
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.marked import write_between_marks
from benchmarks.schedule.publishing import AGENCY, OUTLETS, Outlet, published
from spiders.scheduling.next_poll import PollOutcome, after_poll
from storage.discovery.poll_schedule import PollState, PublicationHistory, PublicationTime

START = datetime(2026, 10, 5, tzinfo=UTC)
"""A Monday; Beirut and Cairo put their clocks back in the fourth week."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
QUARTER = timedelta(minutes=15)
SEEDS = 5
_MARK = "<!-- bench: week -->"
_TICK = timedelta(minutes=5)

After = Callable[[datetime], datetime]


@dataclass(slots=True, kw_only=True)
class Watched:
    """What a way of looking came to in one or more weeks: *waits* are minutes from publication to discovery."""

    looks: int = 0
    missed: int = 0
    waits: list[float] = field(default_factory=list)
    weeks: int = 0

    @property
    def wait(self) -> float:
        return sum(self.waits) / len(self.waits)

    @property
    def cost(self) -> float:
        """Looks per article found."""
        return self.looks / len(self.waits)

    @property
    def looks_a_day(self) -> float:
        return self.looks / self.weeks / 7

    def add(self, other: Watched) -> None:
        self.looks, self.missed = self.looks + other.looks, self.missed + other.missed
        self.waits, self.weeks = self.waits + other.waits, self.weeks + other.weeks


@dataclass(slots=True)
class Reader:
    """A source as the rhythm sees it: what was found, when, and the last look."""

    outlet: Outlet
    look: PollState | None = None
    found: list[datetime] = field(default_factory=list)
    seen: list[datetime] = field(default_factory=list)

    def looked(self, now: datetime) -> datetime:
        """Note a look that found what it found, and return when the next one is due."""
        outcome = PollOutcome(polled_at=now, ended_at=now)
        zone = ZoneInfo(self.outlet.zone)
        self.look = after_poll(self.outlet.name, self.look, outcome, seen=self._history, zone=zone)
        return self.look.next_poll_at

    def _history(self, since: datetime, began_at: datetime) -> PublicationHistory:
        first = bisect_left(self.found, since)
        pairs = zip(self.found[first:], self.seen[first:], strict=True)
        publications = [PublicationTime(declared_at=declared, seen_at=seen) for declared, seen in pairs]
        return PublicationHistory(began_at=began_at, publications=publications, room=self.outlet.feed)


def watch(outlet: Outlet, times: Sequence[datetime], reader: Reader, after: After, *, weeks: int) -> list[Watched]:
    """Look at *outlet* from `START` on, each time when *after* the last look said; return what each week came to.

    The first look finds what a feed holds; what is older was published before anybody watched.
    """
    results = [Watched(weeks=1) for _ in range(weeks)]
    now = next_at = START
    known = max(
        bisect_right(times, START) - outlet.feed, 0
    )  # what the first look shows is not missed, nor counted as found
    while now < START + weeks * WEEK:
        if now >= next_at:
            week = results[(now - START) // WEEK]
            out = bisect_right(times, now)
            shown = max(known, out - outlet.feed, 0)
            week.looks += 1
            week.missed += shown - known
            week.waits += [(now - at).total_seconds() / 60 for at in times[shown:out] if at > START]
            reader.found += times[shown:out]
            reader.seen += [now] * (out - shown)
            known, next_at = out, after(now)
        now += _TICK
    return results


def compared(outlet: Outlet, *, weeks: int, seeds: int = SEEDS) -> list[tuple[Watched, Watched]]:
    """Return a pair a week, over all seeds: by our rhythm, and every quarter of an hour on the same publications."""
    pairs = [(Watched(), Watched()) for _ in range(weeks)]
    for seed in range(seeds):
        times = published(outlet, seed=seed, start=START - DAY, days=7 * weeks + 1)
        reader = Reader(outlet)
        ours = watch(outlet, times, reader, reader.looked, weeks=weeks)
        theirs = watch(outlet, times, Reader(outlet), lambda now: now + QUARTER, weeks=weeks)
        for (mine, other), own, their in zip(pairs, ours, theirs, strict=True):
            mine.add(own)
            other.add(their)
    return pairs


def main() -> None:
    """Simulate, print, and write where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=SEEDS)
    asked.add_argument("--weeks", type=int, default=4)
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    rows = [(each, compared(each, weeks=args.weeks, seeds=args.seeds)) for each in (*OUTLETS, AGENCY)]
    report = as_markdown(rows, weeks=args.weeks, seeds=args.seeds)
    print(report)
    if args.write:
        write_between_marks(args.write, report, mark=_MARK)


def as_markdown(rows: Sequence[tuple[Outlet, list[tuple[Watched, Watched]]]], *, weeks: int, seeds: int) -> str:
    """Return a row an outlet and week: the first week knows nothing, the second knows one, and so on."""
    lines = [
        (
            f"Simulated with `make bench-week`: {seeds} seeds, {weeks} weeks each, cron every 5 minutes. "
            "In brackets: looking every 15 minutes on the same publications."
        ),
        "",
        "| outlet | week | articles a day | mean wait, minutes | looks a day | looks per article | missed |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for outlet, pairs in rows:
        for number in dict.fromkeys((1, 2, weeks)):
            ours, theirs = pairs[number - 1]
            lines.append(
                f"| {outlet.name} | {number} | {len(ours.waits) / ours.weeks / 7:.1f} "
                f"| {ours.wait:.2f} ({theirs.wait:.2f}) "
                f"| {ours.looks_a_day:.1f} ({theirs.looks_a_day:.0f}) | {ours.cost:.2f} ({theirs.cost:.2f}) "
                f"| {ours.missed} ({theirs.missed}) |"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
