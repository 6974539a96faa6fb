"""Checks the arguments of tools: a message names the argument and what it may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from crawler.web.html.markup import bounded
from crawler.web.mcp.readers import ToolRefusal

_SHOWN = 60


def within(name: str, value: int, least: int, most: int) -> None:
    """Raise `ToolRefusal` for a number that is not from *least* to *most*."""
    if not least <= value <= most:
        raise ToolRefusal(f"{name} must be from {least} to {most}")


def one_of(name: str, value: str, known: Sequence[str]) -> str:
    """Return *value*. Raises `ToolRefusal` where it is none of *known*."""
    if value not in known:
        raise ToolRefusal(f"{name} must be one of {', '.join(known)}")
    return value


def day_of(typed: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment of a day (UTC). Raises `ToolRefusal` for a text that is no day."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ToolRefusal(f"{bounded(typed, longest=_SHOWN)!r} is no day: write it as 2026-11-30") from None
    return datetime.combine(day, time.min, tzinfo=UTC), datetime.combine(day, time.max, tzinfo=UTC)
