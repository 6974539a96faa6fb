"""How a host is treated after a 429 or 503, and how long its files stay valid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.politeness.backoff import back_off, effective_body, is_due, received_file, recover, unreachable_file
from storage.runs.hosts import FileAnswer, HostFile, HostPace
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://outlet.example/robots.txt"
GOOD = received_file(URL, None, status=200, body=b"Disallow:", now=NOW)


def _refused(pace: HostPace, header: str | None = None) -> HostPace:
    return back_off(pace, status=429, retry_after=header, now=NOW)


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
    pace = back_off(HostPace(host="outlet.example"), status=503, retry_after="60", now=now)

    assert NOW + timedelta(seconds=61) == pace.pause_until


def test_a_clean_run_halves_what_refusals_doubled() -> None:
    """The run after a refusal is still slow; at its end the factor is halved, and the pause is over."""
    slow = _refused(_refused(HostPace(host="outlet.example")))

    assert [(4, 2), (2, 0), (1, 0), (1, 0)] == [
        (each.factor, each.refusals)
        for each in (slow, recover(slow), recover(recover(slow)), recover(recover(recover(slow))))
    ]


@every_row(
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
    assert answer is received_file(URL, None, status=status, body=b"", now=NOW).answer


@every_row(
    ("file", "hours", "text"),
    [
        (GOOD, 1, b"Disallow:"),
        (received_file(URL, GOOD, status=404, body=b"gone", now=NOW), 1, b""),
        (unreachable_file(URL, None, error="timeout", now=NOW), 1, None),
        (unreachable_file(URL, GOOD, error="timeout", now=NOW), 47, b"Disallow:"),
        (unreachable_file(URL, GOOD, error="timeout", now=NOW), 49, None),
    ],
)
def test_what_holds_while_a_host_is_silent(file: HostFile, hours: int, text: bytes | None) -> None:
    """The last good copy for a day beyond its own day, and then nothing may be fetched."""
    assert text == effective_body(file, now=NOW + timedelta(hours=hours))


@every_row(
    ("file", "minutes", "is_asked"),
    [
        (None, 0, True),
        (GOOD, 24 * 60 - 1, False),
        (GOOD, 24 * 60, True),
        (GOOD, -1, True),
        (unreachable_file(URL, GOOD, error="timeout", now=NOW), 59, False),
        (unreachable_file(URL, GOOD, error="timeout", now=NOW), 60, True),
    ],
)
def test_a_file_is_asked_for_once_a_day_and_hourly_while_silent(
    file: HostFile | None, minutes: int, is_asked: bool
) -> None:
    """RFC 9309 §2.4, and a clock that was put back makes nothing last."""
    assert is_asked is is_due(file, now=NOW + timedelta(minutes=minutes))


def test_a_pause_from_a_clock_that_was_ahead_does_not_last() -> None:
    """The next 429 counts from now, not from next year."""
    ahead = HostPace(host="outlet.example", pause_until=NOW + timedelta(days=400))
    pace = back_off(ahead, status=429, retry_after="60", now=NOW)

    assert NOW + timedelta(seconds=60) == pace.pause_until
