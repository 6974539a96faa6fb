"""`make bench-again`: what a crawl costs when nothing is new, and when one article in twenty is, beside the first.

What a source with nothing new costs is the difference between many outlets and few, so that the start is not in it.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crawl.process_cost import cost_of
from benchmarks.marked import write_between_marks, write_now
from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources

_MARK = "<!-- bench: again -->"
_RUNS = (("first run", 1), ("nothing new", 1), ("edits and withdrawals", 2), ("one in twenty new", 3))
_FEW, _MANY, _AGAIN = 20, 80, 3
_GOAL = "a source with nothing new"
_TITLES = {
    "first run": "first run",
    "nothing new": "run again, nothing new",
    "edits and withdrawals": "next day: edits and withdrawals",
    "one in twenty new": "day after: 5 % new",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run cost and asked for, by the newsroom's own log; *most* is the most often that one page was sent."""

    name: str
    cpu: float
    wall: float
    requests: int
    pages: int
    most: int


def main() -> None:
    """Measure, print the table, and write it where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=3000)
    asked.add_argument("--outlets", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    rounds = [_round(args.outlets, args.articles, number + 1, args.rounds) for number in range(args.rounds)]
    source = (_again(_MANY) - _again(_FEW)) / (_MANY - _FEW) * 1000
    table = as_table(rounds, args.articles, args.outlets, source)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)
        write_now(args.write, _GOAL, f"{source:.0f} ms")


def _again(outlets: int) -> float:
    """Return the median CPU of runs over *outlets* with nothing new."""
    print(f"{outlets} outlets with nothing new ...", file=sys.stderr)
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom.open(outlets=outlets, articles=outlets, port=0, delays=False) as newsroom,
    ):
        data = Path(folder) / "data"
        write_sources(newsroom.sources(), data / "sources")
        ids = [each.id for each in newsroom.sources()]
        command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]
        costs = [cost_of(command, apart=frozenset({newsroom.pid})).cpu for _ in range(1 + _AGAIN)]
    return statistics.median(costs[1:])


def _round(outlets: int, articles: int, number: int, rounds: int) -> list[Run]:
    """Crawl one newsroom from its first day to its third, each run a process of its own on the same store."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom.open(outlets=outlets, articles=articles, port=0, delays=False) as newsroom,
    ):
        data = Path(folder) / "data"
        write_sources(newsroom.sources(), data / "sources")
        ids = [each.id for each in newsroom.sources()]
        command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]
        runs = []
        for name, day in _RUNS:
            print(f"round {number} of {rounds}: {name} ...", file=sys.stderr)
            newsroom.set_day(day)
            before = len(newsroom.requests())
            cost = cost_of(command, apart=frozenset({newsroom.pid}))
            seen = newsroom.requests()[before:]
            pages = Counter((each.host, each.path) for each in seen if newsroom.is_article(each))
            runs.append(
                Run(
                    name=name,
                    cpu=cost.cpu,
                    wall=cost.wall,
                    requests=len(seen),
                    pages=pages.total(),
                    most=max(pages.values(), default=0),
                )
            )
    return runs


def as_table(rounds: list[list[Run]], articles: int, outlets: int, source: float) -> str:
    """Return the median figures of every run as Markdown, with its CPU as a part of the first run's."""
    first = statistics.median(each[0].cpu for each in rounds)
    lines = [
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-again`: {outlets} outlets, {articles} articles "
            f"and the newsroom's specials, median of {len(rounds)} rounds, whole processes with readers and start-up, "
            f"Python {platform.python_version()}. Requests and pages are counted by the newsroom. A source with "
            f"nothing new costs {source:.0f} ms: the difference between runs over {_MANY} outlets and over {_FEW}."
        ),
        "",
        "| run | requests | article pages | most requests for a page | CPU s | wall s | CPU, of the first run's |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for at, each in enumerate(rounds[0]):
        cpu = statistics.median(runs[at].cpu for runs in rounds)
        wall = statistics.median(runs[at].wall for runs in rounds)
        most = max(runs[at].most for runs in rounds)
        lines.append(
            f"| {_TITLES[each.name]} | {each.requests} | {each.pages} | {most} | {cpu:.2f} | {wall:.1f} "
            f"| {'1' if at == 0 else f'1/{first / cpu:.1f}'} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
