"""A cursor is refused where its store is another one, or was put back to an earlier state."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage.export.cursors.cursor_file import CursorError
from storage.store import Store
from tests.support.exports import desk_records, keep_article
from tests.support.stores import started_store


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    return tmp_path / "one", tmp_path / "two"


def _store_with(folder: Path, *names: str) -> None:
    path = folder / "rasad.db"
    with Store.open(path) if path.exists() else started_store(path, store_id=folder.name) as store:
        for name in names:
            keep_article(store, name)


def test_a_cursor_does_not_fit_another_store(folders: tuple[Path, Path]) -> None:
    """Not even one that has more."""
    one, two = folders
    _store_with(one, "a")
    _store_with(two, "a", "b", "c")
    with Store.open(one / "rasad.db", read_only=True) as store:
        desk_records(store, one)
    with Store.open(two / "rasad.db", read_only=True) as store:
        with pytest.raises(CursorError, match=r"its store is another one; --reset"):
            desk_records(store, one)
        assert [("new", "a"), ("new", "b"), ("new", "c")] == desk_records(store, one, resets=True)


@pytest.mark.parametrize("later", [(), ("d",), ("d", "e", "f", "g")])
def test_a_store_that_was_put_back_is_noticed(folders: tuple[Path, Path], later: tuple[str, ...]) -> None:
    """However much was kept after that: the numbers are the same, the articles are not."""
    one, backup = folders
    _store_with(one, "a")
    shutil.copy(one / "rasad.db", backup)
    _store_with(one, "b", "c")
    with Store.open(one / "rasad.db", read_only=True) as store:
        desk_records(store, one)
    shutil.copy(backup / "rasad.db", one)
    if later:
        _store_with(one, *later)
    with Store.open(one / "rasad.db", read_only=True) as store:
        with pytest.raises(CursorError, match=r"put back to an earlier state.*--reset"):
            desk_records(store, one)
        wanted = [("new", name) for name in ("a", *later)]
        assert wanted == desk_records(store, one, resets=True)


@pytest.mark.parametrize("later", [(), ("d", "e")])
def test_a_backup_that_is_newer_than_the_cursor_fits(folders: tuple[Path, Path], later: tuple[str, ...]) -> None:
    """What the reader has is in it."""
    one, backup = folders
    _store_with(one, "a")
    with Store.open(one / "rasad.db", read_only=True) as store:
        desk_records(store, one)
    _store_with(one, "b")
    shutil.copy(one / "rasad.db", backup)
    _store_with(one, "c")
    shutil.copy(backup / "rasad.db", one)
    if later:
        _store_with(one, *later)
    with Store.open(one / "rasad.db", read_only=True) as store:
        assert [("new", name) for name in ("b", *later)] == desk_records(store, one)
