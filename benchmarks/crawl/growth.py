"""`make bench-growth`: what runs and commands cost in a store of 10,000 articles, and in one of a million.

A newsroom is crawled, its store is filled (`benchmarks.crawl.large_store`), and a cursor has read everything. Then each
command runs as an operator or cron starts it: a process of its own, with its start, and nothing new to find.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.crawl.large_store import fill_store
from benchmarks.crawl.process_cost import cost_of
from benchmarks.marked import write_between_marks, write_now
from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from storage.store import Store

_MARK = "<!-- bench: growth -->"
_SIZES = (10_000, 1_000_000)
_OUTLETS = 5
_GOAL = "a run or a command with nothing to do, 1,000,000 articles against 10,000 (the worst)"


def main() -> None:
    """Measure, print, and write where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs=2, default=_SIZES)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    small, large = (_measured(size, args.rounds) for size in args.sizes)
    ratios = {name: large[name] / small[name] for name in small}
    table = as_table(args.sizes, small, large, args.rounds)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)
        write_now(args.write, _GOAL, f"{max(ratios.values()):.2f}")


def _measured(size: int, rounds: int) -> dict[str, float]:
    """Return the median CPU of each command, in ms."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom.open(outlets=_OUTLETS, articles=_OUTLETS * 4, port=0, delays=False) as newsroom,
    ):
        data, ids = Path(folder) / "data", [each.id for each in newsroom.sources()]
        write_sources(newsroom.sources(), data / "sources")
        program = [sys.executable, "-m", "crawler", "--data", str(data)]
        _run([*program, "crawl", *ids])
        with Store.open(data / "rasad.db") as store:
            store.file.db.execute("pragma synchronous = off")
            fill_store(store, newsroom.sources(), size, until=datetime.now(UTC) - timedelta(days=1))
            url = store.articles.latest(limit=1)[0].canonical_url
        cursor = ["export", "--format", "jsonl", "--fields", "id", "--cursor", "mine", "--overwrite", "-o"]
        _run([*program, *cursor, str(data / "all.jsonl")])
        commands = {
            "crawl that finds nothing new": ["crawl", *ids],
            "crawl --due, nothing due": ["crawl", "--due", *ids],
            "health": ["health"],
            "why": ["why", url],
            "runs": ["runs"],
            "export --cursor, nothing new": [*cursor, str(data / "new.jsonl")],
        }
        found = {}
        for name, command in commands.items():
            print(f"{size:,} articles: {name} ...", file=sys.stderr)
            costs = [cost_of([*program, *command], apart=frozenset({newsroom.pid})).cpu for _ in range(rounds + 1)]
            found[name] = statistics.median(costs[1:]) * 1000  # the first one opens what is new
        return found


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # ours


def as_table(sizes: Sequence[int], small: dict[str, float], large: dict[str, float], rounds: int) -> str:
    """Return the CPU of each command in both stores as Markdown."""
    return "\n".join([
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-growth`: {_OUTLETS} outlets, median of {rounds} "
            f"rounds, CPU of whole processes, SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}."
        ),
        "",
        f"| command | {sizes[0]:,} articles, ms | {sizes[1]:,} articles, ms | ratio |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {small[name]:.0f} | {large[name]:.0f} | {large[name] / small[name]:.2f} |" for name in small),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
