"""Retry-After as servers write it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipelines.web.retry_after import asked_pause
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@every_row(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("86401", 86_400),
        ("9" * 5000, 86_400),
        ("Mon, 23 Nov 2026 12:02:00 GMT", 120),
        ("Monday, 23-Nov-26 12:02:00 GMT", 120),
        ("Mon Nov 23 12:02:00 2026", 120),
        ("Tue, 23 Nov 2027 12:00:00 GMT", 86_400),
        ("Mon, 23 Nov 2026 11:00:00 GMT", None),
        ("Mon, 23 Nov 99999999999999999999 11:00:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("١٢٠", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_pause_is_read_and_capped(header: str | None, seconds: int | None) -> None:
    """Seconds, the three forms of a date (RFC 9110 §5.6.7), a day at most, and nothing from what is neither."""
    assert (None if seconds is None else timedelta(seconds=seconds)) == asked_pause(header, now=NOW)
