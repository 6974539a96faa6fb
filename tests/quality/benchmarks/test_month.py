"""The simulated month: its clock, its plan, and how an outcome is judged."""

from __future__ import annotations

import pickle
import time
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.schedule.month import clock
from benchmarks.schedule.month.findings import FaultOutcome, SentAlert
from benchmarks.schedule.month.month_press import NEW_NAME, MonthPress
from benchmarks.schedule.month.plan import BEGIN, DAYS, FAULTS, OUTLETS, FaultKind, PlannedFault

NEEDED = {
    FaultKind.DEAD_FEED, FaultKind.REDESIGN, FaultKind.CHALLENGE, FaultKind.MOVED, FaultKind.EXPIRED, FaultKind.DISK,
}  # fmt: skip
PASSING = {FaultKind.SLOW, FaultKind.CHALLENGE, FaultKind.KILLED, FaultKind.REBOOT, FaultKind.ERRORS}


def test_the_clock_is_that_of_its_time_zone_and_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A virtual now is aware, is a datetime for every check, and goes through pickle to the readers."""
    monkeypatch.setattr(clock, "_shift", [0.0])
    clock.set_time(BEGIN.timestamp())
    first = clock.VirtualDatetime.now(UTC)
    time.sleep(0.02)
    second = clock.VirtualDatetime.now(UTC)

    assert timedelta(milliseconds=10) < second - first < timedelta(seconds=20)
    assert (True, True) == (isinstance(first, datetime), isinstance(datetime.now(UTC), clock.VirtualDatetime))
    assert first == pickle.loads(pickle.dumps(first))  # noqa: S301  # our own bytes


def test_the_plan_has_what_must_be_told_and_what_must_not() -> None:
    """Each fault ends within the month, lasts longer than it may take to be told, and no outlet has two at a time."""
    told = [each for each in FAULTS if each.hours is not None]
    rest = [each for each in FAULTS if each.hours is None]
    late = [each for each in told if (each.ends_at - each.begins_at) / timedelta(hours=1) < (each.hours or 0)]
    both = [
        (one, other) for number, one in enumerate(FAULTS) for other in FAULTS[number + 1 :]
        if one.outlet == other.outlet is not None and one.begin < other.end and other.begin < one.end
    ]  # fmt: skip

    assert ([], []) == (both, [each for each in late if each.kind is not FaultKind.DISK])
    assert (True, True) == (NEEDED <= {each.kind for each in told}, PASSING <= {each.kind for each in rest})
    assert all(each.end < DAYS - 1 and (each.outlet is None or each.outlet < OUTLETS) for each in FAULTS)


def test_the_press_publishes_as_time_goes_on() -> None:
    """What is later is not served, a redesign halves the texts that are printed during it, and silence is silent."""
    press = MonthPress(port=1, secure=2, moved=3)
    press.set_time(BEGIN + timedelta(days=1))
    early = sum(press.is_published(each) for each in press.pieces)
    press.set_time(BEGIN + timedelta(days=DAYS))
    silent = next(each for each in FAULTS if each.kind is FaultKind.SILENT)
    quiet = press.outlets[silent.outlet or 0].id
    inside = [each for each in press.pieces if each.outlet_id == quiet and silent.is_on(each.published_at)]

    assert (True, True, []) == (0 < early < len(press.pieces) / 5, 2500 < len(press.pieces) < 10_000, inside)
    assert len({press.url(each) for each in press.pieces}) == len(press.pieces)


def test_the_domain_that_moves_leads_to_its_new_home() -> None:
    """While it is moved its feed is redirected for good, and what is there names pages of the new home alone."""
    press = MonthPress(port=1, secure=2, moved=3)
    fault = next(each for each in FAULTS if each.kind is FaultKind.MOVED)
    outlet = press.outlets[fault.outlet or 0]
    answers = []
    for at in (fault.begins_at, fault.ends_at):
        press.set_time(at)
        answers.append(press.respond(outlet.address, "/feed", {}))
    there = press.respond_moved("/feed")

    assert [(301, f"http://{NEW_NAME}:3/feed"), (200, None)] == [
        (each.status, each.headers.get("Location")) for each in answers
    ]
    assert (200, 0, True) == (
        there.status,
        there.body.count(press.home(outlet).encode()),
        NEW_NAME.encode() in there.body,
    )


@pytest.mark.parametrize(
    ("hours", "alerts", "is_right"),
    [(26, [4], True), (26, [30], False), (26, [4, 9], False), (26, [], False), (None, [], True), (None, [1], False)],
)
def test_one_alert_in_time_is_right(hours: float | None, alerts: list[int], *, is_right: bool) -> None:
    """A second one is wrong, a late one, and one of what passes by itself."""
    fault = PlannedFault(kind=FaultKind.ERRORS, outlet=1, begin=1, end=4, hours=hours)
    sent = tuple(SentAlert(subject="ma_a", at=fault.begins_at + timedelta(hours=each), text="x") for each in alerts)

    assert is_right == FaultOutcome(fault=fault, subject="ma_a", alerts=sent).is_right
