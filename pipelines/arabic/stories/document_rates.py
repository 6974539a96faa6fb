"""How much a word says about which event a text tells: the rarer its texts, the more.

`document_rates.txt` has a line a term: the term, and in how many of 10,000 news texts it occurs. It is counted over
texts of several years, and the year with the highest rate counts: what was on everybody's lips in one of them names no
event. It is data of its own, not counted in the store, so that two texts are as alike in every store.
`python -m benchmarks.stories.count_rates` counts it again.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from pathlib import Path

_FILE = Path(__file__).with_name("document_rates.txt")
PER = 10_000
RARE = 5
"""The rate of a term that is not in the file."""


def surprise(term: str) -> float:
    """Return the weight of *term*: the natural logarithm of how rare its texts are, 0 for a word of all texts."""
    return log(PER / max(_rates().get(term, RARE), RARE))


@lru_cache(maxsize=1)
def _rates() -> dict[str, int]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return {term: int(rate) for term, rate in (line.split(" ") for line in lines)}
