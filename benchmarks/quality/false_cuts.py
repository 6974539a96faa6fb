"""`python -m benchmarks.quality.false_cuts TEXTS`: what the boilerplate rules cut from real texts, how often wrongly.

TEXTS is a gzipped JSON-lines file with `text` (paragraphs on lines) of real articles, in which collecting by machine
left some chrome. Prints every different paragraph that is cut, and the false cuts per 10,000 paragraphs: a cut is true
when the paragraph is one of the known left-overs, which were read by eye; every other one counts as false.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.wrapped_texts import LEFT_IN
from pipelines.arabic import clean
from pipelines.arabic.boilerplate.detect import boilerplate_kind

MOST_FALSE = 1.0
_READ_BY_EYE = re.compile(r"\W*(?:حقوق النشر محفوظة|[اإ]قر[أا] [أا]يض|قد يهمك|للمزيد|شاهد أيض)")
_SHOWN = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """How many *paragraphs* were looked at, and those that were cut, with their kind and count."""

    paragraphs: int
    true: Counter[tuple[str, str]]
    false: Counter[tuple[str, str]]

    @property
    def false_per_10_000(self) -> float:
        return self.false.total() / self.paragraphs * 10_000


def cuts(path: Path) -> Cuts:
    """Ask the rules about every paragraph of the texts in *path*."""
    paragraphs = 0
    true: Counter[tuple[str, str]] = Counter()
    false: Counter[tuple[str, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (clean(each) for row in map(json.loads, lines) for each in row["text"].split("\n")):
            paragraphs += bool(line)
            kind = boilerplate_kind(line) if line else None
            if kind is not None:
                known = LEFT_IN.match(line) or _READ_BY_EYE.match(line)
                (true if known else false)[(kind, line)] += 1
    return Cuts(paragraphs=paragraphs, true=true, false=false)


def main() -> None:
    """Print the cuts; exit status 1 when more than one in 10,000 paragraphs is cut wrongly."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.quality.false_cuts", description=__doc__)
    asked.add_argument("texts", type=Path)
    found = cuts(asked.parse_args().texts)
    for name, counted in (("left over, cut", found.true), ("text, cut wrongly", found.false)):
        for (kind, line), count in counted.most_common():
            print(f"{name}: {count} x {kind}: {line[:_SHOWN]}")
    print(
        f"{found.paragraphs} paragraphs, {found.true.total()} left-overs cut, {found.false.total()} false cuts: "
        f"{found.false_per_10_000:.2f} per 10,000"
    )
    sys.exit(found.false_per_10_000 > MOST_FALSE)


if __name__ == "__main__":
    main()
