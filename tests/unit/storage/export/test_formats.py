"""Every format writes every record; what needs a package or a suffix says so."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path

import feedparser
import pytest
import zstandard

from storage.export.formats.formats import FORMATS
from storage.export.formats.parquet import FormatMissing
from storage.records import Gone
from storage.store import Store
from tests.support.exports import export_to, json_lines, keep_article
from tests.support.stores import HOME, fetched

TEXT_FORMATS = sorted(set(FORMATS) - {"parquet"})


def _store_of_three(store: Store) -> None:
    for name in ("a", "b", "c"):
        keep_article(store, name, headline='عنوان "<&>\u2028]]>')
    store.articles.keep([fetched(HOME + "c", Gone(status=410))], run_id=1)


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_every_format_has_every_record(store: Store, tmp_path: Path, form: str) -> None:
    """Two articles and one that was withdrawn, whose text is in no format."""
    _store_of_three(store)
    path = tmp_path / "out"
    export_to(store, path, form)
    text = path.read_text("utf-8")

    assert all(f"{HOME}{name}" in text for name in "abc")
    assert (True, True, False) == tuple(f"كلمة{name}0" in text for name in "abc")


def test_a_feed_is_read_without_complaint(store: Store, tmp_path: Path) -> None:
    """Entries, their names that stay, and the deleted one."""
    _store_of_three(store)
    export_to(store, tmp_path / "out.atom", "atom")
    feed = feedparser.parse((tmp_path / "out.atom").read_bytes())
    export_to(store, tmp_path / "again.atom", "atom")
    again = feedparser.parse((tmp_path / "again.atom").read_bytes())

    assert (0, 2) == (feed.bozo, len(feed.entries))
    assert [each.id for each in feed.entries] == [each.id for each in again.entries]
    assert 1 == (tmp_path / "out.atom").read_text("utf-8").count("<at:deleted-entry")


def test_a_json_feed_and_ninjs_are_json(store: Store, tmp_path: Path) -> None:
    """One document, and one object a line; also where there is nothing."""
    export_to(store, tmp_path / "empty.json", "jsonfeed")
    _store_of_three(store)
    for form in ("jsonfeed", "ninjs"):
        export_to(store, tmp_path / form, form)
    items = json.loads((tmp_path / "jsonfeed").read_bytes())["items"]

    assert ([], 3, 3) == (
        json.loads((tmp_path / "empty.json").read_bytes())["items"], len(items), len(json_lines(tmp_path / "ninjs")),
    )  # fmt: skip
    assert ["usable", "usable", "canceled"] == [each["pubStatus"] for each in json_lines(tmp_path / "ninjs")]


def test_a_suffix_compresses_and_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    """What is in it is the plain file."""
    _store_of_three(store)
    for name in ("plain.jsonl", "one.jsonl.gz", "two.jsonl.gz", "one.jsonl.zst", "two.jsonl.zst"):
        export_to(store, tmp_path / name)
    plain = (tmp_path / "plain.jsonl").read_bytes()
    zst = (tmp_path / "one.jsonl.zst").read_bytes()

    assert (plain, plain) == (
        gzip.decompress((tmp_path / "one.jsonl.gz").read_bytes()),
        zstandard.ZstdDecompressor().decompressobj().decompress(zst),
    )
    assert [(tmp_path / f"one.jsonl.{each}").read_bytes() for each in ("gz", "zst")] == [
        (tmp_path / f"two.jsonl.{each}").read_bytes() for each in ("gz", "zst")
    ]


def test_parquet_without_its_package_says_what_to_install(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leaves no file."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FormatMissing, match=r"pip install 'rasad\[parquet\]'"):
        export_to(store, tmp_path / "out.parquet", "parquet")

    assert not list(tmp_path.glob("out*"))


def test_csv_tells_null_from_an_empty_text(store: Store, tmp_path: Path) -> None:
    """Null is empty without quotes, text always has them, truth is a word."""
    keep_article(store, "a")
    store.file.db.execute("update articles set kicker = '', is_paywalled = 1")
    export_to(store, tmp_path / "out.csv", "csv")
    head, line = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    cells = dict(zip(head.split(","), line.split(","), strict=True))

    assert ('""', "", "true", '"[]"', "1") == tuple(
        cells[name] for name in ("kicker", "deck", "is_paywalled", "tags", "id")
    )


@pytest.mark.parametrize(
    ("text", "is_formula"),
    [
        ("=1", True), ("+1", True), ("-1", True), ("@a", True), (" =1", True), ("\u00a0=1", True), ("\u200f=1", True),
        ("\n=1", True), ("\t=1", True), ("\u061c\u200b -1", True), ("\uff1d1", True), ("'=1", True), ('"=1', True),
        ("%a", True), ("|a", True), ("a=1", False), ("عنوان = نص", False), ("1-2", False), ("", False), ("(=1)", False),
    ],
)  # fmt: skip
def test_a_formula_is_guarded_behind_all_that_is_not_seen(
    store: Store, tmp_path: Path, text: str, is_formula: bool
) -> None:
    """For spreadsheets alone: programs get the text as it is."""
    keep_article(store, "a")
    store.file.db.execute("update articles set kicker = ?", (text,))
    cells = []
    for excel in (True, False):
        export_to(store, tmp_path / "out.csv", "csv", excel=excel)
        with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
            cells.append(next(csv.DictReader(stream))["kicker"])

    assert (is_formula, False) == (
        cells[0].startswith("'") and cells[0] != cells[1],
        cells[1].startswith("'") and text[:1] != "'",
    )
