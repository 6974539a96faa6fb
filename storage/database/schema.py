"""The tables of the store, by migrations; `user_version` is the number of the last one."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from storage.database import migrations as folder

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

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


def new_store_parts(tables: Iterable[str]) -> tuple[list[tuple[str, str, str]], dict[str, list[tuple[object, ...]]]]:
    """Return what the migrations make: each part's kind, name and SQL in their order, and the first rows of some *tables*."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        parts = db.execute("select type, name, sql from sqlite_master where sql is not null order by rowid").fetchall()
        return parts, {each: db.execute(f"select * from {each}").fetchall() for each in tables}
