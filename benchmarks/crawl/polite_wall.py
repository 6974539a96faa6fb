"""`make bench-polite`: how long a polite crawl of many outlets takes, beside its slowest outlet alone."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.crawl.process_cost import cost_of
from benchmarks.marked import write_between_marks
from crawler.newsroom.server import LoggedRequest, Newsroom
from crawler.newsroom.source_files import write_sources
from storage.source import Source

_MARK = "<!-- bench: polite -->"
_DELAYS = (1.0, 1.5, 2.0, 3.0, 5.0)
_NOISE = 0.1  # seconds between a request that is sent and its line in the log


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliteRun:
    """One run: seconds of wall clock and CPU, MiB of its largest process, seconds of its slowest outlet, its gaps.

    *slowest* is the sum of the delays of the outlet that needs the most. *too_fast* counts requests that came more
    than a tenth of a second before the delay of their host was over.
    """

    parallel: int
    wall: float
    cpu: float
    peak: float
    slowest: float
    requests: int
    too_fast: int


def main() -> None:
    """Measure, print the table, and write it where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--outlets", type=int, default=60)
    asked.add_argument("--articles", type=int, default=600)
    asked.add_argument("--parallel", type=int, nargs="+", default=[16, 128])
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    runs = [_run(args.outlets, args.articles, parallel) for parallel in args.parallel]
    table = as_table(runs, args.outlets)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)


def _run(outlets: int, articles: int, parallel: int) -> PoliteRun:
    """Crawl a newsroom whose outlets have delays of their own; each run has a new store."""
    print(f"parallel_sources = {parallel} ...", file=sys.stderr)
    with (
        tempfile.TemporaryDirectory() as folder,
        Newsroom.open(outlets=outlets, articles=articles, port=0, delays=False) as newsroom,
    ):
        sources = _polite(newsroom.sources())
        data = Path(folder) / "data"
        write_sources(sources, data / "sources")
        (data / "rasad.toml").write_text(f"parallel_sources = {parallel}\n", encoding="utf-8")
        command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *(each.id for each in sources)]
        cost = cost_of(command, apart=frozenset({newsroom.pid}))
        times = _times_by_host(newsroom.requests())
    delays = {_host(each): each.delay_seconds or 1.0 for each in sources}
    return PoliteRun(
        parallel=parallel,
        wall=cost.wall,
        cpu=cost.cpu,
        peak=cost.peak,
        slowest=max(delays[host] * (len(each) - 1) for host, each in times.items()),
        requests=sum(len(each) for each in times.values()),
        too_fast=sum(_too_fast(each, delays[host]) for host, each in times.items()),
    )


def _polite(sources: Sequence[Source]) -> list[Source]:
    """Return *sources* with delays of many lengths, each from one file of its own."""
    return [replace(each, delay_seconds=_DELAYS[at % len(_DELAYS)]) for at, each in enumerate(sources)]


def _host(source: Source) -> str:
    return urlsplit(source.home).hostname or ""


def _times_by_host(requests: Sequence[LoggedRequest]) -> Mapping[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    for each in requests:
        times[each.host].append(each.at)
    return {host: sorted(found) for host, found in times.items()}


def _too_fast(times: Sequence[float], delay: float) -> int:
    return sum(later - earlier < delay - _NOISE for earlier, later in pairwise(times))


def as_table(runs: Sequence[PoliteRun], outlets: int) -> str:
    """Return the runs as Markdown, each with its wall clock as a part of what its slowest outlet needs."""
    delays = ", ".join(f"{each:g}" for each in _DELAYS)
    lines = [
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-polite`: {outlets} outlets with delays of "
            f"{delays} seconds by turns, one run each, Python {platform.python_version()}. The slowest needs its "
            "requests times its delay; requests and gaps are those of the newsroom's log; peak is the largest process."
        ),
        "",
        "| at the same time | requests | wall s | slowest s | wall, of the slowest's | CPU s | peak MiB | too fast |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {each.parallel} | {each.requests} | {each.wall:.1f} | {each.slowest:.1f} | {each.wall / each.slowest:.2f} "
        f"| {each.cpu:.1f} | {each.peak:.0f} | {each.too_fast} |"
        for each in runs
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
