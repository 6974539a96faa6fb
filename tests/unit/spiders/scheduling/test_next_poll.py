"""When a source is looked at next, and how failures push that away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from spiders.fetching.severity import FailureSeverity
from spiders.scheduling.next_poll import PollOutcome, after_poll, back_off, failure_score, mildest, next_poll
from spiders.scheduling.poll_budget import MAX_INTERVAL, MIN_INTERVAL
from spiders.scheduling.publication_rate import PublicationRate, learn
from storage.discovery.poll_schedule import PollState, PublicationHistory, PublicationTime
from tests.support.tables import every_row

ZONE = ZoneInfo("Asia/Beirut")  # clocks went back on 25 October 2026, at midnight
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)

Seen = Callable[[datetime, datetime], PublicationHistory]


def _history(*times: datetime, began_at: datetime = NOW - 30 * DAY, room: float | None = None) -> PublicationHistory:
    return PublicationHistory(
        began_at=began_at,
        publications=[PublicationTime(declared_at=at, seen_at=at + MINUTE) for at in times],
        room=room,
    )


def _daily(*hours: float, days: int = 21, until: datetime = NOW) -> list[datetime]:
    last = until.astimezone(ZONE).replace(hour=0, minute=0)
    found = [last - day * DAY + hour * HOUR for day in range(days) for hour in hours]  # wall time, so DST is kept
    return sorted(at.astimezone(UTC) for at in found if at <= until)


def _habit(*times: datetime, now: datetime = NOW, room: float | None = None) -> PublicationRate:
    return learn(_history(*times, room=room), ZONE, now=now)


def _interval(habit: PublicationRate, now: datetime) -> timedelta:
    return next_poll(habit, ZONE, now=now).next_at - now


def _looked(
    past: PollState | None, outcome: PollOutcome, *times: datetime, least: timedelta = MIN_INTERVAL
) -> PollState:
    return after_poll(
        "lb_outlet",
        past,
        outcome,
        seen=lambda since, began: _history(*(at for at in times if at >= since), began_at=began),
        zone=ZONE,
        least=least,
    )


def _good(at: datetime = NOW) -> PollOutcome:
    return PollOutcome(polled_at=at, ended_at=at + MINUTE)


def _bad(failure: FailureSeverity, at: datetime = NOW, not_before: datetime | None = None) -> PollOutcome:
    return PollOutcome(polled_at=at, ended_at=at + MINUTE, failure=failure, reason="why", not_before=not_before)


def _at(hour: int, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE).astimezone(UTC)


def test_a_new_source_is_looked_at_every_half_hour() -> None:
    """Before anything is known, the plain default."""
    assert NOW + 30 * MINUTE == _looked(None, _good()).next_poll_at


def test_it_is_looked_at_when_it_publishes() -> None:
    """The hours at which articles come out are looked at closely, the others now and then."""
    habit = _habit(*_daily(9, 9.2, 14, 14.3, 20))

    assert (True, True, True) == (
        _interval(habit, _at(9)) <= 10 * MINUTE,
        HOUR / 2 <= _interval(habit, _at(3)) <= 3 * HOUR,
        _interval(habit, _at(9)) == _interval(habit, _at(9, day=18)),
    )


def test_the_wall_clock_counts_when_the_clocks_change() -> None:
    """What was learned in summer time holds by the outlet's own clock on the morning after."""
    habit = _habit(*_daily(9, 9.1, 9.3, until=datetime(2026, 10, 24, 20, tzinfo=UTC)), now=datetime(2026, 10, 24, 21, tzinfo=UTC))  # fmt: skip
    before, after = (datetime(2026, 10, day, 9, tzinfo=ZONE) for day in (19, 26))  # two Mondays
    late = datetime(2026, 10, 26, 12, tzinfo=ZONE).astimezone(UTC)

    assert (timedelta(days=7, hours=1), True, True) == (
        after.astimezone(UTC) - before.astimezone(UTC),
        _interval(habit, before.astimezone(UTC)) == _interval(habit, after.astimezone(UTC)),
        _interval(habit, late) > _interval(habit, after.astimezone(UTC)),
    )


def test_a_quiet_day_of_the_week_costs_fewer_looks() -> None:
    """Friday is looked at less where Friday brings less."""
    habit = _habit(*(at for at in _daily(*(8 + each / 2 for each in range(20)), days=28) if at.weekday() != 4))

    assert _interval(habit, _at(11, day=27)) > _interval(habit, _at(11, day=26))


def test_an_outlet_that_fell_silent_is_looked_at_twice_a_day_at_most() -> None:
    """Four weeks without an article leave a look now and then, not none."""
    assert 12 * HOUR <= _interval(_habit(), NOW) <= MAX_INTERVAL


@every_row("hour", [3, 9, 13, 20])
def test_a_short_feed_cannot_overflow_at_three_times_the_usual_rate(hour: int) -> None:
    """Whatever the hour, three times its usual articles fit into the feed between two looks."""
    habit = _habit(*_daily(*(each / 10 for each in range(240))), room=10)
    now = _at(hour)

    assert _interval(habit, now) * 3 * habit.rate(now, ZONE) <= 10 * DAY


def test_a_burst_that_filled_the_feed_once_is_expected_again() -> None:
    """No two looks lie further apart, at any hour, than the feed once took to fill, down to half an hour."""
    burst = [_at(15) + each * MINUTE for each in range(0, 42, 2)]
    habit = _habit(*_daily(8, 20), *burst, room=20)

    assert (40 * MINUTE, True) == (_interval(habit, _at(3)), _interval(_habit(*_daily(8, 20)), _at(3)) > HOUR)


def test_a_lively_hour_is_looked_at_sooner() -> None:
    """What came out in the last hour beyond the usual shortens the way to the next look."""
    times = _daily(*range(24))
    past = _looked(None, _good(NOW - 30 * DAY))
    lively = [*times, *(NOW - each * MINUTE for each in range(1, 40))]

    assert _looked(past, _good(), *lively).next_poll_at < _looked(past, _good(), *times).next_poll_at


def test_cron_some_seconds_late_loses_no_mark() -> None:
    """Moments count in whole minutes: a look at 7 seconds past is followed at the mark itself."""
    assert NOW + 30 * MINUTE == _looked(None, _good(NOW + timedelta(seconds=7))).next_poll_at


def test_the_operators_floor_holds() -> None:
    """`due_minutes` keeps looks apart whatever the rhythm says."""
    assert NOW + 2 * HOUR == _looked(None, _good(), least=2 * HOUR).next_poll_at


def test_failures_weigh_by_their_gravity() -> None:
    """Hard 1, soft 1/2, temporary 1/4; a good look takes all away."""
    steps = [
        failure_score(1.0, each)
        for each in (FailureSeverity.HARD, FailureSeverity.SOFT, FailureSeverity.TEMPORARY, None)
    ]

    assert [2.0, 1.5, 1.25, 0.0] == steps


def test_a_failing_source_is_left_alone_longer_and_longer_but_comes_back() -> None:
    """A source that is gone for good is still asked once a day, and one good look brings back its rhythm."""
    times = _daily(9, 12, 15, 18, 21, until=NOW + 30 * DAY, days=60)
    look, pauses = _looked(None, _good(NOW - DAY), *times), []
    for _ in range(12):
        at = look.next_poll_at
        look = _looked(look, _bad(FailureSeverity.HARD, at), *times)
        pauses.append(look.next_poll_at - at)
    back = _looked(look, _good(look.next_poll_at), *times)

    assert (True, MAX_INTERVAL, None, 0.0, True) == (
        pauses == sorted(pauses),
        pauses[-1],
        back.backoff_until,
        back.failure_score,
        back.next_poll_at - look.next_poll_at < 2 * HOUR,
    )


def test_the_first_pauses_are_minutes() -> None:
    """One failure of each gravity: about ten minutes, a quarter of an hour, half an hour."""
    assert [11, 15, 30] == [round(back_off(each) / MINUTE) for each in (0.25, 0.5, 1.0)]


def test_a_pause_that_was_asked_for_is_kept_to_its_end() -> None:
    """Retry-After is a not-before for listings and pages alike."""
    until = NOW + 5 * HOUR
    look = _looked(None, _bad(FailureSeverity.TEMPORARY, not_before=until))

    assert (until, until) == (look.next_poll_at, look.backoff_until)


def test_an_outlet_that_was_down_at_first_is_watched_from_its_first_answer() -> None:
    """What a feed shows at the first look that succeeds is no burst of that moment."""
    down = _looked(None, _bad(FailureSeverity.SOFT))
    up = _looked(down, _good(NOW + HOUR))

    assert (0, 1, NOW + HOUR + MINUTE) == (down.polls, up.polls, up.began_at)


def test_one_listing_that_may_come_back_decides() -> None:
    """Where all listings failed, the mildest failure counts."""
    assert (FailureSeverity.TEMPORARY, "b") == mildest(
        [(FailureSeverity.HARD, "a"), (FailureSeverity.TEMPORARY, "b"), (FailureSeverity.SOFT, "c")]
    )


def test_a_note_of_a_pause_keeps_the_rest_of_the_look() -> None:
    """A page that asks for a pause moves the next look, and says why."""
    look = _looked(None, _good())
    until = NOW + 3 * HOUR

    assert replace(
        look, backoff_until=until, next_poll_at=until, next_poll_reason="its server asked for a pause"
    ) == look.paused(until)
