"""When to poll the listings of a source next. Pure functions; the caller passes the time.

A source has a budget of polls a day (`spiders.scheduling.poll_budget`). The budget is spread over its week by the
square root of its usual publication rate (`spiders.scheduling.publication_rate`). If the last hour brought more or
fewer articles than expected, the rate is scaled by that (a Gamma-Poisson estimate). The rule gives a density of polls.
The next poll is at the first time of cron's grid at which a whole poll is due; the remainder is carried over to the
one after.

Failures count as in Media Cloud's rss-fetcher: hard 1, soft 1/2, temporary 1/4. The pause grows four times with each
whole point, from minutes to a day. One successful poll ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from spiders.fetching.severity import FailureSeverity
from spiders.scheduling.poll_budget import MAX_INTERVAL, MIN_INTERVAL, polls_per_day
from spiders.scheduling.publication_rate import WINDOW, PublicationRate, learn, publication_times, rate_from_text
from storage.discovery.poll_schedule import ASKED, PollState, PublicationHistory

_RECENT, _RECENT_PRIOR = timedelta(hours=1), 8.0
_MOST_ACTIVE = 3.0
_DAY = timedelta(days=1)
_ALMOST = 1 - 1e-6
_FIRST_PAUSE = timedelta(minutes=7.5)
_WORST = 8.0
_WEIGHTS = {FailureSeverity.HARD: 1.0, FailureSeverity.SOFT: 0.5, FailureSeverity.TEMPORARY: 0.25}


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOutcome:
    """The outcome of a poll. *failure* is `None` when at least one listing answered.

    *reason* is the failure as a short text, *not_before* the end of the pause that the server asked for. All times
    are aware UTC.
    """

    polled_at: datetime
    ended_at: datetime
    failure: FailureSeverity | None = None
    reason: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPoll:
    """The time of the next poll, and the fraction of a poll that is carried over to the one after."""

    next_at: datetime
    carry: float


def after_poll(
    source_id: str,
    past: PollState | None,
    outcome: PollOutcome,
    *,
    seen: Callable[[datetime, datetime], PublicationHistory],
    zone: ZoneInfo,
    least: timedelta = MIN_INTERVAL,
) -> PollState:
    """Return the state to store after a poll, with the time of the next one.

    *seen* returns the history since its first argument, for an outlet that is watched since its second. *least* is
    the operator's minimum interval. Times count in whole minutes, as cron's do: a poll that began some seconds late
    does not delay the next one.
    """
    now = outcome.polled_at.replace(second=0, microsecond=0)
    began_at = past.began_at if past and past.polls else outcome.ended_at
    rate = rate_from_text(past.rate) if past else None
    if rate is None or (outcome.failure is None and rate.is_stale(now)):  # a failed poll teaches nothing
        rate = learn(seen(now - WINDOW, began_at), zone, now=now)
    carry = past.carry if past and abs(now - past.next_poll_at) < MIN_INTERVAL else 0.0
    usual = next_poll(rate, zone, now=now, activity=_activity(rate, zone, now, began_at, seen), carry=carry)
    score = failure_score(past.failure_score if past else 0.0, outcome.failure)
    pause = back_off(score)
    next_at = max(usual.next_at, now + least, now + pause)
    backoff_until = now + pause if pause else None
    if outcome.not_before is not None and outcome.not_before > now:
        backoff_until = max(backoff_until or now, min(outcome.not_before, now + MAX_INTERVAL))
        next_at = max(next_at, backoff_until)
    return PollState(
        source_id=source_id,
        began_at=began_at,
        polled_at=outcome.polled_at,
        next_poll_at=next_at,
        backoff_until=backoff_until,
        failure_score=score,
        next_poll_reason=_reason(rate, zone, now, outcome, score, is_asked=next_at == backoff_until and not pause),
        carry=usual.carry if next_at == usual.next_at else 0.0,
        polls=(past.polls if past else 0) + (outcome.failure is None),
        rate=rate.as_text(),
    )


def next_poll(
    rate: PublicationRate, zone: ZoneInfo, *, now: datetime, activity: float = 1.0, carry: float = 0.0
) -> NextPoll:
    """Return the first time of the grid after *now* at which a whole poll is due.

    *activity* compares the outlet now with its usual rate: 1 is as usual. *carry* is the fraction of a poll that was
    due beyond the last one. It keeps the mean interval right although polls are only at the times of the grid.
    """
    due, at = carry, now
    while at - now < MAX_INTERVAL:
        now_rate = rate.rate(at, zone)
        due += polls_per_day(now_rate, activity=activity, share=rate.share, limits=rate.limits) * (MIN_INTERVAL / _DAY)
        at += MIN_INTERVAL
        if due >= _ALMOST:
            return NextPoll(next_at=at, carry=min(max(due - 1, 0.0), 0.9))
    return NextPoll(next_at=at, carry=0.0)


def failure_score(score: float, failure: FailureSeverity | None) -> float:
    """Return the score of the failures in a row after one more poll; a successful one resets it to 0."""
    return 0.0 if failure is None else min(score + _WEIGHTS[failure], _WORST)


def mildest(failures: Sequence[tuple[FailureSeverity, str]]) -> tuple[FailureSeverity, str]:
    """Return the least severe failure with its reason, because one listing that works again is enough."""
    return min(failures, key=lambda each: _WEIGHTS[each[0]])


def back_off(score: float) -> timedelta:
    """Return the pause of a failing source: none, then minutes, then up to a day. It is always polled again."""
    return timedelta() if score <= 0 else min(_FIRST_PAUSE * 4**score, MAX_INTERVAL)


def _activity(
    rate: PublicationRate,
    zone: ZoneInfo,
    now: datetime,
    began_at: datetime,
    seen: Callable[[datetime, datetime], PublicationHistory],
) -> float:
    since = max(now - _RECENT, began_at)
    if since >= now:
        return 1.0
    skew = timedelta(seconds=rate.skew_seconds)
    recent = sum(at > since for at in publication_times(seen(since - abs(skew), began_at), zone, skew=skew))
    expected = (rate.rate(since, zone) + rate.rate(now, zone)) / 2 * ((now - since) / _DAY)
    return min(max((_RECENT_PRIOR + recent) / (_RECENT_PRIOR + expected), 1 / _MOST_ACTIVE), _MOST_ACTIVE)


def _reason(
    rate: PublicationRate, zone: ZoneInfo, now: datetime, outcome: PollOutcome, score: float, *, is_asked: bool
) -> str:
    if outcome.failure is not None:
        return f"back-off after a {outcome.failure} failure ({outcome.reason}), score {score:g}"
    if is_asked:
        return ASKED
    if rate.watched_days < 1:
        return f"new source: assumes {rate.daily:.0f} articles a day until it has been watched for a day"
    days = min(rate.watched_days, WINDOW / _DAY)
    hourly = rate.rate(now, zone) / 24
    return f"{rate.daily:.1f} articles a day (measured over {days:.0f} days), {hourly:.1f} an hour at this time"
