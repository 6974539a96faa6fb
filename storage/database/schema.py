"""The tables of the store, by migrations; `user_version` is the number of the last one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from storage.database import migrations as folder

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

_OF_SQLITE = ("sqlite_", "_sqlite_", "idx__sqlite", "articles_fts")
_FILLED = ("counters", "agencies")
_NUMBERED = re.compile(r"m\d{3}_\w+")


def _numbered() -> dict[str, Callable[[Database], None]]:
    """Return the functions `mNNN_name` of all modules of `storage.database.migrations`, in the order of their numbers."""
    modules = [import_module(f"{folder.__name__}.{each.name}") for each in iter_modules(folder.__path__)]
    found = {name: each for module in modules for name, each in vars(module).items() if _NUMBERED.fullmatch(name)}
    return dict(sorted(found.items()))


_MIGRATIONS = _numbered()
VERSION = len(_MIGRATIONS)
"""`user_version` of a file that every migration was applied to."""


def migrations() -> Migrations:
    """Return the migrations in their order."""
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415  # a store that is up to date needs none of it

    found = Migrations("rasad")
    for each in _MIGRATIONS.values():
        found()(each)
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Migrate the tables to this version; each migration is a transaction."""
    from sqlite_utils import Database  # noqa: PLC0415  # as in `migrations`

    migrations().apply(Database(connection))
    connection.execute(f"pragma user_version = {VERSION}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaParts:
    """What an empty store of this version has: the SQL of its tables, indexes, views and triggers, and rows of some tables.

    *columns* are those of each table, *rows* the first ones of tables that are not empty, but for the store's own history.
    """

    tables: Mapping[str, str]
    indexes: Mapping[str, str]
    views: Mapping[str, str]
    triggers: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Sequence[tuple[object, ...]]]


def schema_parts() -> SchemaParts:
    """Return what the migrations make; what belongs to SQLite itself and to its search is left out."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        found: dict[str, dict[str, str]] = {each: {} for each in ("table", "index", "view", "trigger")}
        for kind, name, sql in db.execute(
            "select type, name, sql from sqlite_master where sql is not null order by rowid"
        ):
            if not name.startswith(_OF_SQLITE):
                found[kind][name] = sql
        columns = {each: tuple(row[1] for row in db.execute(f"pragma table_info({each})")) for each in found["table"]}
        rows = {each: db.execute(f"select * from {each}").fetchall() for each in _FILLED}
    return SchemaParts(
        tables=found["table"],
        indexes=found["index"],
        views=found["view"],
        triggers=found["trigger"],
        columns=columns,
        rows=rows,
    )
