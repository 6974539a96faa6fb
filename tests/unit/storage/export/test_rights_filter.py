"""What an export leaves out because the outlet reserves it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from storage.records import ListingEntry
from storage.rights import Rights, TdmReservation
from storage.store import Store
from tests.support.exports import export_to, json_lines
from tests.support.stores import HOME, claimed, fetched, offered, read

BODY = "ناقشت اللجنة مشروع المدرسة الجديدة والأمن الغذائي في المنطقة."
SUMMARY = "ملخص طويل " * 60


def _keep(store: Store, rights: Rights | None) -> None:
    offered(store, ListingEntry(url=HOME + "a"))
    claimed(store)
    kept = read(HOME + "a", "عنوان", BODY)
    kept = replace(kept, article=replace(kept.article, rights=rights, summary=SUMMARY))
    store.articles.keep([fetched(HOME + "a", kept)], run_id=1)


def _exported(store: Store, folder: Path, *, cursor: bool = False) -> list[dict[str, object]]:
    path = folder / "out.jsonl"
    name = folder / "desk.json" if cursor else None
    export_to(store, path, cursor=name)
    return json_lines(path)


@pytest.mark.parametrize(
    ("rights", "has_body", "longest"),
    [
        (None, True, len(SUMMARY)),
        (Rights(agents=("GPTBot",), signals=(("ai-train", "no"),)), True, len(SUMMARY)),
        (Rights(directives=(("noimageai", "meta"),)), True, len(SUMMARY)),
        (Rights(tdm=TdmReservation(reserved=False, declared_in="meta")), True, len(SUMMARY)),
        (Rights(tdm=TdmReservation(reserved=True, declared_in="tdmrep.json")), False, 300),
        (Rights(directives=(("noai", "header"),)), False, 300),
        (Rights(directives=(("noarchive", "meta"),)), False, 300),
        (Rights(directives=(("max-snippet:40", "meta"),)), False, 40),
        (Rights(directives=(("noai", "meta"), ("nosnippet", "meta"))), False, 0),
    ],
)
def test_a_reserved_article_leaves_without_its_text(
    store: Store, tmp_path: Path, rights: Rights | None, has_body: bool, longest: int
) -> None:
    """Title, address and date stay, with a snippet of at most 300 characters, or as many as are allowed."""
    _keep(store, rights)
    (row,) = _exported(store, tmp_path)
    summary = str(row["summary"] or "")

    assert ("عنوان", has_body, True) == (row["headline"], row["body"] is not None, len(summary) <= longest)
    assert (longest > 0) is bool(summary)


def test_what_must_be_in_no_index_is_in_no_export(store: Store, tmp_path: Path) -> None:
    """`noindex` leaves an article out; a reader that had it gets it bare, so that it can take it down."""
    _keep(store, None)
    before = _exported(store, tmp_path, cursor=True)
    _keep(store, Rights(directives=(("noindex", "header"),)))
    after = _exported(store, tmp_path, cursor=True)

    assert (1, [(None, None, {"noindex": "header"})], []) == (
        len(before),
        [(row["body"], row["summary"], row["rights"]) for row in after],
        _exported(store, tmp_path),
    )


def test_rights_stand_in_a_cell_as_json(store: Store, tmp_path: Path) -> None:
    """CSV holds the object as text."""
    _keep(store, Rights(agents=("GPTBot",)))
    path = tmp_path / "out.csv"
    export_to(store, path, "csv")
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)

    assert {"ai-agents": ["GPTBot"]} == json.loads(row["rights"])
