"""Stores that cannot be used: one line for each, and nothing lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.database.errors import StoreCorrupt, StoreFull, StoreLocked, StoreMissing, StoreNewer
from storage.database.sqlite import wal
from storage.database.sqlite.wal import fold_wal
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, fetched, read

KEEPER = """
import sys
from pathlib import Path
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, fetched, read
with Store.open(Path(sys.argv[1])) as store:
    store.sources.register([SOURCE])
    run = store.runs.start(at=NOW, command="test", pid=1)
    for number in range(10_000):
        names = [f"{sys.argv[2]}-{number}-{each}" for each in range(5)]
        store.articles.keep([fetched(HOME + each, read(HOME + each, "عنوان " + each, "نص " + each)) for each in names], run_id=run)
        print(number, flush=True)
"""


LOG_READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("begin"); db.execute("select count(*) from sources").fetchone()
print("reads", flush=True); sys.stdin.read()
"""


def _new(path: Path) -> Path:
    with Store.open(path) as store:
        store.sources.register([SOURCE])
    return path


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    """An old program does not touch what a newer one wrote."""
    path = _new(tmp_path / "rasad.db")
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 99")
    connection.close()
    with pytest.raises(StoreNewer, match="upgrade"):
        Store.open(path)


def test_a_damaged_page_is_found_before_anything_is_written(tmp_path: Path) -> None:
    """SQLite itself would write on; the check at the start does not let it."""
    path = _new(tmp_path / "rasad.db")
    bytes_before = bytearray(path.read_bytes())
    bytes_before[4096 : 4096 * 6] = os.urandom(4096 * 5)
    path.write_bytes(bytes(bytes_before))
    with pytest.raises(StoreCorrupt):
        Store.open(path)


def test_a_held_write_lock_is_reported_plainly(tmp_path: Path) -> None:
    """Another program that writes for too long is named as the cause."""
    path = _new(tmp_path / "rasad.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with Store.open(path, wait_seconds=0.1) as store, pytest.raises(StoreLocked, match="another program"):
        store.sources.register([SOURCE])
    other.close()


def test_a_full_disk_keeps_what_was_committed(tmp_path: Path) -> None:
    """The batch that did not fit is not there; the one before is."""
    with Store.open(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        run = store.runs.start(at=NOW, command="test", pid=1)
        store.articles.keep([fetched(HOME + "a", read(HOME + "a", "عنوان", "نص قصير"))], run_id=run)
        pages = store.file.db.execute("pragma page_count").fetchone()[0]
        store.file.db.execute(f"pragma max_page_count = {pages + 2}")
        with pytest.raises(StoreFull, match="free some space"):
            store.articles.keep([fetched(HOME + "b", read(HOME + "b", "عنوان", "نص " * 50_000))], run_id=run)

        assert 1 == store.articles.summary().articles


def test_a_reader_does_not_make_a_store(tmp_path: Path) -> None:
    """A report on a folder without a store says so."""
    with pytest.raises(StoreMissing, match="no store here"):
        Store.open(tmp_path / "rasad.db", read_only=True)


def test_kill_9_loses_no_batch_and_leaves_no_half(tmp_path: Path) -> None:
    """Five kills: the file is intact, every acknowledged batch is there, none in part."""
    path = _new(tmp_path / "rasad.db")
    acknowledged = 0
    for number in range(5):
        keeper = subprocess.Popen(
            [sys.executable, "-c", KEEPER, str(path), str(number)], stdout=subprocess.PIPE, text=True
        )
        assert keeper.stdout is not None
        keeper.stdout.readline()
        time.sleep(0.1 + number * 0.05)
        keeper.send_signal(signal.SIGKILL)
        acknowledged += 1 + len(keeper.stdout.readlines())
        keeper.wait()
        keeper.stdout.close()
    connection = sqlite3.connect(path)
    intact = connection.execute("pragma integrity_check").fetchone()[0]
    kept = connection.execute("select count(*) from articles").fetchone()[0]
    connection.close()

    assert ("ok", 0, True) == (intact, kept % 5, kept // 5 >= acknowledged)


def test_many_begin_a_store_at_once(tmp_path: Path) -> None:
    """Runs that all find no store make one together, and a store that was half made by a killed one is made anew."""
    path = tmp_path / "rasad.db"
    (tmp_path / "rasad.db.new").write_bytes(b"half a store")
    script = (
        "import sys; from pathlib import Path; from storage.store import Store; Store.open(Path(sys.argv[1])).close()"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(6)]

    assert ([0] * 6, False) == ([run.wait(timeout=60) for run in runs], (tmp_path / "rasad.db.new").exists())


def test_a_reader_that_stays_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it reads, the warning has the size, its pid, its name and for how long it runs; afterwards there is none."""
    monkeypatch.setattr(wal, "LARGE_WAL", 1000)
    path = _new(tmp_path / "rasad.db")
    with Store.open(path) as store:
        reader = subprocess.Popen(
            [sys.executable, "-c", LOG_READER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert reader.stdout is not None
        reader.stdout.readline()
        store.runs.start(at=NOW, command="test", pid=1)
        warning = fold_wal(store.file) or ""
        reader.communicate("")
        after = fold_wal(store.file)
        size = path.with_name("rasad.db-wal").stat().st_size

    assert (True, True, None, 0) == (f"(pid {reader.pid}, python" in warning, " hours)" in warning, after, size)
