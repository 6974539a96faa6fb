"""Several crawls at once over one data folder."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from storage.store import Store


def _crawl(data: Path, *ids: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_runs_share_the_work_and_fetch_nothing_twice(tmp_path: Path) -> None:
    """Five runs over seven outlets: two have their own, two fight for the rest, and one finds nothing left."""
    with Newsroom.open(port=0) as newsroom:
        write_sources(newsroom.sources(), tmp_path / "sources")
        ids = [each.id for each in newsroom.sources()]
        runs = [_crawl(tmp_path, *some) for some in (ids[:2], ids[2:4], ids[4:], ids[3:], ids)]
        printed = [run.communicate(timeout=120)[0] for run in runs]
        fetched = Counter((each.host, each.path) for each in newsroom.requests() if newsroom.is_article(each))
        with Store.open(tmp_path / "rasad.db", read_only=True) as store:
            articles = store.articles.summary().articles

    assert (set(), {1}, 174) == (
        {run.returncode for run in runs} - {0, 75},
        set(fetched.values()),
        articles,
    ), printed
