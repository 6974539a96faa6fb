"""`make profile`: where the CPU of reading a page goes, by function, on small pages and on pages of real size."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from benchmarks.reader.page_sets import newsroom_pages, pages_of
from benchmarks.reader.real_size import real_size_pages
from pipelines.items import PageContext
from pipelines.stages.reader_process import read_page
from storage.records import Page
from storage.source import Source

_ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Profile the reading of the pages that are asked for, and print the functions that cost most."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", type=Path, nargs="*", help="saved pages to profile in place of the newsroom's")
    asked.add_argument("--articles", type=int, default=30, help="of the newsroom")
    asked.add_argument("--functions", type=int, default=40, help="how many are printed")
    asked.add_argument("--by", choices=("own", "total"), default="total", help="the order: own time, or with callees")
    args = asked.parse_args()
    small = newsroom_pages(args.articles)
    sets = {"saved pages": pages_of(args.files)} if args.files else {
        "newsroom": small, "newsroom in real size": real_size_pages(small)}  # fmt: skip
    for name, pages in sets.items():
        rows, total = profiled(pages)
        print(f"{name}: {len(pages)} pages, {total * 1000 / len(pages):.1f} CPU ms a page under the profiler")
        print_functions(rows, total, by=args.by, most=args.functions)


def profiled(pages: Sequence[tuple[Page, Source]]) -> tuple[list[tuple[str, int, float, float]], float]:
    """Return the functions that reading *pages* calls, and the CPU seconds: name, calls, own and total share (0 to 1).

    The pages are read once before, so that imports and tables that are read once are no page's cost.
    """
    read_all(pages)
    profile = cProfile.Profile(time.thread_time)
    profile.runcall(read_all, pages)
    stats = cast("Any", pstats.Stats(profile))  # its table is public by custom, and untyped
    total = float(stats.total_tt) or 1.0
    rows = [
        (_named(*place), int(calls), own / total, whole / total)
        for place, (_, calls, own, whole, _) in stats.stats.items()
    ]
    return rows, total


def read_all(pages: Iterable[tuple[Page, Source]]) -> None:
    """Read *pages* as a reader process does, with their fingerprints."""
    for page, source in pages:
        read_page(page, source, PageContext())


def print_functions(rows: Iterable[tuple[str, int, float, float]], total: float, *, by: str, most: int) -> None:
    """Print the functions that cost most, with their shares of the *total*."""
    print(f"{'total':>7} {'own':>7} {'CPU s':>7} {'calls':>9}  function")
    for name, calls, own, whole in sorted(rows, key=lambda row: row[2] if by == "own" else row[3], reverse=True)[:most]:
        print(f"{whole:>7.1%} {own:>7.1%} {whole * total:>7.2f} {calls:>9}  {name}")


def _named(file: str, line: int, function: str) -> str:
    path = Path(file)
    shown = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else Path(*path.parts[-2:])
    return f"{shown}:{line} {function}" if line else function


if __name__ == "__main__":
    main()
