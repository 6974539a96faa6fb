"""Columns of `articles` that follow from others: the outlet's day and hour, the Hijri day, the agency's id."""

from __future__ import annotations

import sqlite3

from storage.database.values.agencies import agency_id
from storage.database.values.outlet_time import outlet_time

_TIME = "published_at, published_precision, published_day, (select timezone from sources where id = articles.source_id)"
DERIVE = (
    f"update articles set local_day = outlet_day({_TIME}), local_hour = outlet_hour({_TIME}), "
    f"local_weekday = outlet_weekday({_TIME}), hijri_day = outlet_hijri_day({_TIME}), "
    "agency_id = agency_id_of(agency, byline, dateline)"
)
"""SQL: write the derived columns of all articles, or of those that a `where` behind it selects. Needs `add_functions`."""


def add_functions(db: sqlite3.Connection) -> None:
    """Let *db* compute derived columns in SQL."""
    for name, function in _TIMES.items():
        db.create_function(name, 4, function, deterministic=True)
    db.create_function("agency_id_of", 3, agency_id, deterministic=True)


def _day(at: str | None, precision: str | None, day: str | None, zone: str) -> str | None:
    return outlet_time(at, precision, day, zone).day


def _hour(at: str | None, precision: str | None, day: str | None, zone: str) -> int | None:
    return outlet_time(at, precision, day, zone).hour


def _weekday(at: str | None, precision: str | None, day: str | None, zone: str) -> int | None:
    return outlet_time(at, precision, day, zone).weekday


def _hijri_day(at: str | None, precision: str | None, day: str | None, zone: str) -> str | None:
    return outlet_time(at, precision, day, zone).hijri_day


_TIMES = {"outlet_day": _day, "outlet_hour": _hour, "outlet_weekday": _weekday, "outlet_hijri_day": _hijri_day}
