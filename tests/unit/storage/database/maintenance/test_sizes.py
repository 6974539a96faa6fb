"""What takes the space of a store: every page is some table's, an index counts for its table, and nothing is written."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.__main__ import rasad
from storage.database.maintenance import sizes
from storage.database.maintenance.sizes import store_sizes
from storage.store import Store
from tests.support.stores import HOME, NOW, fetched, read

pytestmark = pytest.mark.usefixtures("on_disk")

BODY = "نص طويل عن الأمن " * 300


def _keep(store: Store) -> None:
    for number in range(5):
        url = f"{HOME}{number}"
        store.articles.keep([fetched(url, read(url, f"خبر {number}", f"{BODY} {number}"))], run_id=1)


def _sizes(store: Store, *words: str) -> Result:
    return CliRunner().invoke(rasad, ["--data", str(Path(store.file.path).parent), "compact", "--sizes", *words])


def test_every_page_belongs_to_a_table(store: Store) -> None:
    """The parts and the free pages are the file; an index has the name of its table, and so has the search index."""
    _keep(store)
    with store.file.reading() as db:
        found = store_sizes(db)
    parts = {each.name: each for each in found.parts or ()}

    assert found.file == sum(each.bytes for each in parts.values()) + found.free
    assert ("articles", True, False) == (
        parts["articles_brief"].table,
        parts["articles_brief"].is_index,
        parts["articles"].is_index,
    )
    assert {"articles_fts"} == {each.table for each in parts.values() if each.name.startswith("articles_fts")}


def test_the_text_is_counted_in_bytes(store: Store) -> None:
    """UTF-8, also what follows a NUL; earlier texts apart."""
    first, second = read(f"{HOME}a", "خبر", "قبل\x00بعد"), read(f"{HOME}a", "خبر آخر", "بعد")
    store.articles.keep([fetched(f"{HOME}a", first)], run_id=1)
    store.articles.keep([fetched(f"{HOME}a", second, at=NOW + timedelta(hours=1))], run_id=1)
    with store.file.reading() as db:
        found = store_sizes(db)
        (kept,) = db.execute("select headline || body from revisions").fetchone()

    assert (1, len("خبر آخربعد".encode()), len(kept.encode())) == (found.articles, found.text, found.earlier_text)


def test_the_command_shows_tables_and_writes_nothing(store: Store) -> None:
    """The largest table first, and the file beside its text; JSON has each index by itself."""
    _keep(store)
    before = Path(store.file.path).stat()
    table, document = _sizes(store).output, json.loads(_sizes(store, "--json").stdout)
    after = Path(store.file.path).stat()

    assert "5 articles with" in table
    assert "bytes for each byte of them" in table
    assert {"articles", "articles_fts", "fingerprints"} <= {line.split()[0] for line in table.splitlines() if line}
    assert "articles_brief" in [each["name"] for each in document["sizes"]["parts"]]
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def test_an_empty_store_has_no_share(store: Store) -> None:
    assert (0, True) == (_sizes(store).exit_code, json.loads(_sizes(store, "--json").stdout)["times_text"] is None)


def test_without_dbstat_the_file_alone_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite may be built without it: one line says so, and the rest is shown."""
    _keep(store)
    monkeypatch.setattr(sizes, "_DBSTAT", "select 1 where false")
    done = _sizes(store)

    assert (0, True, True) == (done.exit_code, "without dbstat" in done.output, "5 articles with" in done.output)
