"""Counts the words of texts by their stems, and knows how each stem is mostly written."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.spelling import search_words, without_seats
from pipelines.arabic.search.stem import stem
from storage.analysis.keyness import WordFrequencies

_MOST_LETTERS = 50_000
"""So much of a text is counted: one of a megabyte would outweigh thousands of others."""
_SHORT_NUMBER = 2


class WordCounter:
    """Counts what `add` gets; function words, letters that stand alone and short numbers count for the length alone."""

    def __init__(self) -> None:
        self._words = 0
        self._times: Counter[str] = Counter()
        self._texts: Counter[str] = Counter()
        self._spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._stems: dict[str, str | None] = {}  # of each spelling; None for what says nothing

    def add(self, text: str) -> None:
        """Count the words of a text."""
        written = Counter(search_words(text[:_MOST_LETTERS]))
        self._words += written.total()
        found: Counter[str] = Counter()
        for word, times in written.items():
            if (stem_ := self._stem(word)) is not None:
                found[stem_] += times
                self._spellings[stem_][word] += times
        self._times.update(found)
        self._texts.update(found.keys())

    def frequencies(self) -> WordFrequencies:
        """Return how often each stem occurs."""
        return WordFrequencies(words=self._words, times=self._times, texts=self._texts)

    def spelling(self, stem_: str) -> str:
        """Return the commonest spelling of a stem that was counted; of equals the shorter one, then by the alphabet."""
        return min(self._spellings[stem_].items(), key=lambda each: (-each[1], len(each[0]), each[0]))[0]

    def _stem(self, word: str) -> str | None:
        if word not in self._stems:
            found = stem(word)
            self._stems[word] = None if _says_nothing(word, found) else found
        return self._stems[word]


def _says_nothing(word: str, stem_: str) -> bool:
    if len(stem_) == 1 or (stem_.isdecimal() and len(stem_) <= _SHORT_NUMBER):
        return True
    return without_seats(word) in FUNCTION_WORDS or stem_ in FUNCTION_WORDS
