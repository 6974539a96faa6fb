"""`make score-foreign`: word F1 of our reader on foreign pages, beside its peers.

The line judge of our reader was trained on these pages; `benchmarks.foreign.train` prints its figure on pages of
other domains.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.foreign.pages import ForeignPage, foreign_pages, word_score
from benchmarks.foreign.readers import READERS
from benchmarks.reader.jobs import asked

_ROOT = Path(__file__).resolve().parents[2]
_HALF, _MOST = 0.5, 0.8
_READERS = ("rasad", "trafilatura", "trafilatura fast")
_REFERENCE = "trafilatura"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignScore:
    """One reader's result on one page; *f1* and *recall* are 0 where it was *refused* or is no article."""

    f1: float
    recall: float
    is_article: bool
    refused: str | None
    cpu_ms: float


def scored(page: ForeignPage, reader: str) -> ForeignScore:
    """Return how *reader* does on *page*; headline and body are compared together, for the truth keeps headings."""
    timed = asked(READERS[reader], page.body, page.url)
    said = timed.answer
    text = "\n".join(filter(None, (said.headline, said.body)))
    score = word_score(text if not said.rejected else "", page.text or "")
    return ForeignScore(
        f1=score.f1, recall=score.recall, is_article=page.is_article, refused=said.rejected, cpu_ms=timed.cpu_ms
    )


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.foreign.score", description=__doc__)
    options.add_argument("--pages", type=Path, default=_ROOT.parent / "shared" / "wcxb")
    options.add_argument("--readers", nargs="+", choices=READERS, default=list(_READERS))
    options.add_argument("--processes", type=int, default=2)
    args = options.parse_args()
    if not (args.pages / "truth.jsonl.gz").is_file():
        options.error(f"no pages at {args.pages} (a folder with truth.jsonl.gz and pages/)")
    pages = foreign_pages(args.pages)
    results: dict[str, list[ForeignScore]] = {}
    with ProcessPoolExecutor(args.processes) as workers:
        for reader in args.readers:
            results[reader] = list(workers.map(partial(scored, reader=reader), pages, chunksize=8))
    print(table(results))


def table(results: dict[str, list[ForeignScore]]) -> str:
    """Return the figures of each reader as Markdown."""
    lines = ["| reader | F1 | F1 of accepted | articles refused | others refused | recall lost | CPU a page |",
             "| --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    for name, rows in results.items():
        articles = [each for each in rows if each.is_article]
        others = [each for each in rows if not each.is_article]
        accepted = [each.f1 for each in articles if not each.refused]
        lost = _lost(rows, results[_REFERENCE]) if _REFERENCE in results else "?"
        lines.append(
            f"| {name} | {statistics.fmean(each.f1 for each in articles):.4f} | {statistics.fmean(accepted):.4f} "
            f"| {len(articles) - len(accepted)}/{len(articles)} | {sum(bool(each.refused) for each in others)}/"
            f"{len(others)} | {lost} | {statistics.fmean(each.cpu_ms for each in rows):.0f} ms |"
        )
    return "\n".join([*lines, "", f"recall lost: accepted articles below {_HALF} where {_REFERENCE} has over {_MOST}"])


def _lost(rows: Sequence[ForeignScore], reference: Sequence[ForeignScore]) -> int:
    return sum(
        one.is_article and not one.refused and one.recall < _HALF and two.recall > _MOST
        for one, two in zip(rows, reference, strict=True)
    )


if __name__ == "__main__":
    main()
