"""No statement of a run or of a command walks a table that grows with the store, but for a few that say why."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.store import Store
from tests.crawl.runs import traced_program
from tests.support.paths import ROOT

pytestmark = pytest.mark.long

GROWING = frozenset({
    "articles", "articles_fts", "copy_keys", "duplicate_pairs", "false_claims", "fetches", "fingerprints", "frontier",
    "removed_articles", "revisions", "search_rows", "sightings", "template_keys", "url_aliases",
})  # fmt: skip
# Statements that may walk such a table, by a part of them that no other has.
ALLOWED = {
    r"^select count\(\*\), count\(duplicate_of\), count\(distinct series_id\)": "the figures at the end of `rasad demo`",
    r"^select min\(rowid\), count\(\*\) from \( select rowid from articles_fts": "the newest hits of a word, to a limit",
    r"^select a\.id, (bm25\(articles_fts|\? as score from articles_fts)": "the hits of a query, best or newest first",
    r"^select \? from articles_fts where articles_fts match": "the hits of a query, to a limit",
    r"order by coalesce\(a\.published_until, a\.published_at\) desc, a\.canonical_url limit \?$": "the latest, in index order",
    r"from articles a indexed by articles_counted": "counts of analysts over all articles, by an index that holds no texts",
    r" where true order by a\.seq$": "an export of the whole store",
    r" where true and coalesce\(a\.published_until, a\.published_at\) >= \? order by a\.seq$": "an export without a cursor",
}
_VALUE = re.compile(r"[xX]?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
_NAMED = re.compile(r'(?:from|join|into|update)\s+"?(\w+)"?(?:\s+as)?\s+(\w+)', re.IGNORECASE)


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the data folder of a demo of two days, and every statement of its runs and of the commands after it."""
    data = tmp_path_factory.mktemp("plans")
    trace = data / "statements.jsonl"
    Store.open(data / "rasad.db").close()  # what creates the tables is not traced
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    for command in (["demo", "--port", port], ["demo", "--port", port]):
        _run(trace, data, command)
    with Store.open(data / "rasad.db", read_only=True) as store:
        url = store.articles.latest(limit=1)[0].canonical_url
    for command in (
        ["health"], ["runs"], ["why", url], ["search", "المدرسة"], ["search", "المدرسة", "--newest", "--originals"],
        ["attention", "المدرسة", "--by-outlet"], ["keywords", "المدرسة"], ["copies"],
        ["export", "--format", "jsonl", "-o", str(data / "a.jsonl"), "--cursor", "mine"],
        ["export", "--format", "jsonl", "-o", str(data / "b.jsonl"), "--cursor", "mine"],
        ["export", "--format", "jsonl", "-o", str(data / "c.jsonl"), "--since", "2026-11-01"],
    ):  # fmt: skip
        _run(trace, data, command)
    return data, [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]


def _run(trace: Path, data: Path, command: list[str]) -> None:
    program = [sys.executable, traced_program.__file__, str(trace), "--data", str(data), *command]
    done = subprocess.run(
        program, capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert 0 == done.returncode, done.stderr


def _walks(db: sqlite3.Connection, statement: str) -> list[str]:
    """Return the growing tables that a statement walks from their first row on."""
    names = {alias: table for table, alias in _NAMED.findall(statement)}
    plan = [row[3] for row in db.execute(f"explain query plan {statement}")]
    scanned = [str(found[1]) for line in plan if (found := re.match(r"SCAN (\w+)", line))]
    return [names.get(each, each) for each in scanned if names.get(each, each) in GROWING]


def test_no_statement_walks_a_table_that_grows(traced: tuple[Path, list[str]]) -> None:
    """By the plan of SQLite for every statement that a run and the commands after it really used."""
    data, statements = traced
    ours = [each for each in statements if re.match(r"\s*(select|with|insert|update|delete)\b", each, re.IGNORECASE)]
    found = {}
    with closing(sqlite3.connect(f"{(data / 'rasad.db').as_uri()}?mode=ro", uri=True)) as db:
        for statement in ours:
            shape = " ".join(_VALUE.sub("?", statement).split())
            if (walked := _walks(db, statement)) and not any(re.search(each, shape) for each in ALLOWED):
                found[shape] = walked

    assert (True, {}) == (len(ours) > 150, found)
