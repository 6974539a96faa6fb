"""Carries a store from one engine to the other with its ids, its `seq` and its history, so that export cursors go on.

The index of the search is not carried: each engine has its own, and it is made of the texts again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from storage.database.engine.store_file import StoreConnection, StoreFile, streamed
from storage.database.errors import StoreError
from storage.database.postgres.tables import NUMBERED, carried_tables

Stems = Callable[[str], str]
"""Gives the stems of a text, parted by blanks."""
_BATCH = 500
_VERSION = "schema_version"
_DEFERRED = {True: "set constraints all deferred", False: "pragma defer_foreign_keys = on"}
"""By whether it is PostgreSQL: an article may name another that comes after it, so references are checked at the end."""
_COUNTED = "update sources set articles = (select count(*) from articles a where a.source_id = sources.id)"
"""A trigger has counted the articles as they came, and the carried figure has them already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedStore:
    """What was carried: how many articles, and how many rows of all tables."""

    articles: int
    rows: int


def carry_store(source: StoreFile, target: StoreFile, *, stems: Stems, stem_version: int) -> CarriedStore:
    """Copy all of *source* into *target*, an empty store of the other engine: in one transaction, all or nothing.

    *source* is read as it is at one moment, whatever is written meanwhile. Raises a `StoreError`, and for a *target* that
    is in use.
    """
    with source.snapshot() as read, target.writing() as write:
        if any(write.execute(f"select 1 from {each} limit 1").fetchone() for each in ("sources", "runs", "articles")):
            raise StoreError(f"{target.path}: this store is in use; a copy needs an empty one")
        tables = carried_tables()
        is_server = _is_server(write)
        write.execute(_DEFERRED[is_server])
        rows = sum(_carry(read, write, name, columns) for name, columns in tables.items())
        write.execute(_COUNTED)
        if is_server:
            _go_on_numbering(write)
        articles = _fill_search(write, stems)
        write.execute("update counters set value = ? where name = 'stem_version'", (stem_version if articles else 0,))
    return CarriedStore(articles=articles, rows=rows)


def _is_server(db: StoreConnection) -> bool:
    return db.execute("select 1 from counters where name = ?", (_VERSION,)).fetchone() is not None


def _carry(read: StoreConnection, write: StoreConnection, name: str, columns: tuple[str, ...]) -> int:
    """Put the rows of a table in the place of those that an empty store has; the version of a schema is an engine's own."""
    kept = f" where name <> '{_VERSION}'" if name == "counters" else ""
    write.execute(f"delete from {name}{kept}")
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    found = streamed(read, f"select {names} from {name}{kept}")
    count = 0
    while rows := list(islice(found, _BATCH)):
        write.executemany(f"insert into {name} ({names}) values ({places})", rows)
        count += len(rows)
    return count


def _go_on_numbering(write: StoreConnection) -> None:
    """Let PostgreSQL number the next rows after those that were carried."""
    for table, column in NUMBERED.items():
        write.execute(
            f"select setval(pg_get_serial_sequence('{table}', '{column}'), coalesce(max({column}), 0) + 1, false) from {table}"
        )


def _fill_search(write: StoreConnection, stems: Stems) -> int:
    """Add every article to the search of an engine whose index is empty, under its own number."""
    write.execute("delete from search_rows")
    count = 0
    for rows in _texts(write):
        write.executemany(
            "insert into articles_fts (rowid, headline, body) values (?, ?, ?)",
            [(number, stems(headline), stems(body)) for number, headline, body in rows],
        )
        count += len(rows)
    return count


def _texts(db: StoreConnection) -> Iterator[list[tuple[int, str, str]]]:
    last = 0
    while rows := db.execute(
        "select id, headline, body from articles where id > ? order by id limit ?", (last, _BATCH)
    ).fetchall():
        yield rows
        last = rows[-1][0]
