"""`make kills`: crawls that are killed again and again at random moments, beside one that is not; writes the result.

It takes hours. With `--results FILE` each crawl is noted in *FILE* as it ends, and the next call goes on after the last.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.marked import write_between_marks
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

_MARK = "<!-- kills -->"
_LONGEST = 1_800


@dataclass(frozen=True, slots=True, kw_only=True)
class UndisturbedCrawl:
    """The rows of a crawl that nobody killed, how long it took and how long it starts, in seconds."""

    rows: Mapping[str, list[tuple[object, ...]]]
    whole: float
    start: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KilledCrawl:
    """What became of one crawl that was killed *kills* times; *asked* are the starts that had asked for something."""

    seed: int
    kills: int
    asked: int
    lost: int
    doubled: int
    other: int
    orphans: int
    intact: bool

    @property
    def is_right(self) -> bool:
        return self.intact and not (self.lost or self.doubled or self.other or self.orphans)


def main() -> None:
    """Kill, print a line for each crawl, and write the table where `--write` says; status 1 when one is not right."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=20)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--articles", type=int, default=3000)
    asked.add_argument("--outlets", type=int, default=20)
    asked.add_argument("--minutes", type=float, default=600, help="begin no further crawl after so many")
    asked.add_argument("--results", type=Path, help="note each crawl here as a line of JSON, and go on after those")
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    end = time.monotonic() + args.minutes * 60
    found = earlier_results(args.results)
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom.open(outlets=args.outlets, articles=args.articles, port=0, delays=False) as newsroom,
    ):
        whole = _undisturbed(Path(folder) / "undisturbed", newsroom)
        for seed in range(len(found) + 1, args.runs + 1):
            if time.monotonic() < end:
                found.append(_killed(Path(folder) / f"{seed}", newsroom, whole, kills=args.kills, seed=seed))
                sys.stderr.write(f"{found[-1]}\n")
                note_result(args.results, found[-1])
    table = as_table(found, whole, args.articles, args.outlets)
    sys.stdout.write(table + "\n")
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)
    sys.exit(not all(each.is_right for each in found))


def earlier_results(path: Path | None) -> list[KilledCrawl]:
    """Return the crawls noted in *path*, in order; none where there is no file yet. The same sizes are the caller's care."""
    if path is None or not path.exists():
        return []
    return [KilledCrawl(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def note_result(path: Path | None, result: KilledCrawl) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")


def _undisturbed(data: Path, newsroom: Newsroom) -> UndisturbedCrawl:
    begun, before = time.monotonic(), _log_size(newsroom)
    run = start_crawl(data, newsroom)
    while _log_size(newsroom) == before and run.poll() is None:
        time.sleep(0.02)
    start = time.monotonic() - begun
    if run.wait(timeout=_LONGEST) != 0:
        raise SystemExit("kills: the crawl that nobody killed failed")
    return UndisturbedCrawl(rows=_rows(data), whole=time.monotonic() - begun, start=start)


def _log_size(newsroom: Newsroom) -> int:
    """Return the size of the newsroom's log: it grows with every request."""
    return newsroom._log.stat().st_size


def _rows(data: Path) -> Mapping[str, list[tuple[object, ...]]]:
    return {sql: query_rows(data, sql) for sql in (ARTICLES_SQL, FRONTIER_SQL, REVISIONS_SQL)}


def _killed(data: Path, newsroom: Newsroom, whole: UndisturbedCrawl, *, kills: int, seed: int) -> KilledCrawl:
    moments, orphans, asked = random.Random(seed), 0, 0
    for _ in range(kills):
        before = _log_size(newsroom)
        orphans += _kill_once(data, newsroom, whole, moments, kills=kills)
        asked += _log_size(newsroom) > before
    if start_crawl(data, newsroom).wait(timeout=_LONGEST) != 0:
        raise SystemExit(f"kills: the last crawl of seed {seed} failed")
    rows = _rows(data)
    urls, expected = [row[0] for row in rows[ARTICLES_SQL]], {row[0] for row in whole.rows[ARTICLES_SQL]}
    return KilledCrawl(
        seed=seed,
        kills=kills,
        asked=asked,
        lost=len(expected - set(urls)),
        doubled=len(urls) - len(set(urls) & expected),
        other=sum(len(set(rows[sql]) ^ set(whole.rows[sql])) for sql in rows),
        orphans=orphans,
        intact=query_rows(data, "pragma integrity_check") == [("ok",)]
        and query_rows(data, "select count(*) from inbox") == [(0,)],
    )


def _kill_once(data: Path, newsroom: Newsroom, whole: UndisturbedCrawl, moments: random.Random, *, kills: int) -> int:
    """Start the crawl, kill it at a random moment, and return how many of its processes are left.

    One kill in five comes while it starts. Of the others each life brings about its share of the whole crawl, so that
    the last kills find one that is not done.
    """
    before, run = _log_size(newsroom), start_crawl(data, newsroom)
    if moments.random() < 1 / 5:
        wait = moments.uniform(0, whole.start)
    else:
        until = time.monotonic() + whole.start * 4
        while _log_size(newsroom) == before and run.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        wait = moments.expovariate(kills / max(whole.whole - whole.start, 1.0))
    with suppress(subprocess.TimeoutExpired):
        run.wait(timeout=wait)
    family = readers_of(run.pid)
    run.send_signal(signal.SIGKILL)
    run.wait()
    return len(left_behind(family))


def as_table(found: list[KilledCrawl], whole: UndisturbedCrawl, articles: int, outlets: int) -> str:
    """Return the result as Markdown."""
    kills, asked = sum(each.kills for each in found), sum(each.asked for each in found)
    columns = ("lost", "doubled", "other", "orphans")
    sums = {name: sum(int(getattr(each, name)) for each in found) for name in columns}
    words = (
        f"Last run {datetime.now(UTC):%Y-%m-%d} with `make kills`, {os.cpu_count()} cores: {len(found)} crawls of "
        f"{articles:,} articles of {outlets} outlets, {kills:,} kills, {asked:,} of them after the first request. "
        f"The undisturbed crawl took {whole.whole:.0f} s."
    )
    row = (len(found), f"{kills:,}", *sums.values(), sum(not each.intact for each in found))
    return "\n".join(
        (
            words,
            "",
            "| crawls | kills | articles lost | doubled | rows unlike the undisturbed crawl's | processes left | stores damaged |",
            "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
            f"| {' | '.join(map(str, row))} |",
        )
    )


if __name__ == "__main__":
    main()
