"""How well our stems find words and answers, beside Lucene's rules, Snowball and plain words; a table in Markdown.

    python -m benchmarks.search.relevance CORPUS SEARCH [QUESTIONS]

Words: each query of `gold` over the texts of CORPUS, one article a text; precision and recall over all articles.
Questions: the paragraph that answers, by `rasad search` itself over a store of the paragraphs (MRR@10, recall at 100);
with QUESTIONS only so many, evenly taken.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.search.gold import gold
from benchmarks.search.other_stems import as_written, lucene
from benchmarks.search.paragraph_store import paragraph_store
from crawler.search.find import find_articles
from pipelines.arabic.search.query import parse_query
from pipelines.arabic.search.spelling import search_words
from pipelines.arabic.search.stem import stem
from storage.store import Store

Stemmer = Callable[[str], str]
_DEEP, _SHOWN = 100, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WordScore:
    """Precision and recall over all queries together, and the query that is worst in either."""

    precision: float
    recall: float
    worst: float
    worst_query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionScore:
    """Mean reciprocal rank of the answer among ten, its recall among a hundred, and questions that find nothing."""

    questions: int
    reciprocal_rank: float
    recall: float
    empty: int


def articles_by_word(corpus: Path) -> dict[str, set[int]]:
    """Return each word of the corpus with the numbers of the articles that have it."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, article in enumerate(_lines(corpus / "text" / "articles.jsonl.gz")):
        for word in search_words(f"{article['title']}\n{article['text']}"):
            found[word].add(number)
    return dict(found)


def score_words(words: dict[str, set[int]], stemmer: Stemmer) -> WordScore:
    """Return what an index of these stems finds for the queries of `gold`."""
    index: dict[str, set[int]] = defaultdict(set)
    for word, articles in words.items():
        index[stemmer(word)] |= articles
    right = found = wanted = 0
    worst = (1.0, "")
    for query, rule in gold().items():
        answers = set().union(*(articles for word, articles in words.items() if rule.fullmatch(word)))
        hits = index[stemmer(search_words(query)[0])]
        both = len(answers & hits)
        right, found, wanted = right + both, found + len(hits), wanted + len(answers)
        worst = min(worst, (both / max(len(hits), len(answers), 1), query))
    return WordScore(
        precision=right / max(found, 1), recall=right / max(wanted, 1), worst=worst[0], worst_query=worst[1]
    )


def score_questions(search: Path, *, most: int | None = None) -> dict[str, QuestionScore]:
    """Return, for each set of questions, how well `rasad search` finds the paragraph that answers."""
    paragraphs = {each["id"]: each["text"] for each in _lines(search / "paragraphs.jsonl.gz")}
    questions = list(_lines(search / "questions.jsonl.gz"))
    chosen = questions if most is None else questions[:: max(1, len(questions) // most)]
    ranks: dict[str, list[int | None]] = defaultdict(list)
    empty: dict[str, int] = defaultdict(int)
    with TemporaryDirectory() as folder, paragraph_store(Path(folder), paragraphs) as (store, names):
        for each in chosen:
            found = _found(store, each["question"], names)
            ranks[each["set"]].append(found.index(each["paragraph"]) if each["paragraph"] in found else None)
            empty[each["set"]] += not found
    return {name: _question_score(of, empty[name]) for name, of in sorted(ranks.items())}


def _found(store: Store, question: str, names: dict[str, str]) -> list[str]:
    return [names[each.url] for each in find_articles(store, parse_query(question), limit=_DEEP).hits]


def _question_score(ranks: list[int | None], empty: int) -> QuestionScore:
    reciprocal = sum(1 / (each + 1) for each in ranks if each is not None and each < _SHOWN)
    found = sum(each is not None for each in ranks)
    return QuestionScore(
        questions=len(ranks), reciprocal_rank=reciprocal / len(ranks), recall=found / len(ranks), empty=empty
    )


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main(corpus: Path, search: Path, most: int | None) -> None:
    """Print both tables."""
    words = articles_by_word(corpus)
    print("| stems | precision | recall | worst query |\n| --- | --- | --- | --- |")
    for name, stemmer in (("rasad", stem), ("Lucene's Arabic rules", lucene), ("words as written, folded", as_written)):
        score = score_words(words, stemmer)
        print(f"| {name} | {score.precision:.3f} | {score.recall:.3f} | {score.worst_query} {score.worst:.2f} |")
    print("\n| questions | number | MRR@10 | recall at 100 | find nothing |\n| --- | --- | --- | --- | --- |")
    for name, each in score_questions(search, most=most).items():
        print(f"| {name} | {each.questions} | {each.reciprocal_rank:.3f} | {each.recall:.3f} | {each.empty} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else None)  # noqa: PLR2004
