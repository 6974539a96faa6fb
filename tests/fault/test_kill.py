"""kill -9 of a crawl at random moments: a plain rerun reaches the store of an undisturbed run."""

from __future__ import annotations

import logging
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from tests.support.stores import query_rows

OUTLETS, ARTICLES, KILLS = 20, 3000, 20

pytestmark = pytest.mark.long

# Every column but our own clock and the numbers that follow the order of arrival.
ARTICLES_SQL = """
select a.canonical_url, a.source_id, a.final_url, a.headline, a.kicker, a.deck, a.byline, a.authors, a.dateline,
       a.agency, a.section, a.tags, a.summary, a.body, a.language, a.published_at, a.published_text, a.published_from,
       a.modified_at, a.image_url, a.words, a.kind, a.withdrawn_at, o.canonical_url as original, s.canonical_url as copied,
       f.canonical_url as story, t.strength
from articles a left join articles o on o.id = a.duplicate_of left join articles s on s.id = a.copy_group_id
  left join story_articles t on t.article_id = a.copy_group_id left join articles f on f.id = t.story_id
order by a.canonical_url
"""
FRONTIER_SQL = """
select f.url, f.source_id, f.state, f.reason, f.lease_until, f.etag, f.last_modified from frontier f order by f.url
"""
REVISIONS_SQL = """
select a.canonical_url, r.revision, r.headline, r.body from revisions r join articles a on a.id = r.article_id
order by 1, 2
"""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.open(outlets=OUTLETS, articles=ARTICLES, port=0, delays=False) as newsroom:
        yield newsroom


def _crawl(data: Path, newsroom: Newsroom) -> subprocess.Popen[bytes]:
    if not (data / "sources").exists():
        write_sources(newsroom.sources(), data / "sources")
    ids = [each.id for each in newsroom.sources()]
    command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _readers_of(pid: int) -> list[int]:
    listing = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    family = {pid}
    for _ in range(3):
        family |= {child for child, parent in pairs if parent in family}
    return sorted(family - {pid})


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _left_behind(family: list[int]) -> list[int]:
    """Return who still lives ten seconds after the kill; a reader that is just starting ends when it looks for its run."""
    until = time.monotonic() + 10
    while (left := [pid for pid in family if _alive(pid)]) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def test_a_killed_crawl_is_finished_by_a_plain_rerun(newsroom: Newsroom, tmp_path: Path) -> None:
    """Twenty kills, the first while the first request is under way: the same rows, nobody left behind, next to nothing thrice."""
    started = time.monotonic()
    undisturbed = tmp_path / "undisturbed"
    assert _crawl(undisturbed, newsroom).wait(timeout=1200) == 0
    whole = time.monotonic() - started
    seen_before = len(newsroom.requests())
    disturbed = tmp_path / "disturbed"
    moments = random.Random("twenty moments")

    for number in range(KILLS):
        run = _crawl(disturbed, newsroom)
        if number == 0:
            while len(newsroom.requests()) == seen_before and run.poll() is None:
                time.sleep(0.01)
        else:
            with suppress(subprocess.TimeoutExpired):  # a run that has ended needs no longer wait for its kill
                run.wait(timeout=moments.uniform(0.5, whole / 2))
        family = _readers_of(run.pid)
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert [] == _left_behind(family)
    assert _crawl(disturbed, newsroom).wait(timeout=1200) == 0

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
