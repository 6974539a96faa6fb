"""What became of the month: the alerts beside the faults, the articles, and the bytes."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.schedule.month import machine
from benchmarks.schedule.month.plan import BEGIN, DISK, FAULTS, FaultKind, PlannedFault

if TYPE_CHECKING:  # nothing of ours is imported before the clock
    from crawler.newsroom.content.truth import NewsroomOutlet

_AFTER = timedelta(hours=12)
_RECENT = timedelta(hours=32)
"""So old an article must be in the store: of an index that never changes its dates the newest child is read daily."""
_ONE, _WAL, _LOGS = 5 * 1024 * 1024, 64 * 1024 * 1024, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAlert:
    """One alert that a person got: of what, when, and its words."""

    subject: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOutcome:
    """A fault, its subject, and the alerts that were sent of it."""

    fault: PlannedFault
    subject: str
    alerts: tuple[SentAlert, ...]

    @property
    def hours(self) -> float | None:
        """Hours from the begin of the fault to its first alert."""
        return (self.alerts[0].at - self.fault.begins_at) / timedelta(hours=1) if self.alerts else None

    @property
    def is_right(self) -> bool:
        """Whether exactly one alert came in time, or none where nobody had to be told."""
        if self.fault.hours is None:
            return not self.alerts
        return len(self.alerts) == 1 and self.hours is not None and self.hours <= self.fault.hours


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFindings:
    """All that was found. *other* are alerts of no fault; *missing* are articles that are not in the store."""

    days: float
    minutes: int
    seconds: float
    statuses: Mapping[str, int]
    outcomes: tuple[FaultOutcome, ...]
    other: tuple[SentAlert, ...]
    published: int
    missing: tuple[str, ...]
    doubled: int
    misdated: int
    store_bytes: int
    wal_bytes: int
    log_bytes: int
    is_intact: bool

    @property
    def is_right(self) -> bool:
        """Whether everything is as it must be."""
        is_bounded = self.wal_bytes <= _WAL and self.log_bytes <= _ONE * _LOGS
        is_whole = self.is_intact and not (self.missing or self.doubled or self.misdated)
        return all(each.is_right for each in self.outcomes) and not self.other and is_whole and is_bounded


def look(
    folder: Path, *, days: float, minutes: int, statuses: Mapping[str, int], seconds: float, ports: Mapping[str, int]
) -> MonthFindings:
    """Return what was found in the folder of the month at its end."""
    from benchmarks.schedule.month.month_press import MonthPress  # noqa: PLC0415  # behind the clock

    end, data = BEGIN + timedelta(days=days), folder / "data"
    press = MonthPress(**ports)
    alerts = _alerts(folder / "alerts.jsonl")
    outcomes = [_outcome(each, press.outlets, alerts) for each in FAULTS if each.ends_at <= end and _happened(each)]
    claimed = {id(alert) for each in outcomes for alert in each.alerts}
    expected = {press.url(each): each.published_at for each in press.pieces if each.published_at < end - _RECENT}
    with sqlite3.connect(data / "rasad.db") as db:
        rows = db.execute("select canonical_url, published_at from articles").fetchall()
        intact = db.execute("pragma integrity_check").fetchone()[0] == "ok"
    kept, dates = Counter(url for url, _ in rows), dict(rows)
    stamps = {url: f"{at:%Y-%m-%dT%H:%M}" for url, at in expected.items()}
    return MonthFindings(
        days=days,
        minutes=minutes,
        seconds=seconds,
        statuses=statuses,
        outcomes=tuple(outcomes),
        other=tuple(each for each in alerts if id(each) not in claimed),
        published=len(expected),
        missing=tuple(sorted(set(expected) - set(kept))),
        doubled=sum(number - 1 for number in kept.values()),
        misdated=sum(dates[url][:16] != stamp for url, stamp in stamps.items() if dates.get(url)),
        store_bytes=(data / "rasad.db").stat().st_size,
        wal_bytes=sum(each.stat().st_size for each in data.glob("rasad.db-wal")),
        log_bytes=sum(each.stat().st_size for each in (data / "logs").iterdir()),
        is_intact=intact,
    )


def _happened(fault: PlannedFault) -> bool:
    """Whether the machine could have the fault: a full disk needs one of its own."""
    return fault.kind is not FaultKind.DISK or machine.has_own_disk()


def _outcome(fault: PlannedFault, outlets: Sequence[NewsroomOutlet], alerts: Sequence[SentAlert]) -> FaultOutcome:
    """Return the alerts of a fault: of its subject, while it is there and some hours after."""
    subject = DISK if fault.kind is FaultKind.DISK else "schedule" if fault.outlet is None else outlets[fault.outlet].id
    own = (each for each in alerts if each.subject == subject and fault.begins_at <= each.at < fault.ends_at + _AFTER)
    return FaultOutcome(fault=fault, subject=subject, alerts=tuple(own))


def _alerts(path: Path) -> list[SentAlert]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [
        SentAlert(subject=cause["subject"], at=datetime.fromisoformat(each["at"]), text=cause["text"])
        for each in map(json.loads, lines)
        for cause in each["alert"]["opened"]
    ]


def table(found: MonthFindings) -> str:
    """Return the findings as Markdown."""
    told = [each for each in found.outcomes if each.fault.hours is not None]
    rest = [each for each in found.outcomes if each.fault.hours is None]
    right = [sum(each.is_right for each in outcomes) for outcomes in (told, rest)]
    kept = found.published - len(found.missing)
    state = "intact" if found.is_intact else "damaged"
    lines = (
        f"{found.days:g} days, a tick of cron every {found.minutes} minutes: {sum(found.statuses.values())} ticks",
        f"({_counted(found.statuses)}). The machine took {found.seconds / 60:.0f} minutes.",
        "",
        f"- Of {len(told)} faults that need a person {right[0]} raised exactly one alert in time.",
        f"- Of {len(rest)} faults that need nobody {right[1]} raised none. {len(found.other)} alerts were of no fault.",
        f"- Of {found.published} articles that were published {kept} are in the store, {found.doubled} of them twice, ",
        f"  {found.misdated} with another time than the outlet's.",
        f"- The store has {found.store_bytes / 1e6:.1f} MB ({state}), its WAL {found.wal_bytes / 1e6:.1f} MB,",
        f"  the logs {found.log_bytes / 1e6:.1f} MB.",
        "",
        "| fault | from day | to day | needs a person within | alerts | after |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(each) for each in sorted(found.outcomes, key=lambda each: each.fault.begin)),
        *(f"| none ({each.subject}: {each.text}) | {each.at:%d %B %H:%M} | | | 1 | |" for each in found.other),
    )
    return "\n".join(lines)


def _row(each: FaultOutcome) -> str:
    fault, within = each.fault, "nobody" if each.fault.hours is None else f"{each.fault.hours:g} h"
    after = "" if each.hours is None else f"{each.hours:.1f} h"
    mark = "" if each.is_right else " **wrong**"
    return f"| {fault.kind} | {fault.begin:.1f} | {fault.end:.1f} | {within} | {len(each.alerts)}{mark} | {after} |"


def _counted(statuses: Mapping[str, int]) -> str:
    names = {"0": "as expected", "1": "below expectation", "4": "store not usable", "75": "locked"}
    order: Sequence[tuple[str, int]] = sorted(statuses.items(), key=lambda each: -each[1])
    return ", ".join(f"{number} {names.get(status, status)}" for status, number in order)
