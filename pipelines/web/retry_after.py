"""Reads the Retry-After header: how long a server asks us to wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=24)
"""The longest pause that is respected; after it the server is asked again."""


def asked_pause(retry_after: str | None, *, now: datetime) -> timedelta | None:
    """Return the pause that a Retry-After header asks for, at most a day; `None` where it asks for no pause.

    Seconds or an HTTP date in any of its three forms (RFC 9110 §10.2.3, §5.6.7; a date without a zone is UTC).
    A negative number, a date in the past and any other text ask for no pause.
    """
    value = (retry_after or "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST) if value.strip("0") else None
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError, TypeError):
        return None
    pause = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return min(pause, LONGEST) if pause > timedelta() else None
