"""Laws of the rhythm, over generated histories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from spiders.fetching.severity import FailureSeverity
from spiders.scheduling.next_poll import PollOutcome, after_poll, back_off, next_poll
from spiders.scheduling.poll_budget import MAX_INTERVAL, MIN_INTERVAL, PollLimits, polls_per_day, share_of
from spiders.scheduling.publication_rate import PublicationRate, learn
from storage.discovery.poll_schedule import PublicationHistory, PublicationTime

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(["Asia/Riyadh", "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "Asia/Tehran"]).map(
    ZoneInfo
)
MINUTES = st.lists(st.integers(0, 35 * 1440), max_size=60)
MOMENTS = st.integers(0, 60 * 1440).map(lambda minutes: NOW + minutes * MINUTE)
ROOMS = st.none() | st.floats(1, 500)


def _history(minutes: list[int], began: int, room: float | None) -> PublicationHistory:
    out = [NOW - each * MINUTE for each in minutes]
    return PublicationHistory(
        began_at=NOW - began * MINUTE,
        publications=[PublicationTime(declared_at=at, seen_at=at) for at in out],
        room=room,
    )


def _habit(minutes: list[int], room: float | None, zone: ZoneInfo, began: int = 28 * 1440) -> PublicationRate:
    return learn(_history(minutes, began, room), zone, now=NOW)


@given(MINUTES, st.integers(0, 35 * 1440), ROOMS, ZONES, MOMENTS, st.floats(1 / 3, 3), st.floats(0, 0.9))
def test_the_next_look_lies_within_the_bounds(
    minutes: list[int], began: int, room: float | None, zone: ZoneInfo, now: datetime, mood: float, carry: float
) -> None:
    """Five minutes to a day after this one, whatever was learned, on the grid."""
    step = next_poll(_habit(minutes, room, zone, began), zone, now=now, activity=mood, carry=carry)

    assert (True, timedelta(), True) == (
        MIN_INTERVAL <= step.next_at - now <= MAX_INTERVAL,
        (step.next_at - now) % MIN_INTERVAL,
        0 <= step.carry < 1,
    )


@given(MINUTES, ROOMS, ZONES, MOMENTS, st.integers(2, 5))
def test_more_of_the_same_is_never_looked_at_later(
    minutes: list[int], room: float | None, zone: ZoneInfo, now: datetime, times: int
) -> None:
    """An outlet with the same hours and several times the articles has its next look no later."""
    once, often = _habit(minutes, room, zone), _habit(minutes * times, room, zone)

    assert next_poll(often, zone, now=now).next_at <= next_poll(once, zone, now=now).next_at


@given(MINUTES, ZONES, MOMENTS, st.floats(1, 200), st.floats(0.1, 1))
def test_a_shorter_feed_is_never_looked_at_later(
    minutes: list[int], zone: ZoneInfo, now: datetime, room: float, part: float
) -> None:
    """What a listing holds only ever calls for more looks at an hour that could overflow it."""
    limits, shorter = PollLimits(room=room), PollLimits(room=room * part)
    rate = _habit(minutes, None, zone).rate(now, zone)

    assert polls_per_day(rate, share=1, limits=limits) <= polls_per_day(rate, share=1, limits=shorter)


@given(st.lists(st.floats(0.01, 1000), min_size=96, max_size=96))
def test_the_budget_is_kept(rates: list[float]) -> None:
    """Without a short feed, a day has fewer looks than every quarter of an hour would, whatever the hours."""
    share = share_of(rates, PollLimits())

    assert sum(polls_per_day(each, share=share, limits=PollLimits()) for each in rates) / len(rates) < 93


@given(st.floats(0, 8), st.floats(0, 8))
def test_a_worse_score_is_never_a_shorter_pause(one: float, other: float) -> None:
    """Back-off grows with the score and ends at a day."""
    low, high = sorted((one, other))

    assert back_off(low) <= back_off(high) <= MAX_INTERVAL


@given(st.lists(st.sampled_from([None, *FailureSeverity]), min_size=1, max_size=12), ZONES, MINUTES)
def test_a_source_always_comes_back(fates: list[FailureSeverity | None], zone: ZoneInfo, minutes: list[int]) -> None:
    """Whatever failed, in whatever order, the next look comes after this one and within a day.

    Moments count in whole minutes: the pause is counted from the minute in which a look began.
    """
    look, at, history = None, NOW, _history(minutes, 0, 20)
    for fate in fates:
        outcome = PollOutcome(polled_at=at, ended_at=at, failure=fate)
        look = after_poll("om_outlet", look, outcome, seen=lambda *_: history, zone=zone)
        at = look.next_poll_at
        assert look.polled_at < look.next_poll_at
        assert MIN_INTERVAL <= look.next_poll_at - look.polled_at.replace(second=0, microsecond=0) <= MAX_INTERVAL
