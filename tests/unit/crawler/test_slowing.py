"""What a refusal costs, and how long what is known of a host's files holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.politeness.autothrottle import throttled
from crawler.politeness.backoff import answered, calmed, in_force, is_due, refused, unanswered
from crawler.politeness.delay_middleware import NO_PAUSE, slowed
from storage.runs.hosts import FileAnswer, HostFile, HostPace

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://outlet.example/robots.txt"
GOOD = answered(URL, None, status=200, body=b"Disallow:", now=NOW)


def _refused(pace: HostPace, header: str | None = None) -> HostPace:
    return refused(pace, status=429, retry_after=header, now=NOW)


def test_without_a_word_the_pause_doubles() -> None:
    """Five minutes, ten, twenty, up to a day; the pause between two requests doubles, up to sixteenfold."""
    pace, pauses, factors = HostPace(host="outlet.example"), [], []
    for _ in range(10):
        pace = _refused(pace)
        assert pace.pause_until is not None
        pauses.append((pace.pause_until - NOW) // timedelta(minutes=1))
        factors.append(pace.factor)

    assert ([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440], [2, 4, 8, 16, 16, 16, 16, 16, 16, 16]) == (pauses, factors)


def test_a_shorter_word_never_ends_a_longer_pause() -> None:
    """Two answers on their way at once: the later end counts."""
    pace = _refused(_refused(HostPace(host="outlet.example"), "600"), "1")

    assert NOW + timedelta(seconds=600) == pace.pause_until


def test_no_pause_ends_early_for_a_part_of_a_second() -> None:
    """The store keeps whole seconds: a pause is rounded up to one."""
    now = NOW + timedelta(microseconds=1)
    pace = refused(HostPace(host="outlet.example"), status=503, retry_after="60", now=now)

    assert NOW + timedelta(seconds=61) == pace.pause_until


def test_a_clean_run_halves_what_refusals_doubled() -> None:
    """The run after a refusal is still slow; what it leaves behind is half of that, and no pause."""
    slow = _refused(_refused(HostPace(host="outlet.example")))

    assert [(4, 2), (2, 0), (1, 0), (1, 0)] == [
        (each.factor, each.refusals)
        for each in (slow, calmed(slow), calmed(calmed(slow)), calmed(calmed(calmed(slow))))
    ]


@pytest.mark.parametrize(
    ("delay", "factor", "pause"),
    [
        (1.0, 1, 1.1),
        (1.0, 2, 2.1),
        (1.0, 16, 16.1),
        (10.0, 16, 60.1),
        (90.0, 4, 90.1),
        (0.0, 1, NO_PAUSE),
        (0.0, 2, 0.3),
    ],
)
def test_a_slowed_host_waits_up_to_a_minute_and_never_less_than_is_due(delay: float, factor: int, pause: float) -> None:
    """The factor multiplies the pause that is due; where a longer one than a minute is due, that one stays."""
    assert pause == pytest.approx(slowed(delay, factor))


@pytest.mark.parametrize(
    ("delay", "latency", "floor", "status", "new"),
    [
        (1.1, 0.05, 1.1, 200, 1.1),
        (1.1, 5.0, 1.1, 200, 5.0),
        (5.0, 1.0, 1.1, 200, 3.0),
        (5.0, 0.0, 4.1, 200, 4.1),
        (5.0, 0.1, 1.1, 500, 5.0),
        (1.1, 100.0, 1.1, 200, 60.0),
        (90.1, 100.0, 90.1, 200, 90.1),
        (0.5, 0.1, 1.1, 404, 1.1),
        (NO_PAUSE, 3.0, NO_PAUSE, 200, NO_PAUSE),
    ],
)
def test_the_throttle_never_goes_below_the_floor(
    delay: float, latency: float, floor: float, status: int, new: float
) -> None:
    """A slow host is asked more slowly, a quick one never faster than is due, and an error never speeds up."""
    assert new == throttled(delay, latency, floor=floor, status=status)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, FileAnswer.READ),
        (204, FileAnswer.READ),
        (301, FileAnswer.UNAVAILABLE),
        (304, FileAnswer.UNAVAILABLE),
        (401, FileAnswer.UNAVAILABLE),
        (403, FileAnswer.UNAVAILABLE),
        (404, FileAnswer.UNAVAILABLE),
        (429, FileAnswer.UNREACHABLE),
        (500, FileAnswer.UNREACHABLE),
        (503, FileAnswer.UNREACHABLE),
        (599, FileAnswer.UNREACHABLE),
    ],
)
def test_a_status_is_one_of_three_answers(status: int, answer: FileAnswer) -> None:
    """RFC 9309 §2.3.1: successful, unavailable, unreachable."""
    assert answer is answered(URL, None, status=status, body=b"", now=NOW).answer


@pytest.mark.parametrize(
    ("file", "hours", "text"),
    [
        (GOOD, 1, b"Disallow:"),
        (answered(URL, GOOD, status=404, body=b"gone", now=NOW), 1, b""),
        (unanswered(URL, None, error="timeout", now=NOW), 1, None),
        (unanswered(URL, GOOD, error="timeout", now=NOW), 47, b"Disallow:"),
        (unanswered(URL, GOOD, error="timeout", now=NOW), 49, None),
    ],
)
def test_what_holds_while_a_host_is_silent(file: HostFile, hours: int, text: bytes | None) -> None:
    """The last good copy for a day beyond its own day, and then nothing may be fetched."""
    assert text == in_force(file, now=NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("file", "minutes", "is_asked"),
    [
        (None, 0, True),
        (GOOD, 24 * 60 - 1, False),
        (GOOD, 24 * 60, True),
        (GOOD, -1, True),
        (unanswered(URL, GOOD, error="timeout", now=NOW), 59, False),
        (unanswered(URL, GOOD, error="timeout", now=NOW), 60, True),
    ],
)
def test_a_file_is_asked_for_once_a_day_and_hourly_while_silent(
    file: HostFile | None, minutes: int, is_asked: bool
) -> None:
    """RFC 9309 §2.4, and a clock that was put back makes nothing last."""
    assert is_asked is is_due(file, now=NOW + timedelta(minutes=minutes))
