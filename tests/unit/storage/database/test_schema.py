"""The schema: an older store is migrated when it is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from storage.database.schema import VERSION, migrations
from storage.store import Store


def test_a_store_of_the_first_schema_is_migrated(tmp_path: Path) -> None:
    """Opening it adds the columns and moves `user_version`."""
    path = tmp_path / "rasad.db"
    connection = sqlite3.connect(path)
    migrations().apply(Database(connection), stop_before="m002_parts_repairs_and_contents")
    connection.execute("pragma user_version = 1")
    connection.commit()
    connection.close()
    with Store.open(path):
        pass
    connection = sqlite3.connect(path)
    columns = {row[1] for row in connection.execute("pragma table_info(articles)")}
    version = connection.execute("pragma user_version").fetchone()[0]
    connection.close()

    assert ({"parts", "repaired"}, VERSION) == ({"parts", "repaired"} & columns, version)


def test_migrations_are_numbered_without_a_gap() -> None:
    """A number that is missing or taken twice would run in an order that nobody chose."""
    numbers = [int(each.name[1:4]) for each in migrations().pending(Database(memory=True))]

    assert numbers == list(range(1, VERSION + 1))
