"""How often words stand in Arabic news, bare and with the article: what tells a prefix from a word's own first letter.

`lexicon.txt` has a line a word: the word without seats, how often it occurs bare, how often behind the article, and how
often its first ال is its own (ألمانيا, التزام). `python -m benchmarks.search.lexicon` counts it again.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("lexicon.txt")


class WordCounts(NamedTuple):
    """How often a word occurs bare, behind the article, and with an ال of its own."""

    bare: int
    article: int
    own_article: int

    @property
    def total(self) -> int:
        """How often it occurs at all."""
        return self.bare + self.article


_UNKNOWN = WordCounts(0, 0, 0)


def counts(word: str) -> WordCounts:
    """Return the counts of *word*, written without seats; zeros where it is rare."""
    return _lexicon().get(word, _UNKNOWN)


def frequency(word: str) -> int:
    """Return how often *word* occurs, with or without the article."""
    return counts(word).total


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, WordCounts]:
    found = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        word, *figures = line.split(" ")
        found[word] = WordCounts(*map(int, figures))
    return found
