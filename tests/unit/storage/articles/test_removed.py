"""Two rows of one article are joined: whoever follows an export learns of the one that is no more."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from storage.export.cursors.cursor import ExportCursor
from storage.records import ListingEntry, SamePage
from storage.store import Store
from tests.support.exports import export_to, json_lines
from tests.support.stores import HOME, NOW, fetched, offered, query_rows, read

WORDS = ["".join(letters) for letters in permutations("بجدرسص", 5)]
LATER = " ".join(WORDS[:120])
EARLIER = " ".join(WORDS[200:220] + WORDS[20:120])
"""Alike enough to be two states of one article, and with headline and lead of its own: no copy."""
DAY = timedelta(days=1)


def _keep(store: Store, name: str, text: str) -> None:
    offered(store, ListingEntry(url=HOME + name), url=HOME + f"{name}.xml")
    store.articles.keep([fetched(HOME + name, read(HOME + name, text[:40], text))], run_id=1)


def _move(store: Store, name: str, to: str) -> None:
    store.articles.keep([fetched(HOME + name, SamePage(of=HOME + to), at=NOW + DAY)], run_id=1)


def _exported(store: Store, folder: Path, *, form: str = "jsonl", since: bool = False) -> str:
    path = folder / f"out.{form}"
    cursor = folder / f"{form}{since}.cursor"
    export_to(store, path, form, cursor=cursor, since=NOW - DAY if since else None)
    return path.read_text(encoding="utf-8")


def _whole(store: Store, folder: Path) -> dict[object, dict[str, object]]:
    export_to(store, folder / "all.jsonl")
    return {each["id"]: each for each in json_lines(folder / "all.jsonl")}


def test_a_cursor_brings_the_id_that_was_joined_with_another(store: Store, tmp_path: Path) -> None:
    """As a withdrawal without a text, with the id that has it now, and before that one's new values."""
    _keep(store, "a", LATER)
    _keep(store, "b", LATER)
    _exported(store, tmp_path)
    _move(store, "a", "b")

    records = [json.loads(line) for line in _exported(store, tmp_path).splitlines()]
    names = ("id", "canonical_url", "withdrawn_at", "joined_into", "body")
    at = "2026-11-24T12:00:00Z"
    assert [(2, f"{HOME}a", at, 1, None), (1, f"{HOME}b", None, None, LATER)] == [
        tuple(record[name] for name in names) for record in records
    ]


def test_dates_and_formats_make_no_difference_to_what_was_removed(store: Store, tmp_path: Path) -> None:
    """Who had it has to lose it: also with `--since`, and in CSV. An export of everything has no word of it."""
    _keep(store, "a", LATER)
    _keep(store, "b", LATER)
    _exported(store, tmp_path, since=True)
    _exported(store, tmp_path, form="csv")
    _move(store, "a", "b")

    dated = [json.loads(line)["id"] for line in _exported(store, tmp_path, since=True).splitlines()]
    rows = _exported(store, tmp_path, form="csv").splitlines()
    assert ([2, 1], 3, ["1", '"link"', '"joined"'], [1]) == (
        dated, len(rows), rows[1].split(",")[-3:], list(_whole(store, tmp_path)),
    )  # fmt: skip


def test_what_was_joined_twice_names_the_last(store: Store, tmp_path: Path) -> None:
    """The second row is joined with the third, and the first follows it there: no id is named that is no more."""
    for name in "cba":
        _keep(store, name, LATER)
    _exported(store, tmp_path)
    _move(store, "a", "b")
    _exported(store, tmp_path)
    _move(store, "b", "c")

    records = [json.loads(line) for line in _exported(store, tmp_path).splitlines()]
    removed = {record["id"]: record["joined_into"] for record in records if record["withdrawn_at"]}
    assert {2: 1, 3: 1} == removed


@pytest.mark.usefixtures("on_disk")
def test_a_copy_of_what_was_removed_is_told_too(store: Store, tmp_path: Path) -> None:
    """The copy of an earlier text is an original when that text is a revision: its row and its cursor say so."""
    _keep(store, "new", LATER)
    _keep(store, "a-old", EARLIER)
    _keep(store, "copy", EARLIER)
    before = query_rows(tmp_path, "select id, duplicate_of from articles order by id")
    _exported(store, tmp_path)
    _move(store, "a-old", "new")

    records = [json.loads(line) for line in _exported(store, tmp_path).splitlines()]
    told = {record["id"]: (record["duplicate_of"], record["copy_group_id"]) for record in records if record["id"] == 3}
    states = query_rows(tmp_path, "select state from frontier where article_id = 3")
    texts = query_rows(tmp_path, "select article_id, body from revisions")
    assert ([(1, None), (2, None), (3, 2)], {3: (None, 3)}) == (before, told)
    assert ([("kept",)], [(1, EARLIER)]) == (states, texts)


def test_a_copy_is_told_the_new_url_of_its_original(store: Store, tmp_path: Path) -> None:
    """The original moves, or its slug is changed: the records of its copies name its URL."""
    _keep(store, "a/123456/old-words", LATER)
    _keep(store, "b", LATER)
    _exported(store, tmp_path)
    _keep(store, "a/123456/new-words", LATER)
    renamed = [json.loads(line) for line in _exported(store, tmp_path).splitlines()]
    _keep(store, "c", LATER)
    _exported(store, tmp_path)
    _move(store, "a/123456/new-words", "c")
    moved = [json.loads(line) for line in _exported(store, tmp_path).splitlines()]

    urls = [{record["id"]: record["duplicate_of_url"] for record in each}[2] for each in (renamed, moved)]
    whole = _whole(store, tmp_path)
    assert [f"{HOME}a/123456/new-words", whole[2]["duplicate_of_url"]] == urls


def test_a_killed_export_is_remembered_through_a_later_one(store: Store, tmp_path: Path) -> None:
    """Its reader is told to remove what it brought, although the article was gone when another export was killed."""
    _keep(store, "a", LATER)
    _exported(store, tmp_path)
    _keep(store, "b", LATER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ExportCursor, "move", lambda *_args, **_kwargs: 1 // 0)
        for is_joined in (False, True):
            if is_joined:
                _move(store, "a", "b")
            with pytest.raises(ZeroDivisionError):
                _exported(store, tmp_path)
    records = [json.loads(line) for line in _exported(store, tmp_path).splitlines()]

    assert ("withdrawn", 2) in [(each["op"], each["id"]) for each in records]
