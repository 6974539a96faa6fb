"""A store is checked page by page when that can find something, and not at every start."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database.errors import StoreCorrupt
from storage.database.sqlite.integrity import IntegrityRecord
from storage.store import Store
from tests.support.stores import new_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a store that one writer made and closed."""
    path = tmp_path / "rasad.db"
    with new_store(path):
        pass
    return path


@contextmanager
def _record(path: Path) -> Iterator[IntegrityRecord]:
    record = IntegrityRecord(path)
    try:
        yield record
    finally:
        record.close()


def _is_due(path: Path, *, after: timedelta = timedelta(minutes=5)) -> bool:
    with _record(path) as record:
        return record.is_due(datetime.now(UTC) + after)


def test_a_store_that_was_closed_is_checked_once_a_day(path: Path) -> None:
    """Also where the clock was ahead at the last check."""
    due = {hours: _is_due(path, after=timedelta(hours=hours)) for hours in (0.1, 23.9, 24.1, -1)}

    assert {0.1: False, 23.9: False, 24.1: True, -1: True} == due


@pytest.mark.parametrize("damage", [(b"counters", b"coun\xe9ers"), (b"\x00\x00\x00\x04", b"\x00\x00\x00\x09")])
def test_damage_that_python_cannot_print_is_an_error_of_the_store(path: Path, damage: tuple[bytes, bytes]) -> None:
    """Bytes of no text in the schema, which SQLite's message repeats, and a format that no SQLite knows."""
    content = path.read_bytes()
    at = content.index(damage[0], 44)  # 44: the schema's format in the header
    path.write_bytes(content[:at] + damage[1] + content[at + len(damage[0]) :])

    with pytest.raises(StoreCorrupt, match="not an intact SQLite file"), Store.open(path, read_only=True) as store:
        store.articles.summary()


def test_a_file_that_another_program_changed_is_checked(path: Path) -> None:
    """A backup that was put in its place, one byte that was written, another file of the same size."""
    content = path.read_bytes()
    path.write_bytes(content)
    assert _is_due(path)

    with Store.open(path):
        pass
    assert not _is_due(path)

    new = path.with_name("new")
    new.write_bytes(content)
    new.replace(path)
    assert _is_due(path)


def test_beside_a_writer_nothing_is_checked_again(path: Path) -> None:
    """The first one checked it, and what changes the file since are our own commits."""
    with Store.open(path) as store:
        with store.file.writing() as db:
            db.execute("update counters set value = value + 1 where name = 'seq'")
        store.file.db.execute("pragma wal_checkpoint")
        os.utime(path)
        assert not _is_due(path)


def test_without_a_record_it_is_due(path: Path) -> None:
    """The record was deleted, is no JSON, or cannot be written."""
    record = path.with_name("rasad.db.checked")
    for content in (b"", b"{", b"[]", b'{"checked_at": "x", "left_as": 1}'):
        record.write_bytes(content)
        assert _is_due(path)
    record.unlink()
    record.mkdir()
    assert _is_due(path)


def test_a_damaged_page_is_found_when_a_check_is_due(path: Path) -> None:
    """The damage changes the file, so the next writer reads all of it."""
    db = sqlite3.connect(path)
    db.executemany(
        "insert into host_files values (?, 'x', 200, null, 'x', ?, 'x')", [(f"u{n}", b"x" * 900) for n in range(60)]
    )
    db.commit()
    db.close()
    content = bytearray(path.read_bytes())
    content[-4096:-4080] = b"\x07" * 16  # the header of the last page
    path.write_bytes(content)

    with pytest.raises(StoreCorrupt, match="damaged"):
        Store.open(path)
