"""The schema: an older store is migrated when it is opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database.engine.store_file import StoreConnection
from storage.database.errors import StoreFull
from storage.database.maintenance import before_migration
from storage.database.maintenance.backup import restore
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


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a store of the first schema, with a table of its own that no migration knows."""
    path = tmp_path / "rasad.db"
    connection = sqlite3.connect(path)
    migrations().apply(Database(connection), stop_before="m002_parts_repairs_and_contents")
    connection.execute("create table witness (word text)")
    connection.execute("insert into witness values ('before')")
    connection.execute("pragma user_version = 1")
    connection.commit()
    connection.close()
    return path


def _version(path: Path) -> int:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        return int(db.execute("pragma user_version").fetchone()[0])


def test_a_store_is_copied_before_it_is_migrated(old: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The copy is the store of before, whole, beside its digest; a line names it, and opening again makes no other."""
    Store.open(old).close()
    Store.open(old).close()
    copies = sorted((old.parent / "backups").iterdir())
    (copy,) = (each for each in copies if each.suffix == ".db")
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as db:
        words = db.execute("select word from witness").fetchall()

    assert (VERSION, 1, [("before",)], 2, 1, True) == (
        _version(old),
        _version(copy),
        words,
        len(copies),
        len(caplog.messages),
        str(copy) in caplog.messages[0],
    )
    restore(copy, old.with_name("back.db"))
    assert 1 == _version(old.with_name("back.db"))


def test_a_disk_without_room_for_the_copy_stops_the_migration(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is touched and the line says how to go on; whoever has a copy may go on without one."""

    def full(_store: Path, target: Path) -> str:
        raise StoreFull(f"{target}: the disk is full")

    monkeypatch.setattr(before_migration, "back_up", full)
    before = old.read_bytes()
    with pytest.raises(StoreFull) as caught:
        Store.open(old)
    after = old.read_bytes()
    monkeypatch.setenv(before_migration.WITHOUT, "1")
    Store.open(old).close()

    assert (before, True, VERSION) == (after, before_migration.WITHOUT in str(caught.value), _version(old))


@pytest.mark.parametrize("content", [b"", b"no store at all" * 100])
def test_what_is_no_store_gets_no_copy(tmp_path: Path, content: bytes) -> None:
    """Whoever opens it says what is wrong."""
    path = tmp_path / "rasad.db"
    path.write_bytes(content)

    assert (None, [path]) == (before_migration.back_up_before_migration(path), list(tmp_path.iterdir()))


def test_a_store_that_counted_no_articles_counts_them(tmp_path: Path) -> None:
    """`sources.articles` has what is there when the column is added, and what comes later."""
    path = tmp_path / "rasad.db"
    with closing(sqlite3.connect(path)) as db:
        migrations().apply(Database(db), stop_before="m022_articles_of_sources")
        db.execute("insert into sources (id, outlet, country, home, language, timezone, private, checked) "
                   "values ('ma_one', '', '', '', '', '', 0, 0)")  # fmt: skip
        _add_articles(db, 1, 2)
        db.execute("pragma user_version = 21")
        db.commit()
    with Store.open(path) as store:
        counted = store.file.db.execute("select articles from sources").fetchone()[0]
        _add_articles(store.file.db, 3)
        later = store.file.db.execute("select articles from sources").fetchone()[0]

    assert (2, 3) == (counted, later)


def _add_articles(db: StoreConnection, *numbers: int) -> None:
    db.executemany(
        "insert into articles (id, seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, "
        "language, fetched_at, kept_at, words, kind) values (?1, ?1, 'ma_one', ?1, ?1, ?1, '', '[]', '[]', '', 'ar', '', "
        "'', 0, 'article')",
        [(each,) for each in numbers],
    )
