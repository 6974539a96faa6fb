"""`rasad attention`: every figure with its denominator, as a table, CSV and JSON; and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from crawler.cli.search.attention import attention
from crawler.config.data_dir import DataDir
from storage.store import Store
from tests.support.stores import HOME, fetched, read


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(attention, words, obj=DataDir(data=data))


def _keep(store: Store) -> None:
    for name, text in (
        ("a", "قرر مجلس الأمن عقد جلسة"),
        ("b", "حل فريق الجبل أولا في السباق"),
        ("c", "الأمن يلاحق اللصوص"),
    ):
        store.articles.keep([fetched(HOME + name, read(HOME + name, f"خبر {name}", text))], run_id=1)


def test_the_table_has_both_counts(store: Store, tmp_path: Path) -> None:
    _keep(store)
    done = _run(tmp_path, "الأمن", "--by", "month")

    assert ["2026-11", "1", "2", "3", "66.67", "%", "few", "articles"] == done.stdout.splitlines()[1].split()
    assert "2 of 3 articles, 66.67 %, 1 outlets\n" == done.stderr


def test_csv_and_json_have_the_same_rows(store: Store, tmp_path: Path) -> None:
    """A name that a spreadsheet would calculate is text."""
    _keep(store)
    store.file.db.execute("update sources set outlet = '=1+1'")
    rows = list(csv.DictReader(_run(tmp_path, "الأمن", "-مجلس", "--by-outlet", "--csv").stdout.splitlines()))
    found = json.loads(_run(tmp_path, "الأمن", "-مجلس", "--by-outlet", "--json").stdout)["attention"]

    assert [("1", "3", "0.333333", "'=1+1")] == [
        tuple(row[name] for name in ("matches", "articles", "share", "outlet")) for row in rows
    ]
    assert [(1, 3, 0.333333, "=1+1")] == [
        tuple(row[name] for name in ("matches", "articles", "share", "outlet")) for row in found["rows"]
    ]


def test_fields_of_the_query_bound_both_counts(store: Store, tmp_path: Path) -> None:
    _keep(store)
    store.file.db.execute("update articles set local_day = '2026-11-20' where canonical_url = ?", (HOME + "a",))
    found = json.loads(_run(tmp_path, "الأمن since:2026-11-23 source:ma_outlet", "--json").stdout)["attention"]

    assert (1, 2) == (found["matches"], found["articles"])


def test_every_field_of_the_grammar_bounds_both_counts(store: Store, tmp_path: Path) -> None:
    """A section in any form of its words, an agency by any of its names; one that no outlet has leaves nothing."""
    _keep(store)
    db = store.file.db
    db.execute("update articles set section = 'السياسة' where canonical_url <> ?", (HOME + "a",))
    db.execute("update articles set agency_id = 'afp' where canonical_url <> ?", (HOME + "c",))
    counts = []
    for field in ("section:سياسة", "agency:afp", 'agency:"فرانس برس"', "section:رياضة", "agency:reuters"):
        found = json.loads(_run(tmp_path, f"الأمن {field}", "--json").stdout)["attention"]
        counts.append((found["matches"], found["articles"]))

    assert [(1, 2), (1, 2), (1, 2), (0, 0), (0, 0)] == counts


def test_a_collection_bounds_both_counts(store: Store, tmp_path: Path) -> None:
    """An outlet that the collection excludes is in no count."""
    _keep(store)
    (tmp_path / "rasad.toml").write_text(
        '[collections.west]\ncountries = ["ma"]\n[collections.none]\ncountries = ["eg"]\n'
    )
    found = json.loads(_run(tmp_path, "الأمن", "--collection", "west", "--json").stdout)["attention"]

    assert ((2, 3), 2) == (
        (found["matches"], found["articles"]),
        _status(_run(tmp_path, "الأمن", "--collection", "none")),
    )


def test_what_cannot_be_asked_is_an_error_of_usage(store: Store, tmp_path: Path) -> None:
    """Unknown sources and countries, an empty range, no word, two formats."""
    _keep(store)
    asked = (
        ("الأمن", "--source", "ma_none"), ("الأمن", "--country", "zz"), ("الأمن country:zz",), ("---",),
        ("الأمن", "--since", "2026-11-20", "--until", "2026-11-01"), ("الأمن", "--json", "--csv"),
        ("الأمن", "--collection", "gulf"),
    )  # fmt: skip

    assert [2] * 7 == [_status(_run(tmp_path, *words)) for words in asked]


def _status(done: Result) -> int:
    return int(getattr(done.exception, "exit_status", done.exit_code))
