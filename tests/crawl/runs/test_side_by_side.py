"""Several crawls at once over one data folder."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from storage.store import Store
from tests.support.warm_command import run_rasad

HANGS = 600.0
"""Seconds: no rule of the product, but the end of a run that hangs. On a busy machine five crawls can take two minutes."""


def test_runs_share_the_work_and_fetch_nothing_twice(tmp_path: Path) -> None:
    """Five runs over seven outlets: two have their own, two fight for the rest, and one finds nothing left."""
    with Newsroom.open(port=0) as newsroom:
        write_sources(newsroom.sources(), tmp_path / "sources")
        ids = [each.id for each in newsroom.sources()]
        orders = (ids[:2], ids[2:4], ids[4:], ids[3:], ids)
        with ThreadPoolExecutor(len(orders)) as threads:
            runs = list(threads.map(lambda some: run_rasad(tmp_path, "crawl", *some, seconds=HANGS), orders))
        fetched = Counter((each.host, each.path) for each in newsroom.requests() if newsroom.is_article(each))
        with Store.open(tmp_path / "rasad.db", read_only=True) as store:
            articles = store.articles.summary().articles

    assert (set(), {1}, 174) == (
        {run.returncode for run in runs} - {0, 75},
        set(fetched.values()),
        articles,
    ), runs
