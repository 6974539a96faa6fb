"""Crawls that are killed, and what is compared afterwards."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources

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


def start_crawl(data: Path, newsroom: Newsroom) -> subprocess.Popen[bytes]:
    """Start a crawl of every outlet of *newsroom*."""
    if not (data / "sources").exists():
        write_sources(newsroom.sources(), data / "sources")
    ids = [each.id for each in newsroom.sources()]
    command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def readers_of(pid: int) -> list[int]:
    """Return the processes below *pid*."""
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


def left_behind(family: list[int]) -> list[int]:
    """Return who still lives ten seconds after the kill; a reader that is just starting ends when it looks for its run."""
    until = time.monotonic() + 10
    while (left := [pid for pid in family if _alive(pid)]) and time.monotonic() < until:
        time.sleep(0.1)
    return left
