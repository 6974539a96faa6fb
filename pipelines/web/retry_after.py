"""How long a server wants to be left alone: its Retry-After, read with care."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=24)
"""No word of a server keeps us away longer; it is asked again then."""


def asked_pause(retry_after: str | None, *, now: datetime) -> timedelta | None:
    """Return the pause that a Retry-After header asks for, capped at a day; null where it asks for none.

    Seconds or an HTTP date in any of its three forms (RFC 9110 §10.2.3, §5.6.7; a date without a zone is UTC).
    A negative number, a date that has passed and anything else is no word.
    """
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        return min(timedelta(seconds=int(said[:9])), LONGEST) if said.strip("0") else None
    try:
        date = parsedate_to_datetime(said)
    except (ValueError, OverflowError, TypeError):
        return None
    pause = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return min(pause, LONGEST) if pause > timedelta() else None
