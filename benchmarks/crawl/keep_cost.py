"""`make bench-keep`: what keeping an article costs, with its copies, story, search index and frontier, by store size.

The store is filled with invented sketches of the usual length, as `benchmarks.quality.copy_cost` does. Then the
newsroom's articles are offered by a listing and kept in batches, as a crawl does; only the keeping is timed.
"""

from __future__ import annotations

import argparse
import platform
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.marked import write_between_marks, write_now
from benchmarks.quality.copy_cost import fill, invented
from benchmarks.reader.page_sets import newsroom_pages
from pipelines.items import PageContext
from pipelines.stages.reader_process import read_page
from storage.database.engine.store_file import StoreConnection
from storage.discovery.listings import ListingAnswer, Validators
from storage.records import Fetched, ListingEntry, ReadArticle
from storage.source import DiscoveryKind
from storage.store import Store

_MARK = "<!-- bench: keep -->"
_SIZES = (10_000, 200_000)
_KEPT, _BATCH, _CHUNK = 1_000, 8, 50_000
_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_SOURCE = "source0"


def main() -> None:
    """Measure, print, and write where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=_SIZES)
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = list(measured(Path(folder) / "rasad.db", args.sizes, _KEPT))
    table = as_table(rows)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)
        for size, ms in rows:
            write_now(args.write, f"keep an article with copies and search, {size:,} articles", f"{ms:.2f} ms")


def measured(path: Path, sizes: Sequence[int], kept: int) -> Iterator[tuple[int, float]]:
    """Yield the CPU ms of keeping one article in a store of each of *sizes*, the mean of *kept* articles."""
    reads = [
        read
        for page, source in newsroom_pages(60)
        if isinstance(read := read_page(page, source, PageContext()), ReadArticle)
    ]
    chance = random.Random("keep")  # noqa: S311  # a sample, not a secret
    sketches = [each.fingerprint.sketch for each in reads]
    with Store.open(path) as store:
        store.file.db.execute("pragma synchronous = off")  # the disk is not measured
        run_id = store.runs.start(at=_NOW, command="bench", pid=1)
        held = 0
        for size in sizes:
            with store.file.writing() as db:
                _add_sources(db)
                for start in range(held, size, _CHUNK):
                    fill(db, sketches, range(start + 1, min(start + _CHUNK, size) + 1), chance)
                db.execute("update counters set value = max(value, ?) where name = 'seq'", (size,))
            batch = list(_fetched(reads, size, kept, chance))
            _offer(store, batch)
            yield size, _timed(store, batch, run_id)
            held = size + kept


def _add_sources(db: StoreConnection) -> None:
    db.executemany(
        "insert or ignore into sources (id, outlet, country, home, language, timezone, private, checked) "
        "values (?, '', '', '', '', '', 0, 0)",
        [(f"source{each}",) for each in range(40)],
    )


def _fetched(reads: Sequence[ReadArticle], size: int, kept: int, chance: random.Random) -> Iterator[Fetched]:
    """Yield *kept* articles with an address and a sketch of their own."""
    for number in range(kept):
        url, read = f"https://outlet.example/7{size + number}.html", reads[number % len(reads)]
        article = replace(
            read.article, source_id=_SOURCE, requested_url=url, final_url=url, canonical_url=url,
            headline=f"{read.article.headline} {number}", body=f"{read.article.body} {size} {number}",
        )  # fmt: skip
        print_ = replace(read.fingerprint, sketch=invented(read.fingerprint.sketch, chance))
        yield Fetched(
            url=url, source_id=_SOURCE, fetched_at=_NOW, outcome=ReadArticle(article=article, fingerprint=print_)
        )


def _offer(store: Store, batch: Sequence[Fetched]) -> None:
    answer = ListingAnswer(
        url="https://outlet.example/sitemap.xml", source_id=_SOURCE, kind=DiscoveryKind.SITEMAP, rank=2, complete=True,
        status=200, validators=Validators(),
    )  # fmt: skip
    store.sightings.add(answer, [ListingEntry(url=each.url) for each in batch], at=_NOW)
    store.frontier.claim(_SOURCE, limit=len(batch), at=_NOW, lease=timedelta(hours=1))


def _timed(store: Store, batch: Sequence[Fetched], run_id: int) -> float:
    began = time.process_time()
    for start in range(0, len(batch), _BATCH):
        store.articles.keep(batch[start : start + _BATCH], run_id=run_id)
    return (time.process_time() - began) / len(batch) * 1000


def as_table(rows: Sequence[tuple[int, float]]) -> str:
    """Return the milliseconds as Markdown."""
    return "\n".join([
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-keep`: {_KEPT:,} articles in batches of {_BATCH}, "
            f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}."
        ),
        "",
        "| articles in the store | CPU of a new one, ms |",
        "| ---: | ---: |",
        *(f"| {size:,} | {ms:.2f} |" for size, ms in rows),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
