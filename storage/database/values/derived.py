"""Columns of `articles` that follow from others: the outlet's day and hour, the Hijri day, the agency's id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from storage.database.engine.store_file import StoreConnection
from storage.database.values.agencies import agency_id
from storage.database.values.outlet_time import outlet_time

DERIVED = ("local_day", "local_hour", "local_weekday", "hijri_day", "agency_id")
"""The names of the columns, in the order of `derived_values`."""
_BATCH = 1000
_FROM = ("published_at", "published_precision", "published_day", "agency", "byline", "dateline")
_READ = f"select a.id, s.timezone, {', '.join(f'a.{each}' for each in _FROM)} from articles a join sources s on s.id = a.source_id where "
_WRITE = f"update articles set {', '.join(f'{each} = ?' for each in DERIVED)} where id = ?"


def derived_values(row: Mapping[str, Any], zone: str) -> tuple[object, ...]:
    """Return the values of `DERIVED` from the other columns of an article, as they are stored, and the zone of its outlet."""
    time = outlet_time(row["published_at"], row["published_precision"], row["published_day"], zone)
    return (*astuple(time), agency_id(row["agency"], row["byline"], row["dateline"]))


def derive_article(db: StoreConnection, article_id: int) -> None:
    """Write the derived columns of one article. Inside the caller's transaction."""
    _write(db, db.execute(f"{_READ}a.id = ?", (article_id,)).fetchall())


def derive_all(db: StoreConnection, *, source_id: str | None = None) -> None:
    """Write the derived columns of every article, or of those of one source. Inside the caller's transaction."""
    of_source, params = ("", ()) if source_id is None else (" and a.source_id = ?", (source_id,))
    last = 0
    while rows := db.execute(f"{_READ}a.id > ?{of_source} order by a.id limit {_BATCH}", (last, *params)).fetchall():
        _write(db, rows)
        last = rows[-1][0]


def _write(db: StoreConnection, rows: list[tuple[Any, ...]]) -> None:
    db.executemany(
        _WRITE,
        [(*derived_values(dict(zip(_FROM, row, strict=True)), zone), article_id) for article_id, zone, *row in rows],
    )
