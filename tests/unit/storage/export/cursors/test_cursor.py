"""A cursor brings what its reader does not have, and is refused where it does not fit."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database.change_sequence import next_seq
from storage.database.locks import LockHeld
from storage.export.cursors.cursor import ExportCursor, state_of
from storage.export.cursors.cursor_file import CursorError
from storage.export.cursors.cursor_list import list_cursors
from storage.export.output.target import target_of
from storage.export.records.selection import ExportSelection
from storage.export.rights.policy import ExportPurpose, RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.records import Gone
from storage.store import Store
from tests.support.exports import EVERYTHING, desk_records, json_lines, keep_article
from tests.support.stores import HOME, NOW, SOURCE, fetched, new_store


def _gone(store: Store, name: str) -> None:
    store.articles.keep([fetched(HOME + name, Gone(status=410), at=NOW)], run_id=1)


def test_each_change_is_told_by_its_name(store: Store, tmp_path: Path) -> None:
    """New, changed, withdrawn, restored: and nothing where nothing happened."""
    keep_article(store, "a")
    told = [desk_records(store, tmp_path), desk_records(store, tmp_path)]
    keep_article(store, "a", headline="عنوان جديد")
    keep_article(store, "b")
    told.append(desk_records(store, tmp_path))
    _gone(store, "a")
    told.append(desk_records(store, tmp_path))
    keep_article(store, "a")
    told.append(desk_records(store, tmp_path))

    assert [
        [("new", "a")], [], [("changed", "a"), ("new", "b")], [("withdrawn", "a")], [("restored", "a")],
    ] == told  # fmt: skip


def test_a_renamed_outlet_is_a_change_of_its_articles(store: Store, tmp_path: Path) -> None:
    """The name is in every record."""
    keep_article(store, "a")
    desk_records(store, tmp_path)
    store.sources.register([replace(SOURCE, outlet="اسم آخر")])

    assert ([("changed", "a")], "اسم آخر") == (
        desk_records(store, tmp_path), json_lines(tmp_path / "out.jsonl")[0]["outlet"],
    )  # fmt: skip
    store.sources.register([replace(SOURCE, outlet="اسم آخر")])
    assert [] == desk_records(store, tmp_path)


def test_a_peek_moves_nothing(store: Store, tmp_path: Path) -> None:
    """Not even the file of a new cursor stays."""
    keep_article(store, "a")
    first = desk_records(store, tmp_path, peeks=True)
    there = (tmp_path / "desk.cursor").exists()

    assert ([("new", "a")], False, first, []) == (
        first, there, desk_records(store, tmp_path), desk_records(store, tmp_path, peeks=True),
    )  # fmt: skip


def test_a_reset_brings_everything_again(store: Store, tmp_path: Path) -> None:
    """As new, and once."""
    keep_article(store, "a")
    desk_records(store, tmp_path)

    assert ([("new", "a")], []) == (desk_records(store, tmp_path, resets=True), desk_records(store, tmp_path))


def test_an_export_that_fails_moves_nothing(store: Store, tmp_path: Path) -> None:
    """What its reader did not get comes again."""
    keep_article(store, "a")
    use = CursorUse(path=tmp_path / "desk.cursor")
    (tmp_path / "place").mkdir()
    target = target_of(str(tmp_path / "place" / "out.jsonl"))
    (tmp_path / "place").rmdir()
    (tmp_path / "place").write_bytes(b"")
    with pytest.raises(OSError, match="place"):
        write_export(store, target, EVERYTHING, cursor=use)

    assert [("new", "a")] == desk_records(store, tmp_path)


def test_two_exports_cannot_have_one_cursor(store: Store, tmp_path: Path) -> None:
    """The second ends at once, and says why."""
    with ExportCursor.open(tmp_path / "desk.cursor"), pytest.raises(LockHeld, match="another export with this cursor"):
        desk_records(store, tmp_path)
    keep_article(store, "a")

    assert [("new", "a")] == desk_records(store, tmp_path)


@pytest.mark.parametrize(
    "request_",
    [
        replace(EVERYTHING, selection=ExportSelection(since=NOW - timedelta(days=9))),
        replace(EVERYTHING, selection=ExportSelection(sources=(SOURCE.id,))),
        replace(EVERYTHING, selection=ExportSelection(originals_only=True)),
        replace(EVERYTHING, fields=("op", "id")),
        replace(EVERYTHING, policy=RightsPolicy(purpose=ExportPurpose.TRAINING)),
        replace(EVERYTHING, policy=RightsPolicy()),
    ],
)
def test_another_selection_is_another_cursor(store: Store, tmp_path: Path, request_: ExportRequest) -> None:
    """What one leaves out the other would never bring: refused with both, and nothing moves."""
    keep_article(store, "a")
    desk_records(store, tmp_path)
    with pytest.raises(CursorError, match=r"desk: its exports have the options \[--for search --full-text\].*--reset"):
        desk_records(store, tmp_path, request_)
    keep_article(store, "b")

    assert [("new", "b")] == desk_records(store, tmp_path)


def _change_and_break(store: Store) -> None:
    with store.file.writing() as db:
        next_seq(db)
        raise KeyboardInterrupt


def test_a_rolled_back_change_is_no_history(store: Store) -> None:
    """The token of a connection is noted with its first change, in the same transaction."""

    def tokens() -> int:
        return int(store.file.db.execute("select count(*) from store_history").fetchone()[0])

    before = tokens()
    with pytest.raises(KeyboardInterrupt):
        _change_and_break(store)
    keep_article(store, "a")
    keep_article(store, "b")

    assert (1, 2) == (before, tokens())


@pytest.mark.parametrize("block", [b"{}", b"not a database, but long enough to have a head" * 30])
def test_a_file_that_is_no_cursor_is_left_alone(store: Store, tmp_path: Path, block: bytes) -> None:
    """The message names it and the way out."""
    path = tmp_path / "desk.cursor"
    path.write_bytes(block)
    with pytest.raises(CursorError, match=r"desk\.cursor: not a cursor.*delete it"):
        desk_records(store, tmp_path)

    assert block == path.read_bytes()


def test_another_database_is_no_cursor(store: Store, tmp_path: Path) -> None:
    """Nor is one of a newer version."""
    for sql, message in (("create table notes (a)", "not a cursor"), ("pragma user_version = 9", "newer rasad")):
        (tmp_path / "desk.cursor").unlink(missing_ok=True)
        db = sqlite3.connect(tmp_path / "desk.cursor")
        db.execute(sql)
        db.commit()
        db.close()
        with pytest.raises(CursorError, match=message):
            desk_records(store, tmp_path)


def _batch(store: Store, folder: Path, *, resets: bool = False) -> ExportReport:
    target = target_of(f"{folder / 'new'}/", has_batches=True)
    return write_export(store, target, EVERYTHING, cursor=CursorUse(path=folder / "desk.cursor", resets=resets))


def test_batches_are_numbered_and_never_replaced(store: Store, tmp_path: Path) -> None:
    """A file for each export that has something; the name says which has everything."""
    keep_article(store, "a")
    _batch(store, tmp_path)
    nothing = _batch(store, tmp_path)
    keep_article(store, "b")
    (tmp_path / "new" / "desk-00000002.jsonl").write_text("of an export that was killed", "utf-8")
    _batch(store, tmp_path)
    _batch(store, tmp_path, resets=True)
    names = sorted(each.name for each in (tmp_path / "new").iterdir())

    assert [
        "desk-00000001-whole.jsonl",
        "desk-00000002.jsonl",
        "desk-00000003.jsonl",
        "desk-00000004-whole.jsonl",
    ] == names
    assert ["of an export that was killed", 1, 2] == [
        (tmp_path / "new" / names[1]).read_text("utf-8"), *(len(json_lines(tmp_path / "new" / each)) for each in names[2:]),
    ]  # fmt: skip
    assert (None, 0) == (nothing.file, nothing.records)


def test_the_list_of_cursors_says_how_far_each_is_behind(store: Store, tmp_path: Path) -> None:
    """With its last file, and what is wrong with it."""
    keep_article(store, "a")
    desk_records(store, tmp_path)
    keep_article(store, "b")
    (tmp_path / "odd.cursor").write_bytes(b"{}")
    desk, odd = list_cursors(store, tmp_path)

    assert ("desk", None, 1, 1, "--for search --full-text") == (
        desk.name, desk.problem, desk.waiting, desk.records, desk.selection,
    )  # fmt: skip
    assert ("odd", True) == (odd.name, "not a cursor" in str(odd.problem))
    assert desk.sha256 == getattr(state_of(tmp_path / "desk.cursor"), "sha256", None)


def test_what_leaves_a_selection_is_removed_from_its_reader(store: Store, tmp_path: Path) -> None:
    """And what it never had does not come: an article without its date, and one that became a copy."""
    dated = replace(EVERYTHING, selection=ExportSelection(since=NOW - timedelta(days=1), until=NOW))
    keep_article(store, "a")
    keep_article(store, "b", dated=False)
    first = desk_records(store, tmp_path, dated)
    keep_article(store, "a", dated=False)
    second = desk_records(store, tmp_path, dated)
    reason = json_lines(tmp_path / "out.jsonl")[0]["withheld"]
    keep_article(store, "b")
    third = desk_records(store, tmp_path, dated)

    assert ([("new", "a")], [("withdrawn", "a")], "selection", [("new", "b")]) == (first, second, reason, third)


def test_undated_articles_are_counted(store: Store, tmp_path: Path) -> None:
    """An export that leaves them out says how many."""
    keep_article(store, "a")
    keep_article(store, "b", dated=False)
    counts = [
        write_export(store, target_of(str(tmp_path / "out")), replace(EVERYTHING, selection=each)).undated
        for each in (ExportSelection(), ExportSelection(since=NOW), ExportSelection(until=NOW, sources=("xx_other",)))
    ]

    assert [0, 1, 0] == counts


def test_a_new_store_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Two stores never share one; a copy of a file does."""
    ids = []
    for name in ("one.db", "two.db"):
        with Store.open(tmp_path / name) as store:
            ids.append(store.file.db.execute("select token from store_history").fetchall())
    with new_store(tmp_path / "three.db") as store:
        ids.append(store.file.db.execute("select token from store_history").fetchall())

    assert (3, [1, 1, 1]) == (len({row[0][0] for row in ids}), [len(each) for each in ids])
