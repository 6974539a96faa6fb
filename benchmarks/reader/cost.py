"""`make bench-reader`: the reading of one page beside trafilatura alone, and its memory over thousands of pages."""

from __future__ import annotations

import argparse
import gc
import json
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import trafilatura

from benchmarks.marked import write_between_marks
from benchmarks.reader.jobs import page_bytes
from crawler.cli.pages.article_json import unknown_source
from crawler.newsroom.press import NewsroomPress
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Page
from storage.source import Source

_MARK = "<!-- bench: reader -->"
_SAMPLES = (1000, 5000)
_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """CPU milliseconds a page of both readers over one set of pages, the median of interleaved rounds."""

    pages: str
    count: int
    ours: float
    theirs: float


def main() -> None:
    """Measure, print, and write where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "--corpus", type=Path, help="a folder with manifest.jsonl and pages/, measured beside the newsroom"
    )
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    sets = {"newsroom": newsroom_pages(200)}
    if args.corpus is not None and (args.corpus / "manifest.jsonl").exists():
        sets["saved pages"] = saved_pages(args.corpus)
    compared = [_compared(name, pages, args.rounds) for name, pages in sets.items()]
    report = as_markdown(compared, memory(newsroom_pages(1000)), args.rounds)
    print(report)
    if args.write:
        write_between_marks(args.write, report, mark=_MARK)


def newsroom_pages(articles: int) -> list[tuple[Page, Source]]:
    """Return the pages of a newsroom of seven styles, each with its source."""
    press = NewsroomPress(articles=articles)
    sources = {each.id: each for each in press.sources()}
    found = []
    for piece in press.pieces:
        url = press.url(piece)
        answer = press.respond(urlsplit(url).hostname or "", urlsplit(url).path, {})
        page = Page(requested_url=url, final_url=url, body=answer.body, content_type="text/html", fetched_at=_NOW)
        found.append((page, sources[piece.outlet_id]))
    return found


def saved_pages(corpus: Path) -> list[tuple[Page, Source]]:
    """Return the article pages of a corpus, read as pages of unknown outlets."""
    found = []
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["expect"] == "article":
            url = row.get("url") or "https://outlet.example/a"
            body = page_bytes(corpus / row["page"])
            page = Page(requested_url=url, final_url=url, body=body, content_type=None, fetched_at=_NOW)
            found.append((page, unknown_source(url)))
    return found


def _compared(name: str, pages: Sequence[tuple[Page, Source]], rounds: int) -> Compared:
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds + 1):
        print(f"{name}: round {number} of {rounds} ...", file=sys.stderr)
        mine = _cpu(lambda: [read(page, source, PageContext()) for page, source in pages])
        other = _cpu(lambda: [trafilatura.bare_extraction(page.body, with_metadata=True) for page, _ in pages])
        if number:  # the first round warms both up
            ours.append(mine / len(pages))
            theirs.append(other / len(pages))
    return Compared(pages=name, count=len(pages), ours=statistics.median(ours), theirs=statistics.median(theirs))


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
        read(page, source, PageContext())
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
        "| pages | count | rasad, CPU ms a page | trafilatura with metadata | ratio |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {each.pages} | {each.count} | {each.ours:.1f} | {each.theirs:.1f} | {each.ours / each.theirs:.2f} |"
        for each in compared
    ]
    return "\n".join([*lines, "", (
        f"Resident memory after {_SAMPLES[0]} pages {first:.1f} MiB, after {_SAMPLES[1]} pages {last:.1f} MiB: "
        f"{(last / first - 1):+.1%}."
    )])  # fmt: skip


if __name__ == "__main__":
    main()
