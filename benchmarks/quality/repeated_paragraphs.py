"""`python -m benchmarks.quality.repeated_paragraphs TEXTS`: what a guard against repeats at one outlet would cut.

TEXTS is a gzipped JSON-lines file with `source`, `title` and `text` (paragraphs on lines) of real articles. A repeat is
a paragraph that stands in three or more texts of one outlet that are no copies of each other. Prints for each outlet
how many there are, how many our reading cuts already, and every one that is left: what a guard would cut on top.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.wrapped_texts import Text, bodies
from pipelines.arabic import clean, fold
from pipelines.stages.fingerprint import fingerprint
from storage.articles.copies.similarity import COPY_KINDS, copy_kind, similarity_of
from storage.records import TextSketch

LEAST = 3
_LETTERS = 9
_SHOWN = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """The repeats of one outlet's *texts*: those that our reading *cut*, and those *left*, with how many hold them."""

    outlet: str
    texts: int
    cut: Mapping[str, int]
    left: Mapping[str, int]


def repeats(path: Path) -> Iterator[Repeats]:
    """Yield the repeats of each outlet in *path*, the outlets in the order in which they appear."""
    outlets: dict[str, list[Text]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            body = tuple(line for each in row["text"].split("\n") if (line := clean(each)))
            outlets[row["source"]].append(Text(headline=clean(row["title"]), body=body))
    for outlet, texts in outlets.items():
        known = [fingerprint(each.headline, "\n\n".join(each.body)).sketch for each in texts]
        printed = _repeated([each.body for each in texts], known)
        read = _repeated(list(bodies(texts)), known)
        cut = {line: count for line, count in printed.items() if line not in read}
        yield Repeats(outlet=outlet, texts=len(texts), cut=cut, left=read)


def _repeated(texts: Sequence[Sequence[str]], known: Sequence[TextSketch]) -> dict[str, int]:
    """Return the lines that stand in three or more texts that are no copies of each other, with how many hold them."""
    holders: dict[str, list[int]] = defaultdict(list)
    shown: dict[str, str] = {}
    for number, lines in enumerate(texts):
        for line in {fold(each): each for each in lines}.items():
            if len(line[0]) >= _LETTERS:
                holders[line[0]].append(number)
                shown.setdefault(*line)
    often = {line: _apart(each, known) for line, each in holders.items() if len(each) >= LEAST}
    return {shown[line]: count for line, count in often.items() if count >= LEAST}


def _apart(numbers: Sequence[int], known: Sequence[TextSketch]) -> int:
    """Return how many of the texts are no copy of another one that is counted."""
    chosen: list[TextSketch] = []
    for mine in (known[each] for each in numbers):
        if not any(_are_copies(mine, other) for other in chosen):
            chosen.append(mine)
    return len(chosen)


def _are_copies(one: TextSketch, other: TextSketch) -> bool:
    return copy_kind(one, other, similarity_of(one, other), same_outlet=False) in COPY_KINDS


def main() -> None:
    """Print the table, and below it every repeat that is left."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.quality.repeated_paragraphs", description=__doc__)
    asked.add_argument("texts", type=Path)
    found = list(repeats(asked.parse_args().texts))
    print("| outlet | texts | repeats printed | cut by our reading | left |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for each in found:
        print(
            f"| {each.outlet} | {each.texts} | {len(each.cut) + len(each.left)} | {len(each.cut)} | {len(each.left)} |"
        )
    for each in found:
        for line, count in sorted(each.left.items(), key=lambda pair: -pair[1]):
            print(f"left at {each.outlet}, in {count}: {line[:_SHOWN]}")


if __name__ == "__main__":
    main()
