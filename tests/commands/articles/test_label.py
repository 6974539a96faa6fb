"""`rasad label` and `rasad labels`: labels survive new crawls, restores and moves; the store is never changed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import click
from click.testing import CliRunner, Result

from crawler.cli.articles.label import label
from crawler.cli.articles.labels import labels
from crawler.config.data_dir import DataDir
from storage.store import Store
from tests.support.stores import HOME, fetched, read, started_store


def _run(command: click.Command, data: Path, *words: str) -> Result:
    return CliRunner().invoke(command, words, obj=DataDir(data=data))


def _listed(data: Path, *words: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(_run(labels, data, *words, "--json").stdout)["labels"]
    return found


def _keep(store: Store, *names: str) -> None:
    for name in names:
        body = " ".join(f"{name}{place}" for place in range(30))
        store.articles.keep([fetched(HOME + name, read(HOME + name, f"خبر {name}", body))], run_id=1)


def _short(rows: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(row["id"], row["label"], row["note"], row["state"]) for row in rows]


def test_a_label_is_given_noted_and_taken_away(store: Store, tmp_path: Path) -> None:
    """By number or URL; a note stays until another one is given."""
    _keep(store, "a", "b")
    before = list(store.file.db.iterdump())
    for words in (("1", "إيجابي", "--note", "مقال رأي"), (HOME + "b", "إيجابي"), ("1", "إيجابي"), ("2", "رياضة")):
        assert 0 == _run(label, tmp_path, *words).exit_code
    assert [(2, "إيجابي", None, ""), (1, "إيجابي", "مقال رأي", ""), (2, "رياضة", None, "")] == sorted(
        _short(_listed(tmp_path)),
        key=lambda row: (row[1], row[2] or ""),
    )
    assert [{"label": "إيجابي", "articles": 2}, {"label": "رياضة", "articles": 1}] == _listed(tmp_path, "--counts")
    _run(label, tmp_path, "2", "رياضة", "--remove")
    _run(label, tmp_path, "1", "إيجابي", "--note", "")

    assert {(1, "إيجابي", None, ""), (2, "إيجابي", None, "")} == set(_short(_listed(tmp_path, "إيجابي")))
    assert before == list(store.file.db.iterdump())


def test_one_label_has_one_spelling(store: Store, tmp_path: Path) -> None:
    """Vowel marks, hamzas, tatweel, presentation forms, digits and case make no second label."""
    _keep(store, "a")
    for name in ("إيجابي 1 FIFA", "ايجــابي ١ fifa", "إِيجَابِيّ 1 Fifa", "ﺇﻳﺠﺎﺑﻲ ۱ FIFA", " إيجابي\u00a01\u200f FIFA "):
        _run(label, tmp_path, "1", name)

    assert ["إيجابي 1 FIFA"] == [row["label"] for row in _listed(tmp_path)]
    assert 1 == len(_listed(tmp_path, "ايجابي ۱ fifa"))


def test_labels_survive_a_new_crawl(store: Store, tmp_path: Path) -> None:
    """In another store the articles have other numbers; what it does not have is listed, too, and said."""
    _keep(store, "a", "b", "c")
    for number in ("1", "3"):
        _run(label, tmp_path, number, "مهم")
    store.close()
    (tmp_path / "rasad.db").unlink()
    with started_store(tmp_path / "rasad.db", store_id="another") as again:
        _keep(again, "x", "y", "c")
        done = _run(labels, tmp_path, "--json")

    assert [(None, "مهم", None, "not in this store"), (3, "مهم", None, "")] == _short(json.loads(done.stdout)["labels"])
    assert ([HOME + "a", HOME + "c"], "1 of 2 are not in this store\n") == (
        [row["url"] for row in json.loads(done.stdout)["labels"]],
        done.stderr,
    )


def test_a_number_that_went_to_another_article_has_no_label(store: Store, tmp_path: Path) -> None:
    """An older backup gives the numbers after it out again: the label stays with the article that it was given to."""
    _keep(store, "a")
    _run(label, tmp_path, "1", "مهم")
    store.file.db.execute("update articles set canonical_url = ?, headline = 'خبر آخر', key = 7", (HOME + "other",))

    assert [(None, "مهم", None, "not in this store")] == _short(_listed(tmp_path))


def test_an_article_that_moved_or_was_withdrawn_keeps_its_label(store: Store, tmp_path: Path) -> None:
    _keep(store, "a", "b")
    _run(label, tmp_path, "1", "مهم")
    _run(label, tmp_path, "2", "مهم")
    db = store.file.db
    db.execute("update articles set canonical_url = ?, key = 7 where id = 1", (HOME + "moved",))
    db.execute("update articles set withdrawn_at = kept_at where id = 2")

    assert [(1, "مهم", None, ""), (2, "مهم", None, "withdrawn")] == _short(_listed(tmp_path))


def test_csv_holds_no_formula(store: Store, tmp_path: Path) -> None:
    _keep(store, "a")
    _run(label, tmp_path, "1", "=1+1", "--note", '@x "y"\nz')
    (row,) = csv.DictReader(_run(labels, tmp_path, "--csv").stdout.splitlines(keepends=True))

    assert ("'=1+1", '\'@x "y"\nz') == (row["label"], row["note"])


def test_what_cannot_be_done_is_an_error_of_usage(store: Store, tmp_path: Path) -> None:
    """And no file of labels is made on the way."""
    _keep(store, "a")
    wrong = (
        (label, "9", "x"), (label, "https://elsewhere.example/", "x"), (label, "1", "x", "--remove"),
        (label, "1", "x", "--remove", "--note", "y"), (labels, "x"), (labels, "x", "--counts"), (labels, "--json", "--csv"),
    )  # fmt: skip
    assert [2] * 7 == [_run(command, tmp_path, *words).exit_code for command, *words in wrong]
    assert ([], False) == (_listed(tmp_path), (tmp_path / "labels.db").exists())

    names = ("", " \u200f ", "أ" * 101, "a\nb")
    assert [2] * 5 == [
        *(_run(label, tmp_path, "1", name).exit_code for name in names),
        _run(label, tmp_path, "1", "x", "--note", "a" * 10_001).exit_code,
    ]
    assert [] == _listed(tmp_path)


def test_damaged_labels_are_named(store: Store, tmp_path: Path) -> None:
    """With the status of a store that cannot be used; the file is left as it is."""
    _keep(store, "a")
    (tmp_path / "labels.db").write_text("not a database, but long enough to look at\n" * 30)

    assert [4, 4] == [
        int(getattr(_run(command, tmp_path, *words).exception, "exit_status", 0))
        for command, *words in ((label, "1", "x"), (labels,))
    ]
