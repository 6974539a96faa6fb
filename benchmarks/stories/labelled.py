"""Reads what stories are measured on: texts that lie outside the repository, labels that lie in it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

_HERE = Path(__file__).parent
SAME, FOLLOW_UP = "same", "follow-up"
"""Labels of a pair; the others are `topic` (another event of one topic) and `unrelated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusArticle:
    """One article of the corpus."""

    id: str
    source: str
    at: datetime
    headline: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPair:
    """Two articles of the corpus, what they are to each other, and how the pair was found."""

    one: str
    other: str
    label: str
    found_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledWeek:
    """Every article of a week: *events* are those with several articles, *affairs* are events with their follow-ups."""

    articles: tuple[str, ...]
    events: tuple[tuple[str, ...], ...]
    affairs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPair:
    """Two texts and how alike people found what they tell: 1 (the same) to 4 (nothing in common)."""

    texts: tuple[str, str]
    overall: float


def corpus_articles(corpus: Path) -> Iterator[CorpusArticle]:
    """Yield the articles of CORPUS."""
    for each in _lines(corpus / "text" / "articles.jsonl.gz"):
        yield CorpusArticle(
            id=each["id"],
            source=each["source"],
            at=_time(each["published"]),
            headline=each["title"],
            body=each["text"],
        )


def corpus_texts(corpus: Path) -> Iterator[str]:
    """Yield the headline and text of each article of CORPUS."""
    return (f"{each.headline}\n{each.body}" for each in corpus_articles(corpus))


def pair_texts(stories: Path) -> list[RatedPair]:
    """Return the rated pairs of STORIES (SemEval-2022 task 8, Arabic)."""
    lines = _lines(stories / "semeval-ar.jsonl.gz")
    return [RatedPair(texts=(each["text1"], each["text2"]), overall=float(each["overall"])) for each in lines]


def labelled_pairs() -> list[LabelledPair]:
    """Return the pairs of articles of two outlets that were labelled by hand."""
    lines = (_HERE / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    return [
        LabelledPair(one=one, other=other, label=label, found_by=found_by)
        for one, other, label, found_by in (line.split("\t") for line in lines)
    ]


def labelled_weeks() -> dict[str, LabelledWeek]:
    """Return the weeks whose articles were all grouped by hand, by their first day."""
    found = json.loads((_HERE / "weeks.json").read_text(encoding="utf-8"))
    return {
        day: LabelledWeek(
            articles=tuple(week["articles"]),
            events=tuple(map(tuple, week["events"])),
            affairs=tuple(map(tuple, week["affairs"])),
        )
        for day, week in found.items()
    }


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _time(printed: str) -> datetime:
    """Return a time of the corpus; some of its offsets lack their last digit (+040)."""
    head, _, offset = printed.rpartition(" ")
    cut = offset[:1] in "+-" and len(offset) == len("+040")
    found = parsedate_to_datetime(f"{head} {offset}0" if cut else printed)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
