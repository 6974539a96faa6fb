"""The catalogue as last run: the table `sources`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from storage.database.columns import maybe_safe, safe
from storage.source import Source


def register(db: sqlite3.Connection, sources: Sequence[Source]) -> None:
    """Note the sources that a run is about to read."""
    db.executemany(
        "insert into sources values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set "
        "outlet = excluded.outlet, publisher = excluded.publisher, country = excluded.country, "
        "home = excluded.home, language = excluded.language, timezone = excluded.timezone, "
        "licence = excluded.licence, private = excluded.private, checked = excluded.checked",
        [_row(each) for each in sources],
    )


def licences(db: sqlite3.Connection) -> dict[str, str | None]:
    """Return what each source's licence says; null: nothing."""
    return dict(db.execute("select id, licence from sources").fetchall())


def _row(source: Source) -> tuple[object, ...]:
    return (
        source.id,
        safe(source.outlet),
        maybe_safe(source.publisher),
        source.country,
        source.home,
        source.language,
        source.timezone,
        maybe_safe(source.licence),
        int(source.private),
        int(source.checked),
    )
