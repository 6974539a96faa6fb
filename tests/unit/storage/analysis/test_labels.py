"""Labels are in a file of their own, belong to an article wherever it is found again, and are never lost silently."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.analysis.labels import VERSION, ArticleKey, ArticleLabel, LabelFile
from storage.database.errors import StoreCorrupt, StoreNewer, StoreReadOnly

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = ArticleKey(url="https://a.example/1", store_id="s", article_id=1, source_id="ma_a", headline="عنوان")
MOVED = replace(KEY, url="https://a.example/moved/1")


def _label(name: str = "إيجابي", note: str | None = None, key: ArticleKey = KEY) -> ArticleLabel:
    return ArticleLabel(article=key, label=name, note=note, labelled_at=AT)


def test_a_label_is_read_back_by_another_process(tmp_path: Path) -> None:
    """With its note and time; a second one with the same name is the new one."""
    with LabelFile.open(tmp_path / "labels.db") as labels:
        labels.put(_label(note="أول"))
        labels.put(_label(note="ثان"))
        labels.put(_label("سلبي"))
    with LabelFile.open(tmp_path / "labels.db", read_only=True) as labels:
        assert [_label(note="ثان"), _label("سلبي")] == labels.all()
        assert ([_label("سلبي")], {"إيجابي": 1, "سلبي": 1}) == (labels.all(label="سلبي"), labels.counts())


def test_an_article_that_moved_has_its_labels_once(tmp_path: Path) -> None:
    """By its number in the same store, if outlet and headline are the same; a label given again knows the new URL."""
    with LabelFile.open(tmp_path / "labels.db") as labels:
        labels.put(_label())
        assert [_label()] == labels.of_article(MOVED)
        labels.put(_label(key=MOVED))
        assert [_label(key=MOVED)] == labels.all()
        assert (True, False) == (labels.remove(KEY, "إيجابي"), labels.remove(KEY, "إيجابي"))


@pytest.mark.parametrize("other", [{"store_id": "t"}, {"article_id": 2}, {"source_id": "ma_b"}, {"headline": "آخر"}])
def test_another_article_has_not_its_labels(tmp_path: Path, other: dict[str, object]) -> None:
    """Another store, or a number that went to another article when a backup was restored."""
    with LabelFile.open(tmp_path / "labels.db") as labels:
        labels.put(_label())

        assert [] == labels.of_article(replace(MOVED, **other))  # type: ignore[arg-type]


def test_any_text_is_kept(tmp_path: Path) -> None:
    """Nothing in it is SQL; NUL and lone surrogates, which no file of SQLite holds, are replaced."""
    with LabelFile.open(tmp_path / "labels.db") as labels:
        labels.put(_label("'; drop table labels; --", "a\x00b\ud800"))

        assert [("'; drop table labels; --", "ab?")] == [(each.label, each.note) for each in labels.all()]
        assert labels.remove(KEY, "'; drop table labels; --")


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    with LabelFile.open(tmp_path / "labels.db") as first, LabelFile.open(tmp_path / "labels.db") as second:
        first.put(_label("أ"))
        second.put(_label("ب"))

        assert ["أ", "ب"] == [each.label for each in first.all()]


def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """Of another program, of a newer version, of no database, of a folder: an error that names it, and the file as it was."""
    with sqlite3.connect(tmp_path / "other.db") as db:
        db.execute("create table things (a)")
    with sqlite3.connect(tmp_path / "newer.db") as db:
        db.execute(f"pragma user_version = {VERSION + 1}")
    (tmp_path / "text.db").write_text("no database at all, but a long enough text to look at\n" * 20)
    (tmp_path / "empty.db").touch()
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    for name, kind in (("other.db", StoreCorrupt), ("newer.db", StoreNewer), ("text.db", StoreCorrupt)):
        with pytest.raises(kind, match=name):
            LabelFile.open(tmp_path / name)
    for name in ("empty.db", "."):
        with pytest.raises(StoreCorrupt):
            LabelFile.open(tmp_path / name, read_only=True)
    with pytest.raises(StoreReadOnly):
        LabelFile.open(tmp_path / "missing.db", read_only=True)

    assert before == {each.name: each.read_bytes() for each in tmp_path.iterdir()}


def test_sql_joins_labels_by_the_address(tmp_path: Path) -> None:
    """As the docs say: attach the file, and join by URL."""
    with LabelFile.open(tmp_path / "labels.db") as labels:
        labels.put(_label())
    db = sqlite3.connect(":memory:")
    db.execute("create table articles (canonical_url text, headline text)")
    db.executemany("insert into articles values (?, ?)", [(KEY.url, "عنوان"), ("https://a.example/2", "آخر")])
    db.execute("attach ? as notes", (str(tmp_path / "labels.db"),))
    rows = db.execute(
        "select a.headline, l.label from articles a join notes.labels l on l.url = a.canonical_url"
    ).fetchall()
    db.close()

    assert [("عنوان", "إيجابي")] == rows
