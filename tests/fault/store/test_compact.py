"""`rasad compact` gives space back, and costs nothing whatever happens to it."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from storage.articles.upkeep.prune import PruneLimits
from storage.database.locks import RunLocks
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, fetched, offered, query_rows, read, started_store

_KILLS = 8
COMMAND = [sys.executable, "-m", "crawler", "--data"]


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, str(data), *words], capture_output=True, text=True, timeout=120, check=False)


def _filled(data: Path, count: int) -> None:
    """Write a store from which two thirds of the articles were removed."""
    data.mkdir()
    chance = random.Random("words")
    words = ["القرى", "الوزير", "البرنامج", "الميزانية", "السنة", "الجهة", "المدينة", "الحكومة", "الطريق", "الماء"]
    with started_store(data / "rasad.db") as store:
        for number in range(count):
            url = f"{HOME}news/{number}"
            offered(store, ListingEntry(url=url))
            body = "\n\n".join(" ".join(chance.choices(words, k=60)) + f" {number}" for _ in range(8))
            store.articles.keep(
                [fetched(url, read(url, f"خبر {number} {' '.join(chance.choices(words, k=5))}", body))], run_id=1
            )
        store.file.db.execute("update articles set kept_at = '2026-10-01T00:00:00Z' where id % 3 > 0")
        while store.retention.remove_articles(PruneLimits(tables={}, articles={None: NOW}), at=NOW):
            pass


def _articles(data: Path) -> list[tuple[object, ...]]:
    return query_rows(data, "select id, headline, body from articles order by id")


@pytest.mark.long
def test_a_pruned_store_becomes_smaller(tmp_path: Path) -> None:
    """The articles are the same, the file is smaller, nothing is wrong, and a reader that is there reads on."""
    _filled(tmp_path / "data", 300)
    before, size = _articles(tmp_path / "data"), (tmp_path / "data" / "rasad.db").stat().st_size
    with closing(sqlite3.connect(f"file:{tmp_path}/data/rasad.db?mode=ro", uri=True)) as reader:
        reader.execute("select count(*) from articles").fetchone()
        done = _rasad(tmp_path / "data", "compact", "--json")
        count = reader.execute("select count(*) from articles").fetchone()[0]

    assert (0, len(before), before) == (done.returncode, count, _articles(tmp_path / "data"))
    assert (tmp_path / "data" / "rasad.db").stat().st_size < size * 0.7
    assert "nothing is wrong" in _rasad(tmp_path / "data", "verify").stdout


@pytest.mark.long
def test_it_waits_for_no_run(tmp_path: Path) -> None:
    """While a run holds a host it ends with 75, names the run, and touches nothing."""
    _filled(tmp_path / "data", 6)
    with RunLocks(tmp_path / "data", command="crawl ma_outlet") as locks:
        locks.take({"outlet.example"})
        done = _rasad(tmp_path / "data", "compact")

    assert (75, True) == (done.returncode, "crawl ma_outlet" in done.stderr)
    assert 0 == _rasad(tmp_path / "data", "compact").returncode


@pytest.mark.long
def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    """The store is as it was, or compacted: the same articles, whole, and open for the next run."""
    _filled(tmp_path / "data", 150)
    before, moments, killed, latest = _articles(tmp_path / "data"), random.Random("kills"), 0, 20.0
    for number in range(60):
        data = tmp_path / f"copy-{number}"
        shutil.copytree(tmp_path / "data", data)
        begun = time.monotonic()
        run = subprocess.Popen([*COMMAND, str(data), "compact"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            run.wait(timeout=moments.uniform(latest / 4, latest))
            latest = min(latest, time.monotonic() - begun)  # it had ended: the next is killed earlier
        run.kill()
        killed += run.wait() == -signal.SIGKILL
        with Store.open(data / "rasad.db"):
            pass
        assert before == _articles(data)
        assert [("ok",)] == query_rows(data, "pragma integrity_check")
        if killed == _KILLS:
            break
    assert killed == _KILLS
