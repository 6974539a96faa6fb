"""kill -9 of a crawl at random moments: a plain rerun reaches the store of an undisturbed run."""

from __future__ import annotations

import logging
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom
from tests.fault.kill.killed_crawl import (
    ARTICLES_SQL,
    FRONTIER_SQL,
    REVISIONS_SQL,
    left_behind,
    readers_of,
    start_crawl,
)
from tests.support.stores import query_rows

OUTLETS, ARTICLES, KILLS = 20, 3000, 20

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.open(outlets=OUTLETS, articles=ARTICLES, port=0, delays=False) as newsroom:
        yield newsroom


def test_a_killed_crawl_is_finished_by_a_plain_rerun(newsroom: Newsroom, tmp_path: Path) -> None:
    """Twenty kills, the first while the first request is under way: the same rows, nobody left behind, next to nothing thrice."""
    started = time.monotonic()
    undisturbed = tmp_path / "undisturbed"
    assert start_crawl(undisturbed, newsroom).wait(timeout=1200) == 0
    whole = time.monotonic() - started
    seen_before = len(newsroom.requests())
    disturbed = tmp_path / "disturbed"
    moments = random.Random("twenty moments")

    for number in range(KILLS):
        run = start_crawl(disturbed, newsroom)
        if number == 0:
            while len(newsroom.requests()) == seen_before and run.poll() is None:
                time.sleep(0.01)
        else:
            with suppress(subprocess.TimeoutExpired):  # a run that has ended needs no longer wait for its kill
                run.wait(timeout=moments.uniform(0.5, whole / 2))
        family = readers_of(run.pid)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert [] == left_behind(family)
    assert start_crawl(disturbed, newsroom).wait(timeout=1200) == 0

    for sql in (ARTICLES_SQL, FRONTIER_SQL, REVISIONS_SQL):
        assert query_rows(undisturbed, sql) == query_rows(disturbed, sql)
    assert [("ok",)] == query_rows(disturbed, "pragma integrity_check")
    fetched = Counter((each.host, each.path) for each in newsroom.requests()[seen_before:] if newsroom.is_article(each))
    refetched = sum(count - 1 for count in fetched.values())
    left = query_rows(disturbed, "select count(*) from inbox")
    message = "%d kills, %d fetched again, most often %d times, undisturbed run %.0f s"
    logging.getLogger(__name__).info(message, KILLS, refetched, max(fetched.values()), whole)
    # Between a page's last byte on the wire and its commit lie some hundredths of a second: two kills may hit one page.
    thrice = sum(count > 2 for count in fetched.values())  # asked for twice is what a kill costs
    assert (len(newsroom.press.pieces), True, [(0,)]) == (len(fetched), thrice <= KILLS // 5, left)
