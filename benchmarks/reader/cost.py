"""`make bench-reader`: the reading of one page beside trafilatura alone, and its memory over thousands of pages."""

from __future__ import annotations

import argparse
import gc
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import trafilatura

from benchmarks.marked import write_between_marks, write_now
from benchmarks.reader.page_sets import newsroom_pages, saved_pages
from benchmarks.reader.real_size import real_size_pages
from pipelines.items import PageContext
from pipelines.stages.reader_process import read_page
from storage.records import Page
from storage.source import Source

_MARK = "<!-- bench: reader -->"
_ONE_IN = 5
_SAMPLES = (1000, 5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """CPU milliseconds a page of both readers over one set of pages, the medians of interleaved rounds.

    *kilobytes* is the mean size of a page. *ratio* is the median of the rounds' own ratios.
    """

    pages: str
    count: int
    kilobytes: float
    ours: float
    theirs: float
    ratio: float


def main() -> None:
    """Measure, print, and write where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--corpus", type=Path, help="a folder with manifest.jsonl and pages/, measured beside the newsroom"
    )
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--articles", type=int, default=200, help="of the newsroom; one in five in real size, too")
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    small = newsroom_pages(args.articles)
    sets = {"newsroom": small, "newsroom in real size": real_size_pages(small[::_ONE_IN])}
    if args.corpus is not None and (args.corpus / "manifest.jsonl").exists():
        sets["saved pages"] = saved_pages(args.corpus)
    compared = [_compared(name, pages, args.rounds) for name, pages in sets.items()]
    report = as_markdown(compared, memory(newsroom_pages(1000)), args.rounds)
    print(report)
    if args.write:
        write_between_marks(args.write, report, mark=_MARK)
        for each in compared:
            write_now(args.write, f"reading and fingerprint against trafilatura, {each.pages}", f"{each.ratio:.2f}")


def _compared(name: str, pages: Sequence[tuple[Page, Source]], rounds: int) -> Compared:
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds + 1):
        print(f"{name}: round {number} of {rounds} ...", file=sys.stderr)
        mine = _cpu(lambda: [read_page(page, source, PageContext()) for page, source in pages])
        other = _cpu(lambda: [trafilatura.bare_extraction(page.body, with_metadata=True) for page, _ in pages])
        if number:  # the first round warms both up
            ours.append(mine / len(pages))
            theirs.append(other / len(pages))
    return Compared(
        pages=name, count=len(pages), kilobytes=sum(len(page.body) for page, _ in pages) / len(pages) / 1000,
        ours=statistics.median(ours), theirs=statistics.median(theirs),
        ratio=statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True)),
    )  # fmt: skip


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def memory(pages: Sequence[tuple[Page, Source]]) -> dict[int, float]:
    """Read *pages* over and over in this process; return its resident MiB after each of the sampled counts."""
    found: dict[int, float] = {}
    for count in range(1, _SAMPLES[-1] + 1):
        page, source = pages[count % len(pages)]
        read_page(page, source, PageContext())
        if count in _SAMPLES:
            gc.collect()
            found[count] = _resident()
    return found


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


def as_markdown(compared: Sequence[Compared], resident: dict[int, float], rounds: int) -> str:
    """Return the figures with their ratios."""
    first, last = (resident[each] for each in _SAMPLES)
    lines = [
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-reader`, median of {rounds} interleaved rounds in "
            f"one warm process, trafilatura {trafilatura.__version__}, Python {platform.python_version()}."
        ),
        "",
        "| pages | count | KB | rasad, CPU ms a page | trafilatura with metadata | ratio |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {each.pages} | {each.count} | {each.kilobytes:.0f} | {each.ours:.1f} | {each.theirs:.1f} "
        f"| {each.ratio:.2f} |"
        for each in compared
    ]
    return "\n".join([*lines, "", (
        f"Resident memory after {_SAMPLES[0]} pages {first:.1f} MiB, after {_SAMPLES[1]} pages {last:.1f} MiB: "
        f"{(last / first - 1):+.1%}."
    )])  # fmt: skip


if __name__ == "__main__":
    main()
