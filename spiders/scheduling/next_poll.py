"""When to look at a source's listings next: values in, values out, the clock passed in.

A source has a budget of looks a day (`spiders.scheduling.poll_budget`), handed out over its week by the square root
of its usual rate (`spiders.scheduling.publication_rate`). An hour that is livelier or duller than usual counts for
what it shows: the last hour's articles are held against those expected (Gamma-Poisson). The rule gives a density of
looks; the next one is at the first mark of cron's grid by which a whole look has come due, and what is left over is
carried to the one after.

Failures weigh as in Media Cloud's rss-fetcher: hard 1, soft 1/2, temporary 1/4; the pause quadruples with each whole
point, from minutes to a day, and one good look ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from spiders.fetching.failures import FailureSeverity
from spiders.scheduling.poll_budget import LEAST, MOST, looks_a_day
from spiders.scheduling.publication_rate import WINDOW, PublicationRate, appeared, habit_of, learn
from storage.discovery.poll_schedule import ASKED, PollState, PublicationHistory

_LATELY, _LATELY_PRIOR = timedelta(hours=1), 8.0
_LIVELIEST = 3.0
_DAY = timedelta(days=1)
_ALMOST = 1 - 1e-6
_FIRST_PAUSE = timedelta(minutes=7.5)
_WORST = 8.0
_WEIGHTS = {FailureSeverity.HARD: 1.0, FailureSeverity.SOFT: 0.5, FailureSeverity.TEMPORARY: 0.25}


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOutcome:
    """How a look went: *failure* is null when at least one listing answered.

    *not_before* is the end of the pause that the server asked for; *reason* says the failure in a word.
    """

    looked_at: datetime
    ended_at: datetime
    failure: FailureSeverity | None = None
    reason: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoll:
    """The way to the next look: its moment, and what of a look is left over there."""

    next_at: datetime
    carry: float


def after_look(
    source_id: str,
    past: PollState | None,
    outcome: PollOutcome,
    *,
    seen: Callable[[datetime, datetime], PublicationHistory],
    zone: ZoneInfo,
    least: timedelta = LEAST,
) -> PollState:
    """Return what to note after a look, the next one foremost.

    *seen* tells the history since its first argument for an outlet watched since its second; *least* is the
    operator's floor. Moments count in whole minutes, as cron's do: a look that began some seconds after the mark
    does not push the next one past its mark.
    """
    now = outcome.looked_at.replace(second=0, microsecond=0)
    began_at = past.began_at if past and past.polls else outcome.ended_at
    habit = habit_of(past.rate) if past else None
    if habit is None or (outcome.failure is None and habit.is_stale(now)):  # nothing is learned of a closed door
        habit = learn(seen(now - WINDOW, began_at), zone, now=now)
    carry = past.carry if past and abs(now - past.next_poll_at) < LEAST else 0.0
    usual = next_look(habit, zone, now=now, mood=_mood(habit, zone, now, began_at, seen), carry=carry)
    score = weighed(past.failure_score if past else 0.0, outcome.failure)
    pause = back_off(score)
    next_at = max(usual.next_at, now + least, now + pause)
    rest_until = now + pause if pause else None
    if outcome.not_before is not None and outcome.not_before > now:
        rest_until = max(rest_until or now, min(outcome.not_before, now + MOST))
        next_at = max(next_at, rest_until)
    return PollState(
        source_id=source_id,
        began_at=began_at,
        polled_at=outcome.looked_at,
        next_poll_at=next_at,
        backoff_until=rest_until,
        failure_score=score,
        next_poll_reason=_why(habit, zone, now, outcome, score, is_asked=next_at == rest_until and not pause),
        carry=usual.carry if next_at == usual.next_at else 0.0,
        polls=(past.polls if past else 0) + (outcome.failure is None),
        rate=habit.as_text(),
    )


def next_look(
    habit: PublicationRate, zone: ZoneInfo, *, now: datetime, mood: float = 1.0, carry: float = 0.0
) -> NextPoll:
    """Return the first mark of the grid after *now* by which a whole look has come due.

    *mood* is how lively the outlet is now, 1 being as usual. *carry*, the part of a look that came due beyond the
    last one, keeps the mean distance right where the grid cannot.
    """
    due, at = carry, now
    while at - now < MOST:
        rate = habit.rate(at, zone)
        due += looks_a_day(rate, mood=mood, share=habit.share, limits=habit.limits) * (LEAST / _DAY)
        at += LEAST
        if due >= _ALMOST:
            return NextPoll(next_at=at, carry=min(max(due - 1, 0.0), 0.9))
    return NextPoll(next_at=at, carry=0.0)


def weighed(score: float, failure: FailureSeverity | None) -> float:
    """Return the score of failures in a row after one more look; a good one takes all away."""
    return 0.0 if failure is None else min(score + _WEIGHTS[failure], _WORST)


def mildest(failures: Sequence[tuple[FailureSeverity, str]]) -> tuple[FailureSeverity, str]:
    """Return the failure that weighs least, with its reason: one listing that comes back is enough."""
    return min(failures, key=lambda each: _WEIGHTS[each[0]])


def back_off(score: float) -> timedelta:
    """Return how long to leave a failing source alone: none, then minutes, then up to a day. It always comes back."""
    return timedelta() if score <= 0 else min(_FIRST_PAUSE * 4**score, MOST)


def _mood(
    habit: PublicationRate,
    zone: ZoneInfo,
    now: datetime,
    began_at: datetime,
    seen: Callable[[datetime, datetime], PublicationHistory],
) -> float:
    since = max(now - _LATELY, began_at)
    if since >= now:
        return 1.0
    skew = timedelta(seconds=habit.skew_seconds)
    lately = sum(at > since for at in appeared(seen(since - abs(skew), began_at), zone, skew=skew))
    expected = (habit.rate(since, zone) + habit.rate(now, zone)) / 2 * ((now - since) / _DAY)
    return min(max((_LATELY_PRIOR + lately) / (_LATELY_PRIOR + expected), 1 / _LIVELIEST), _LIVELIEST)


def _why(
    habit: PublicationRate, zone: ZoneInfo, now: datetime, outcome: PollOutcome, score: float, *, is_asked: bool
) -> str:
    if outcome.failure is not None:
        return f"{outcome.failure} failure ({outcome.reason}), score {score:g}: left alone for a while"
    if is_asked:
        return ASKED
    if habit.watched_days < 1:
        return f"new here, learning; some {habit.daily:.0f} articles a day so far"
    return f"some {habit.daily:.1f} articles a day, {habit.rate(now, zone) / 24:.1f} an hour at this time"
