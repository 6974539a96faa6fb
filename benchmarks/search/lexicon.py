"""Counts the words that the stems rest on, over the texts of the corpus and of the questions; writes `lexicon.txt`.

python -m benchmarks.search.lexicon CORPUS SEARCH
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.arabic.search.spelling import search_words, without_seats

_LEXICON = Path(__file__).parents[2] / "pipelines" / "arabic" / "search" / "lexicon.txt"
_LEAST = 6
"""A word that stands less often is left out."""
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=..)")
_SEATED_ARTICLE = re.compile("[وفبلك]?[أإآ]ل")


class WordCounter:
    """Counts words bare, behind the article and with an ال of their own."""

    def __init__(self) -> None:
        self.bare: Counter[str] = Counter()
        self.article: Counter[str] = Counter()
        self.own_article: Counter[str] = Counter()
        self._behind_lam: Counter[str] = Counter()

    def count(self, printed: str, times: int) -> None:
        """Count a word as `search_words` gives it."""
        word = without_seats(printed)
        seated = _SEATED_ARTICLE.match(printed)
        article = _ARTICLE.match(word)
        if article and not seated:
            rest = word[article.end() :]
            (self._behind_lam if article[0].endswith("لل") else self.article)[rest] += times
            return
        self.bare[word] += times
        if seated:
            self.own_article[word[seated.end() - 2 :]] += times

    def finish(self) -> None:
        """Give each لل to the commoner of its two readings, and each ال behind an article to its word."""
        for word, times in self._behind_lam.items():
            if self.total("ل" + word) <= self.total(word):
                self.article[word] += times
        for word, times in self.article.items():
            if word.startswith("ال"):
                self.own_article[word] += times

    def total(self, word: str) -> int:
        """Return how often *word* stands."""
        return self.bare[word] + self.article[word]


def main(corpus: Path, questions: Path) -> None:
    """Count, and write the file."""
    printed: Counter[str] = Counter()
    for text in _texts(corpus, questions):
        printed.update(each for each in search_words(text) if "ء" <= each[0] <= "ي")
    counter = WordCounter()
    for word, times in printed.items():
        counter.count(word, times)
    counter.finish()
    kept = {*counter.bare, *counter.article, *counter.own_article}
    lines = [
        f"{word} {counter.bare[word]} {counter.article[word]} {counter.own_article[word]}\n"
        for word in sorted(kept)
        if max(counter.total(word), counter.own_article[word]) >= _LEAST
    ]
    _LEXICON.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} words of {sum(printed.values())} counted, written to {_LEXICON.name}")


def _texts(corpus: Path, questions: Path) -> Iterator[str]:
    with gzip.open(corpus / "text" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield article["title"] + "\n" + article["text"]
    with gzip.open(questions / "paragraphs.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
