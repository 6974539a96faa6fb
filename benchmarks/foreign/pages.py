"""A folder of real pages of other languages with reviewed truth: `truth.jsonl.gz` and `pages/`."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reader.jobs import page_bytes

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPage:
    """One page: its *kind* (article, forum, service, ...), its *domain*, and the *text* of an article, else None."""

    name: str
    url: str
    kind: str
    domain: str
    text: str | None
    body: bytes

    @property
    def is_article(self) -> bool:
        return self.kind == "article"


def foreign_pages(root: Path) -> list[ForeignPage]:
    """Return the pages of *root* in the order of its truth file; an article without a text is left out."""
    found: list[ForeignPage] = []
    with gzip.open(root / "truth.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            text = row.get("main_content") or None
            if row["type"] == "article" and text is None:
                continue
            found.append(ForeignPage(
                name=row["page"], url=row["url"], kind=row["type"], domain=row["domain"], text=text,
                body=page_bytes(root / "pages" / row["page"]),
            ))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class WordScore:
    """Precision, recall and their harmonic mean, of words as a multiset."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def word_score(text: str, truth: str) -> WordScore:
    """Return the score of *text* against *truth* by words in small letters, as the benchmark's authors do."""
    given, wanted = _words(text), _words(truth)
    same = (given & wanted).total()
    return WordScore(precision=same / max(1, given.total()), recall=same / max(1, wanted.total()))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))
