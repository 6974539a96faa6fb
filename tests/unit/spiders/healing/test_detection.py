"""When a way of discovery is dead: the rule, with a clock of paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from spiders.healing.detection import DeadListing, find_death, longest_pause
from storage.discovery.health import ListingFacts
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://outlet.example/feed"


def _failing(error: str, status: int, *, times: int, since: timedelta) -> DeadListing | None:
    facts = ListingFacts(
        url=URL, status=status, error=error, failures=times, failed_since=NOW - since, named_at=NOW - since - HOUR
    )
    return find_death(facts, now=NOW, moments=list, news_at=lambda: None)


def _silent(silence: timedelta, *, gaps: Sequence[timedelta], news: timedelta | None = None) -> DeadListing | None:
    """Return the death of a way that has been silent for so long, after such gaps; *news* is how old the source's are."""
    at = NOW - silence
    moments = [at]
    for gap in gaps:
        moments.insert(0, moments[0] - gap)
    facts = ListingFacts(url=URL, status=200, error=None, failures=0, failed_since=None, named_at=at)
    return find_death(facts, now=NOW, moments=lambda: moments, news_at=lambda: None if news is None else NOW - news)


@every_row(
    ("error", "status", "times", "since", "is_dead"),
    [
        ("answered 404", 404, 1, DAY, False),
        ("answered 404", 404, 2, HOUR, True),
        ("answered 410: it is gone for good: edit the source", 410, 2, HOUR, True),
        ("html instead of a feed", 200, 1, DAY, False),
        ("html instead of a feed", 200, 2, HOUR, True),
        ("no feed: '<urlset>'", 200, 2, HOUR, True),
        ("no such host", 0, 2, HOUR, True),
        ("robots.txt disallows https://outlet.example/feed", 0, 2, HOUR, True),
        ("answered 502", 502, 40, 2 * DAY - HOUR, False),
        ("answered 502", 502, 2, 3 * DAY, False),
        ("answered 502", 502, 3, 2 * DAY, True),
        ("timeout", 0, 3, 2 * DAY, True),
        ("empty instead of a feed", 200, 2, HOUR, False),
        ("empty instead of a feed", 200, 3, 2 * DAY, True),
        ("answered 503", 503, 99, 30 * DAY, False),
        ("left alone: outlet.example until tomorrow", 0, 99, 30 * DAY, False),
        ("robots.txt could not be read: it answered 500", 0, 99, 30 * DAY, False),
    ],
)
def test_failures_kill_by_their_gravity(error: str, status: int, times: int, since: timedelta, is_dead: bool) -> None:
    """Hard ones at the second look in a row, soft ones in two days; a host that asks to wait is never dead."""
    assert is_dead == (_failing(error, status, times=times, since=since) is not None)


@every_row(
    ("silence", "gap", "news", "is_dead"),
    [
        (3 * DAY - HOUR, HOUR, HOUR, False),
        (3 * DAY, HOUR, HOUR, True),
        (3 * DAY, 20 * HOUR, HOUR, False),
        (5 * 20 * HOUR, 20 * HOUR, HOUR, True),
        (6 * DAY, HOUR, None, False),
        (7 * DAY, HOUR, None, True),
        (6 * DAY, HOUR, 6 * DAY, False),
        (30 * DAY, 7 * DAY, HOUR, False),
        (35 * DAY, 7 * DAY, HOUR, True),
    ],
)
def test_silence_kills_by_what_is_usual(
    silence: timedelta, gap: timedelta, news: timedelta | None, is_dead: bool
) -> None:
    """Five times the longest gap, three days at least; seven where no other way brings news, for it may be a feast."""
    assert is_dead == (_silent(silence, gaps=[gap] * 9, news=news) is not None)


def test_a_way_that_showed_little_may_be_silent_for_weeks() -> None:
    """Of fewer than five moments no habit is read: it counts as one that pauses for a week."""
    assert (False, True) == tuple(_silent(days * DAY, gaps=[HOUR] * 3, news=HOUR) is not None for days in (34, 35))


def test_gaps_of_long_ago_are_not_usual() -> None:
    """An entry of years ago at the end of a feed makes no habit."""
    recent = [NOW - HOUR * n for n in range(9, -1, -1)]

    assert HOUR == longest_pause([NOW - 900 * DAY, *recent], until=NOW)


def test_one_that_never_named_anything_is_not_silent() -> None:
    """An index names no article itself, and a listing that is empty from the first has no habit."""
    facts = ListingFacts(url=URL, status=200, error=None, failures=0, failed_since=None, named_at=None)

    assert None is find_death(facts, now=NOW, moments=list, news_at=lambda: NOW)


def test_a_living_way_costs_no_further_question() -> None:
    """What named something within three days is alive, without a look at its habit."""

    def asked() -> Sequence[datetime]:
        raise AssertionError

    facts = ListingFacts(url=URL, status=200, error=None, failures=0, failed_since=None, named_at=NOW - 2 * DAY)

    assert None is find_death(facts, now=NOW, moments=asked, news_at=lambda: NOW)


def test_the_words_name_the_death() -> None:
    """Since when, by what, how often; or how long, beside what is usual."""
    dead, silent = _failing("answered 404", 404, times=3, since=DAY), _silent(4 * DAY, gaps=[9 * HOUR] * 9, news=HOUR)

    assert (
        "dead since 2026-11-22 12:00 UTC (answered 404; 3 times in a row)",
        "silent since 2026-11-19 12:00 UTC (nothing new for 4 days; its longest pause was 9 hours)",
    ) == (dead and dead.problem, silent and silent.problem)
