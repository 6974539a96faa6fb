"""Counts in how many news texts each term occurs; writes `document_rates.txt`.

    python -m benchmarks.stories.count_rates CORPUS STORIES

The texts of CORPUS are news of 2018, those of STORIES of 2020. No text and no label goes into the file.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.stories.labelled import corpus_texts, pair_texts
from pipelines.arabic.search.stem import stems
from pipelines.arabic.stories.document_rates import PER, RARE
from pipelines.arabic.stories.terms import event_term

_RATES = Path(__file__).parents[2] / "pipelines" / "arabic" / "stories" / "document_rates.txt"
_LEAST = 4
"""A term of fewer texts of a year says too little about that year."""


def main(corpus: Path, stories: Path) -> None:
    """Count, and write the file."""
    years = [_rates(corpus_texts(corpus)), _rates({each for pair in pair_texts(stories) for each in pair.texts})]
    highest = {term: max(year.get(term, 0) for year in years) for term in set().union(*years)}
    lines = [f"{term} {rate}\n" for term, rate in sorted(highest.items()) if rate > RARE]
    _RATES.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} terms written to {_RATES.name}")


def _rates(texts: Iterable[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        found.update({event_term(each) for each in stems(text)})
    return {term: round(PER * count / number) for term, count in found.items() if count >= _LEAST}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
