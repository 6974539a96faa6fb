"""The order of articles by date: a day without a time counts as its end, so it is never first by leaving out the time."""

from __future__ import annotations

DATED = "coalesce(published_until, published_at)"
"""SQL: the last moment that an article's date can mean (UTC), null without a date. An index has this expression."""
EARLIEST_FIRST = f"{DATED} is null, {DATED}, canonical_url"
"""SQL for `order by`: the order that decides which article is the original. Articles without a date are last."""


def dated(table: str) -> str:
    """Return `DATED` for a query that calls the articles *table*."""
    return f"coalesce({table}.published_until, {table}.published_at)"
