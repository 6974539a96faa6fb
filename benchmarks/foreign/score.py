"""`make score-foreign`: word F1 of our reader on foreign pages, beside its peers, and what each refuses.

The line judge of our reader was trained on these pages; `benchmarks.foreign.train` prints its figure on pages of
other domains. Readability runs in the environment of the peers; where that is missing, it is left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.corpus import Saved
from benchmarks.foreign.pages import ForeignPage, foreign_pages, word_score
from benchmarks.foreign.readers import READERS
from benchmarks.reader.ask import ask
from benchmarks.reader.jobs import Timed, asked

_ROOT = Path(__file__).resolve().parents[2]
_WEIGHTS = _ROOT / "pipelines" / "judge" / "weights.json"
_PEERS_PYTHON = "benchmarks/.venv/bin/python"
_HALF, _MOST = 0.5, 0.8
_READERS = ("rasad", "container alone", "trafilatura", "trafilatura fast", "readability")
_REFERENCE = "trafilatura"
_SEPARATE = {"readability": "readability-lxml"}
"""Readers that answer in the environment of the peers, and the name that they have there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignScore:
    """One reader's result on one page; *f1* and *recall* are 0 where it was *refused* or is no article."""

    kind: str
    f1: float
    recall: float
    refused: str | None
    cpu_ms: float

    @property
    def is_article(self) -> bool:
        return self.kind == "article"


def scored(page: ForeignPage, reader: str) -> ForeignScore:
    """Return how *reader* does on *page*."""
    return as_score(page, asked(READERS[reader], page.body, page.url))


def as_score(page: ForeignPage, timed: Timed) -> ForeignScore:
    """Return the score of one answer; headline and body are compared together, for the truth keeps headings."""
    answer = timed.answer
    text = "\n".join(filter(None, (answer.headline, answer.body)))
    score = word_score(text if not answer.rejected else "", page.text or "")
    return ForeignScore(kind=page.kind, f1=score.f1, recall=score.recall, refused=answer.rejected, cpu_ms=timed.cpu_ms)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.foreign.score", description=__doc__)
    options.add_argument("--pages", type=Path, default=_ROOT.parent / "shared" / "wcxb")
    options.add_argument("--readers", nargs="+", choices=_READERS, default=list(_READERS))
    options.add_argument("--processes", type=int, default=2)
    args = options.parse_args()
    if not (args.pages / "truth.jsonl.gz").is_file():
        options.error(f"no pages at {args.pages} (a folder with truth.jsonl.gz and pages/)")
    pages = foreign_pages(args.pages)
    results: dict[str, list[ForeignScore]] = {}
    with ProcessPoolExecutor(args.processes) as workers:
        for reader in args.readers:
            if reader in READERS:
                results[reader] = list(workers.map(partial(scored, reader=reader), pages, chunksize=8))
    for reader in args.readers:
        if reader in _SEPARATE:
            results |= _peer(reader, pages, args.pages)
    print(table(results), "", refusals(results), "", checked(), sep="\n")


def _peer(reader: str, pages: Sequence[ForeignPage], root: Path) -> dict[str, list[ForeignScore]]:
    """Return the scores of a reader that needs packages of its own; nothing where they are not installed."""
    if not (_ROOT / _PEERS_PYTHON).exists():
        print(f"no {_PEERS_PYTHON} (`make score-peers` sets it up), so {reader} is left out", file=sys.stderr)
        return {}
    saved = [Saved(name=each.name, path=root / "pages" / each.name, url=each.url, expect=each.kind) for each in pages]
    said = ask([_PEERS_PYTHON, "-m", "benchmarks.reader.peers", _SEPARATE[reader]], saved)
    return {reader: [as_score(page, each) for page, each in zip(pages, said.answers, strict=True)]}


def table(results: dict[str, list[ForeignScore]]) -> str:
    """Return the figures of each reader as Markdown. CPU is beside that of the reference, measured in the same run."""
    lines = ["| reader | F1 | F1 of accepted | articles refused | others refused | recall lost | CPU a page |",
             "| --- | --- | --- | --- | --- | --- | --- |"]  # fmt: skip
    reference = results.get(_REFERENCE)
    for name, rows in results.items():
        articles = [each for each in rows if each.is_article]
        others = [each for each in rows if not each.is_article]
        accepted = [each.f1 for each in articles if not each.refused]
        cpu = statistics.fmean(each.cpu_ms for each in rows)
        lost = _lost(rows, reference) if reference else "?"
        beside = f", {cpu / statistics.fmean(each.cpu_ms for each in reference):.2f} of it" if reference else ""
        lines.append(
            f"| {name} | {statistics.fmean(each.f1 for each in articles):.4f} "
            f"| {statistics.fmean(accepted or [0]):.4f} | {len(articles) - len(accepted)}/{len(articles)} "
            f"| {sum(bool(each.refused) for each in others)}/{len(others)} | {lost} | {cpu:.0f} ms{beside} |"
        )
    return "\n".join([
        *lines, "",
        "F1: a refused article counts 0; headline and body are compared together, of trafilatura its text alone.",
        f"recall lost: accepted articles below {_HALF} where {_REFERENCE} has over {_MOST}. CPU: beside {_REFERENCE}.",
    ])  # fmt: skip


def refusals(results: dict[str, list[ForeignScore]]) -> str:
    """Return what our reader refuses: how many pages of each kind, and why articles are refused."""
    rows = results.get("rasad", [])
    kinds = Counter(each.kind for each in rows)
    refused = Counter(each.kind for each in rows if each.refused)
    why = Counter((each.refused or "").partition(":")[0] for each in rows if each.is_article and each.refused)
    return "\n".join([
        f"refused by rasad: {', '.join(f'{kind} {refused[kind]}/{count}' for kind, count in kinds.most_common())}",
        f"articles refused as: {', '.join(f'{each} {count}' for each, count in why.most_common()) or 'none'}",
    ])  # fmt: skip


def checked() -> str:
    """Return how the judge did on pages of domains that it was not trained on, as training left it in its weights."""
    said = json.loads(_WEIGHTS.read_text(encoding="utf-8"))["checked"]
    return (
        f"The line judge on {said['pages']} real pages of domains that it had not seen (five folds, without gates and "
        f"edges): F1 {said['judge']:.4f}; its container {said['own']:.4f}, trafilatura fast {said['peer']:.4f}, "
        f"the right lines of the page {said['labels']:.4f}. Doubt: of {said['bad']} pages below 0.9, "
        f"{said['found']} are among the {said['doubted']} most doubted."
    )


def _lost(rows: Sequence[ForeignScore], reference: Sequence[ForeignScore]) -> int:
    return sum(
        one.is_article and not one.refused and one.recall < _HALF and two.recall > _MOST
        for one, two in zip(rows, reference, strict=True)
    )


if __name__ == "__main__":
    main()
