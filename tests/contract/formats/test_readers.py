"""Other programs read what exports write: the right types, and equal rows after the cleaning that is documented."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.export.printable import printable
from storage.export.records.fields import FIELD_NAMES
from storage.store import Store
from tests.contract.formats.exported_records import LISTS, by_id, expected_records, exported, library
from tests.contract.formats.hostile_store import hostile_store, rows_of
from tests.support.exports import export_to, json_lines

pytestmark = pytest.mark.formats


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_json_lines_are_what_the_store_holds(store: Store, tmp_path: Path, suffix: str) -> None:
    """Exactly, for every reader of lines; compressed ones are read by their names."""
    pandas = library("pandas")
    path = exported(store, tmp_path, f"all.jsonl{suffix}", "jsonl")
    if not suffix:
        assert expected_records(store) == by_id(json_lines(path))
        assert len(rows_of(store)) == len(path.read_text("utf-8").splitlines())
    frame = pandas.read_json(path, lines=True, dtype=False).sort_values("id")

    assert [row["headline"] for row in expected_records(store)] == frame["headline"].tolist()
    assert [row["body"] for row in expected_records(store)] == frame["body"].astype(object).where(
        frame["body"].notna(), None
    ).tolist()
    assert [row["tags"] for row in expected_records(store)] == frame["tags"].tolist()


def test_polars_and_duckdb_read_json_lines(store: Store, tmp_path: Path) -> None:
    """Lists are lists, numbers are numbers, null is null."""
    polars, duckdb = library("polars"), library("duckdb")
    path = exported(store, tmp_path, "all.jsonl", "jsonl")
    frame = polars.read_ndjson(path).sort("id")
    found = duckdb.sql(
        f"select id, headline, tags, words, is_paywalled, body from read_json('{path}', maximum_object_size=100000000) order by id"
    )
    expected = [
        tuple(row[name] for name in ("id", "headline", "tags", "words", "is_paywalled", "body"))
        for row in expected_records(store)
    ]

    assert expected == frame.select("id", "headline", "tags", "words", "is_paywalled", "body").rows()
    assert expected == found.fetchall()


def _cleaned(value: Any) -> Any:
    return printable(value, lines=True) if isinstance(value, str) else value


def test_csv_is_what_the_store_holds(store: Store, tmp_path: Path) -> None:
    """By every reader, after the cleaning; lists come back from their JSON, and null is not an empty text."""
    pandas, polars, duckdb = library("pandas"), library("polars"), library("duckdb")
    path = exported(store, tmp_path, "all.csv", "csv")
    names = ["headline", "byline", "body", "published_text"]
    expected = [[_cleaned(row[name]) for name in names] for row in expected_records(store)]
    frame = pandas.read_csv(path, dtype=object, keep_default_na=False, na_values=[""]).sort_values(
        "id", key=lambda ids: ids.astype(int)
    )
    read = polars.read_csv(path, infer_schema=False).sort(polars.col("id").cast(int))
    query = duckdb.sql(
        f"select * from read_csv('{path}', all_varchar=true, max_line_size=20000000, quote='\"', escape='\"', new_line='\\r\\n') order by id::int"
    )

    for name in names:
        wanted = [row[names.index(name)] for row in expected]
        assert wanted == frame[name].astype(object).where(frame[name].notna(), None).tolist(), name
        assert wanted == read[name].to_list(), name
        assert (
            wanted
            == query.project(name)
            .df()[name]
            .astype(object)
            .where(query.project(name).df()[name].notna(), None)
            .tolist()
        )
    for name in LISTS:
        assert [row[name] for row in expected_records(store)] == [json.loads(each) for each in frame[name]]
    assert [str(row["is_paywalled"]).lower().replace("none", "None") for row in expected_records(store)] == [
        str(each) for each in read["is_paywalled"].to_list()
    ]


def test_a_spreadsheet_finds_no_formula(store: Store, tmp_path: Path) -> None:
    """Nor behind blanks, marks or line ends; and no cell is longer than Excel's."""
    text = exported(store, tmp_path, "all.csv", "csv", excel=True).read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    hidden = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u2060-\u2069\ufeff\"']*")
    bare = [
        each
        for row in rows[1:]
        for each in row
        if each[:1] != "'" and hidden.sub("", each, count=1)[:1] in tuple("=+-@|%＝＋－＠")
    ]

    assert ("\ufeff", []) == (text[0], [each for each in bare if each])
    assert 32_767 >= max(len(each) for row in rows for each in row)
    assert {len(FIELD_NAMES)} == {len(row) for row in rows}


def test_parquet_is_what_the_store_holds(store: Store, tmp_path: Path) -> None:
    """Exactly and with its types, by four readers."""
    parquet, pandas, polars, duckdb = (
        library("pyarrow.parquet"),
        library("pandas"),
        library("polars"),
        library("duckdb"),
    )
    path = exported(store, tmp_path, "all.parquet", "parquet")
    rows = by_id(parquet.read_table(path).to_pylist())
    texts = ("headline", "body", "authors", "tags", "words", "doubt", "is_paywalled", "op", "withheld", "published_day")
    expected = expected_records(store)

    assert [[row[name] for name in texts if name != "published_day"] for row in expected] == [
        [row[name] for name in texts if name != "published_day"] for row in rows
    ]
    assert [row["published_day"] for row in expected] == [
        None if row["published_day"] is None else row["published_day"].isoformat() for row in rows
    ]
    for name in ("published_at", "fetched_at", "kept_at", "withdrawn_at"):
        assert [row[name] for row in expected] == [plain_value(row[name]) for row in rows], name
    assert [row["rights"] for row in expected] == [row["rights"] and json.loads(row["rights"]) for row in rows]
    assert [row["parts"] for row in expected] == [
        [{**each, "at": plain_value(each["at"])} for each in row["parts"]] for row in rows
    ]
    frame, read = pandas.read_parquet(path).sort_values("id"), polars.read_parquet(path).sort("id")
    assert [row["headline"] for row in expected] == frame["headline"].tolist() == read["headline"].to_list()
    assert "datetime64[ms, UTC]" == str(frame["published_at"].dtype)
    assert (polars.Datetime("ms", "UTC"), polars.List(polars.String)) == (
        read.schema["published_at"],
        read.schema["tags"],
    )
    assert [(row["id"], row["body"]) for row in expected] == duckdb.sql(
        f"select id, body from '{path}' order by id"
    ).fetchall()


def test_the_parquet_of_a_delta_has_the_schema_of_the_whole(tmp_path: Path) -> None:
    """Whatever columns are empty in it, and also without any row."""
    parquet = library("pyarrow.parquet")
    with hostile_store(tmp_path) as store:
        schemas = []
        whole = exported(store, tmp_path, "whole.parquet", "parquet")
        export_to(store, tmp_path / "first.parquet", "parquet", cursor=tmp_path / "desk.cursor")
        store.file.db.execute("update articles set seq = seq + 1000 where id in (1, 5, 9)")
        store.file.db.execute("update counters set value = value + 2000 where name = 'seq'")
        for name in ("delta", "nothing"):
            export_to(store, tmp_path / f"{name}.parquet", "parquet", cursor=tmp_path / "desk.cursor")
            schemas.append(
                (
                    parquet.read_schema(tmp_path / f"{name}.parquet"),
                    parquet.read_table(tmp_path / f"{name}.parquet").num_rows,
                )
            )
    hints = get_type_hints(ExportRow)
    schema = parquet.read_schema(whole)

    assert [(schema, 3), (schema, 0)] == schemas
    assert list(FIELD_NAMES) == schema.names
    assert [type(None) in getattr(hints[name], "__args__", ()) for name in FIELD_NAMES] == [
        schema.field(name).nullable for name in FIELD_NAMES
    ]


def test_a_feed_reader_finds_every_article(store: Store, tmp_path: Path) -> None:
    """No bozo; what was withdrawn is a deleted entry, and nothing of its text is in the feed."""
    feedparser, etree = library("feedparser"), library("lxml.etree")
    path = exported(store, tmp_path, "all.atom", "atom")
    feed = feedparser.parse(path.read_bytes())
    there = [row for row in expected_records(store) if row["op"] != "withdrawn"]
    root = etree.fromstring(path.read_bytes(), etree.XMLParser(huge_tree=True))
    names = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
    titles = root.xpath("//a:entry/a:title/text()", namespaces=names)

    assert (0, len(there)) == (feed.bozo, len(feed.entries))
    assert sorted(row["canonical_url"] for row in there) == sorted(each.link for each in feed.entries)
    assert sorted(_xml(row["headline"]) for row in there) == sorted(titles)
    assert 1 == len(root.xpath("//at:deleted-entry[@ref and @when]", namespaces=names))
    assert "ar" == root.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert len({each.id for each in feed.entries}) == len(there)
    required = ("id", "title", "updated", "author")
    assert all(
        entry.find(f"{{{names['a']}}}{name}") is not None
        for entry in root.iterfind("a:entry", names)
        for name in required
    )


def _xml(text: str) -> str:
    return re.sub("[\ufffe\uffff]", "", printable(text, lines=True))
