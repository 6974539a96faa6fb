"""`python -m benchmarks.foreign.collect OUT`: the figures of every line of the pages, with the truth, for training.

Writes gzipped JSON lines, one page a line. It takes minutes, so it is a step of its own; `benchmarks.foreign.train`
reads what it leaves.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.foreign.composed import composed_pages
from benchmarks.foreign.pages import ForeignPage, foreign_pages
from benchmarks.foreign.readers import judged
from pipelines.judge.features import figures
from pipelines.judge.matching import kept_by
from pipelines.judge.model import JudgeWeights, TreeModel

_ROOT = Path(__file__).resolve().parents[2]
_EMPTY = TreeModel(names=(), trees=())
_NO_WEIGHTS = JudgeWeights(lines=_EMPTY, doubt=_EMPTY, words={})


def row(page: ForeignPage) -> dict[str, Any] | None:
    """Return the page's lines, their figures without the worth of names, those words, and which lines the truth has."""
    try:
        read = judged(page.body, page.url, _NO_WEIGHTS)
    except Exception as error:  # noqa: BLE001  # one page that no reader can take must not end the collection
        print(f"{page.name}: {error}", file=sys.stderr)
        return None
    seen = read.both.page
    numbers = seen.open_lines()
    return {
        "page": page.name, "domain": page.domain, "truth": page.text, "headline": read.headline,
        "lines": [each.text for each in seen.lines], "open": numbers,
        "figures": [[round(each, 4) for each in some] for some in figures(seen, {})],
        "words": [sorted(seen.places[index].words) for index in numbers],
        "labels": kept_by(seen.keys, (page.text or "").split("\n")),
        "own": seen.own, "peer": seen.peers[0], "title": seen.headline, "exact": seen.exact, "kind": page.kind,
        "linked": [each.linked for each in seen.lines],
    }  # fmt: skip


def main() -> None:
    """Collect."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.foreign.collect", description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("--pages", type=Path, default=_ROOT.parent / "shared" / "wcxb")
    options.add_argument(
        "--texts", type=Path, default=_ROOT.parent / "shared" / "corpus" / "text" / "articles.jsonl.gz"
    )
    options.add_argument("--composed", type=int, default=16, help="texts in each style of site")
    options.add_argument("--processes", type=int, default=2)
    args = options.parse_args()
    real = [each for each in foreign_pages(args.pages) if each.is_article]
    pages = [*real, *composed_pages(args.texts, args.composed)]
    with ProcessPoolExecutor(args.processes) as workers, gzip.open(args.out, "wt", encoding="utf-8") as out:
        for each in workers.map(row, pages, chunksize=8):
            if each is not None:
                print(json.dumps(each, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
