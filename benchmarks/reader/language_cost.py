"""`make bench-language`: what telling the language of an article costs beside langdetect, and whether they agree."""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import langdetect

from benchmarks.marked import write_between_marks, write_now
from pipelines.filters.language import language

_MARK = "<!-- bench: language -->"
_TEXTS, _ROUNDS = 300, 3
_GOAL = "language of an article against langdetect, same labels"


def main() -> None:
    """Measure, print, and write where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("corpus", type=Path, help="a folder with text/articles.jsonl.gz")
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    texts = _texts(args.corpus / "text" / "articles.jsonl.gz")
    langdetect.DetectorFactory.seed = 0
    theirs, their_labels = _timed(langdetect.detect, texts)
    ours, our_labels = _timed(language.__wrapped__, texts)  # without its memory of the last texts
    same = sum(one == other for one, other in zip(our_labels, their_labels, strict=True))
    table = "\n".join([
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-language`: {len(texts)} articles of the corpus, "
            f"the best of {_ROUNDS} rounds each in one process, Python {platform.python_version()}."
        ),
        "",
        "| | CPU of an article, ms | same label |",
        "| --- | ---: | ---: |",
        f"| langdetect | {theirs:.3f} | |",
        f"| rasad | {ours:.3f} | {same} of {len(texts)} |",
    ])  # fmt: skip
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)
        write_now(args.write, _GOAL, f"1/{theirs / ours:.0f}")


def _texts(path: Path) -> list[str]:
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    bodies = [row["text"] for row in map(json.loads, filter(None, lines)) if row.get("text")]
    return bodies[:: max(1, len(bodies) // _TEXTS)][:_TEXTS]


def _timed(tell: Callable[[str], str | None], texts: Sequence[str]) -> tuple[float, list[str | None]]:
    """Return the CPU ms of one text, and the labels; the models are loaded before."""
    tell(texts[0])
    costs = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        labels = [tell(each) for each in texts]
        costs.append((time.process_time() - began) / len(texts) * 1000)
    return min(costs), labels


if __name__ == "__main__":
    main()
