"""A backup is a whole copy of one moment, and a restore overwrites nothing."""

from __future__ import annotations

import random
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.database.errors import StoreCorrupt, StoreError, StoreMissing, StoreReadOnly
from storage.database.maintenance.backup import back_up, backup_name, remove_old, restore
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, claimed, fetched, offered, query_rows, read

pytestmark = pytest.mark.usefixtures("on_disk")


def _body(seed: str) -> str:
    chance = random.Random(seed)
    return " ".join(
        chance.choice(["مدرسة", "قرية", "وزير", "مشروع", "طريق", "جسر", "طبيب", "لاعب", "كتاب", "نهر", "سد"])
        for _ in range(80)
    )


def _keep(store: Store, name: str) -> None:
    offered(store, ListingEntry(url=HOME + name))
    claimed(store)
    store.articles.keep([fetched(HOME + name, read(HOME + name, f"خبر {name}", _body(name)))], run_id=1)


def _rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_backup_is_the_store_of_its_moment(store: Store, tmp_path: Path) -> None:
    """What another writer has not committed is not in it, what is committed is, also when it is only in the log."""
    _keep(store, "1")
    with store.file.writing() as db:
        db.execute("update articles set section = 'not committed'")
        back_up(store.file.path, tmp_path / "b.db")
    _keep(store, "2")
    restore(tmp_path / "b.db", tmp_path / "other" / "rasad.db")
    with Store.open(tmp_path / "other" / "rasad.db") as copy:
        assert [("خبر 1", None)] == query_rows(tmp_path / "other", "select headline, section from articles")
        _keep(copy, "3")
        assert 2 == copy.articles.summary().articles


def test_a_backup_during_writes_is_whole(store: Store, tmp_path: Path) -> None:
    """A writer goes on in another connection while eight copies are made: each holds whole transactions."""
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(store.file.path, timeout=60, isolation_level=None)) as db:
            while not stop.is_set():
                db.execute("begin immediate")
                db.execute("update counters set value = value + 1 where name = 'seq'")
                db.execute("insert or replace into counters select 'twin', value from counters where name = 'seq'")
                db.execute("commit")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(8):
            back_up(store.file.path, tmp_path / f"b{number}.db")
    finally:
        stop.set()
        thread.join()
    for number in range(8):
        with closing(sqlite3.connect(tmp_path / f"b{number}.db")) as db:
            values = dict(db.execute("select name, value from counters where name in ('seq', 'twin')"))
        assert values.get("twin", values["seq"]) == values["seq"]


def test_a_restore_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    """Nor does it leave an old write-ahead log beside the copy: SQLite would replay it."""
    back_up(store.file.path, tmp_path / "b.db")
    with pytest.raises(StoreError, match="nothing is overwritten"):
        restore(tmp_path / "b.db", store.file.path)

    other = tmp_path / "other.db"
    other.with_name("other.db-wal").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"other\.db-wal: nothing is overwritten"):
        restore(tmp_path / "b.db", other)
    with pytest.raises(StoreError, match="there is such a file"):
        back_up(store.file.path, tmp_path / "b.db")
    with pytest.raises(StoreMissing, match="no backup here"):
        restore(tmp_path / "none.db", tmp_path / "new.db")
    with pytest.raises(StoreMissing, match="no store here"):
        back_up(tmp_path / "none.db", tmp_path / "c.db")
    assert [] == [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no folder in which even root can write nothing")
def test_where_no_backup_can_be_written_that_place_is_named(store: Store) -> None:
    """Not the store, which is only read: an operator would look at the wrong disk."""
    with pytest.raises(StoreReadOnly, match=r"^/proc/\.b\.db\.part: cannot be written"):
        back_up(store.file.path, Path("/proc/b.db"))


def test_a_changed_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    """One other bit and the digest does not fit; without a digest its pages are checked."""
    backup = tmp_path / "b.db"
    _keep(store, "1")
    back_up(store.file.path, backup)
    content = bytearray(backup.read_bytes())
    content[-4096] ^= 0xFF
    backup.write_bytes(content)
    with pytest.raises(StoreCorrupt, match="not the bytes that were backed up"):
        restore(backup, tmp_path / "new.db")

    backup.with_name("b.db.sha256").unlink()
    with pytest.raises(StoreCorrupt, match="take an older one"):
        restore(backup, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_only_old_backups_are_removed(tmp_path: Path) -> None:
    """The newest stay, and so does every file that has not the name of a backup."""
    names = [backup_name(datetime(2026, 11, day, tzinfo=UTC)) for day in (1, 2, 3)]
    for name in (*names, "mine.db", f"{names[0]}.sha256"):
        (tmp_path / name).touch()

    assert [names[0]] == [each.name for each in remove_old(tmp_path, keep=2)]
    assert ["mine.db", *names[1:]] == sorted(each.name for each in tmp_path.iterdir())
