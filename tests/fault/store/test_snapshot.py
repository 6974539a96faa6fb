"""Analysts, and a public browser of the data, get a snapshot: whatever they ask there, no crawl waits."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.database.sqlite import wal
from storage.database.sqlite.wal import fold_wal
from storage.store import Store
from tests.fault.store.recorded_writes import BATCH, WORDS
from tests.support.stores import HOME, NOW, SOURCE, fetched, read

ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n, articles where x < 0"
BROWSER = """
import sqlite3, sys
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
db.execute("begin"); db.execute("select count(*) from articles").fetchone()
print("asks", flush=True); db.execute(sys.argv[2]).fetchone()
"""


@contextmanager
def _endless_sql(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Ask a database something that has no end, in two programs, as any visitor of a browser can."""
    asking = [
        subprocess.Popen([sys.executable, "-c", BROWSER, str(path), ENDLESS], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        for each in asking:
            assert each.stdout is not None
            assert each.stdout.readline() == "asks\n"
        yield asking[0]
    finally:
        for each in asking:
            each.kill()
            each.communicate()


def _keep(store: Store, run: int, number: int) -> None:
    chance = random.Random(number)
    texts = {f"{number}-{each}": " ".join(chance.choices(WORDS, k=60)) for each in range(BATCH)}
    store.articles.keep(
        [fetched(HOME + each, read(HOME + each, text[:40], text)) for each, text in texts.items()], run_id=run
    )


def test_endless_sql_on_a_snapshot_holds_up_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented statement makes one while a run keeps articles; the log of the store is emptied as ever.

    The same question to the store itself would let the log grow: the warning names who asks.
    """
    monkeypatch.setattr(wal, "LARGE_WAL", 1000)
    path, snapshot = tmp_path / "rasad.db", tmp_path / "snapshot.db"
    with Store.open(path) as store:
        store.sources.register([SOURCE])
        run = store.runs.start(at=NOW, command="test", pid=1)
        _keep(store, run, 0)
        analyst = sqlite3.connect(path)
        analyst.execute("vacuum into ?", (str(snapshot),))
        analyst.close()
        with _endless_sql(snapshot):
            _keep(store, run, 1)
            beside = (fold_wal(store.file), path.with_name("rasad.db-wal").stat().st_size)
        with _endless_sql(path) as browser:
            _keep(store, run, 2)
            inside = fold_wal(store.file) or ""
        kept = store.articles.summary().articles
    copy = sqlite3.connect(snapshot)
    copied = (
        copy.execute("pragma integrity_check").fetchone()[0],
        copy.execute("select count(*) from articles").fetchone()[0],
    )
    copy.close()

    assert ((None, 0), True, 3 * BATCH) == (beside, f"pid {browser.pid}," in inside, kept)
    assert ("ok", BATCH) == copied
