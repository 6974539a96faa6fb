"""Exports and search: what leaves the store, and what is found in it."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.arabic.search.query import match, parse_query
from storage.articles.search.search_index import SearchFilter
from storage.records import Gone, ListingEntry
from storage.store import Store
from tests.support.exports import export_to
from tests.support.stores import HOME, NOW, claimed, fetched, offered, read

BODY = "ناقشت اللجنة مشروع المدرسة الجديدة والأمن الغذائي في المنطقة."


def _keep(store: Store, name: str, headline: str) -> None:
    offered(store, ListingEntry(url=HOME + name), url=HOME + f"{name}.xml")
    claimed(store)
    store.articles.keep([fetched(HOME + name, read(HOME + name, headline, f"{BODY} {name}"))], run_id=1)


def _exported(store: Store, folder: Path) -> list[tuple[str, bool, bool]]:
    path = folder / "out.jsonl"
    export_to(store, path, cursor=folder / "desk.json")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["headline"], row["body"] is not None, row["withdrawn_at"] is not None) for row in rows]


def test_a_cursor_brings_only_what_is_new_or_withdrawn(store: Store, tmp_path: Path) -> None:
    """Everything once, then nothing, then the withdrawal without its text."""
    _keep(store, "a", "عنوان أول")
    first, second = _exported(store, tmp_path), _exported(store, tmp_path)
    store.articles.keep([fetched(HOME + "a", Gone(status=410), at=NOW)], run_id=1)

    assert ([("عنوان أول", True, False)], []) == (first, second)
    assert [("عنوان أول", False, True)] == _exported(store, tmp_path)


def test_a_licence_withholds_the_body_and_a_formula_is_guarded(store: Store, tmp_path: Path) -> None:
    """CSV for a spreadsheet holds no formula, and no text that the licence keeps in."""
    _keep(store, "a", "=cmd|calc")
    path = tmp_path / "out.csv"
    report = export_to(store, path, "csv", with_body=False, excel=True)
    text = path.read_text(encoding="utf-8")

    assert ({"no-licence": 1}, True, False) == (report.withheld, "'=cmd|calc" in text, BODY in text)


def test_words_are_found_however_they_are_spelled(store: Store) -> None:
    """Prefixes, hamza, ta marbuta and quotes make no difference, and are no syntax."""
    _keep(store, "a", "عنوان أول")
    found = {
        query: store.search_index.search(match(parse_query(query)), SearchFilter(), limit=9).total
        for query in ("الامن", "المدرسه", '"الأمن" AND (', "غائبة")
    }

    assert {"الامن": 1, "المدرسه": 1, '"الأمن" AND (': 0, "غائبة": 0} == found
