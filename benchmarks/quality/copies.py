"""`python -m benchmarks.quality.copies TEXTS`: how well copies are told from news, follow-ups and series, and the cost.

TEXTS is a gzipped JSON-lines file with `title` and `text` (paragraphs on lines) of real articles. Each of a sample is
mutated in ten ways. A copy is found when the two texts share keys and the comparison calls them copies. Series and
backgrounds are texts of our own, follow-ups are composed of two real articles. No pair of them is a copy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.marked import write_between_marks
from benchmarks.quality import daily_texts
from benchmarks.quality.copy_cost import cost_table
from benchmarks.quality.mutations import NewsText, follow_up, mutated
from pipelines.stages.fingerprint import fingerprint
from storage.articles.copies.similarity import COPY_KINDS, copy_kind, is_series_pair, similarity_of
from storage.records import TextSketch

_MARK = "<!-- bench: copies -->"
_SEED = 20261130
_DAYS = 12
_SHARED_KEYS = 2
SERIES = (daily_texts.gold, daily_texts.prayer, daily_texts.weather, daily_texts.fixtures)


def load(path: Path) -> list[NewsText]:
    """Return the articles of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(each) for each in lines]
    texts = ((row["title"], [line for line in row["text"].split("\n") if line.strip()]) for row in rows)
    return [NewsText(headline=title, paragraphs=tuple(lines)) for title, lines in texts if lines]


def is_copy(one: TextSketch, other: TextSketch, *, same_outlet: bool) -> bool:
    """Whether a store that has *one* marks *other* as its copy, or the other way round."""
    shared = len(set(one.copy_keys) & set(other.copy_keys))
    if shared < min(_SHARED_KEYS, max(len(one.copy_keys), len(other.copy_keys))):
        return False
    found = similarity_of(one, other)
    kind = copy_kind(one, other, found, same_outlet=same_outlet)
    return kind in COPY_KINDS and (kind == "exact" or not is_series_pair(one, other, found))


def recall(texts: Sequence[NewsText], size: int) -> dict[str, tuple[int, int, int]]:
    """Return for each mutation how many copies there are, and how many are found within an outlet and across."""
    chance = random.Random(_SEED)  # noqa: S311  # a sample, not a secret
    words = [word for each in chance.sample(texts, min(300, len(texts))) for word in each.body.split()]
    counts: dict[str, Counter[str]] = {}
    for text in chance.sample(texts, min(size, len(texts))):
        original = sketch(text)
        for name, copy in mutated(text, chance.choice(texts), words, chance):
            found, count = sketch(copy), counts.setdefault(name, Counter())
            count["all"] += 1
            count["within"] += is_copy(original, found, same_outlet=True)
            count["across"] += is_copy(original, found, same_outlet=False)
    return {name: (each["all"], each["within"], each["across"]) for name, each in counts.items()}


def false_copies(texts: Sequence[NewsText], size: int) -> dict[str, tuple[int, int, int]]:
    """Return for each kind of news that are no copies: how many pairs, how many are called copies within and across."""
    found = {}
    for name, pairs in _news_pairs(texts, size):
        within = sum(is_copy(one, other, same_outlet=True) for one, other in pairs)
        across = sum(is_copy(one, other, same_outlet=False) for one, other in pairs)
        found[name] = (len(pairs), within, across)
    return found


def _news_pairs(texts: Sequence[NewsText], size: int) -> Iterator[tuple[str, list[tuple[TextSketch, TextSketch]]]]:
    chance = random.Random(_SEED)  # noqa: S311  # a sample, not a secret
    for made in SERIES:
        pieces = [fingerprint(*made(day)).sketch for day in range(_DAYS)]
        yield f"{made.__name__} of {_DAYS} days", list(combinations(pieces, 2))
    news = [fingerprint(*daily_texts.background(each)).sketch for each in range(_DAYS)]
    yield "news over one 64-word background", list(combinations(news, 2))
    chosen = [(each, chance.choice(texts)) for each in chance.sample(texts, min(size, len(texts)))]
    yield "follow-ups", [(sketch(text), sketch(follow_up(text, other))) for text, other in chosen]


def sketch(text: NewsText) -> TextSketch:
    """Return the sketch of a text."""
    return fingerprint(text.headline, text.body).sketch


def quality_table(texts: Sequence[NewsText], size: int) -> str:
    """Return the figures as Markdown tables."""
    copies, news = recall(texts, size), false_copies(texts, size)
    lines = ["| copies | pairs | found within an outlet | found across outlets |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {name} | {count} | {w / count:.4f} | {a / count:.4f} |" for name, (count, w, a) in copies.items()]
    count, within, across = (sum(each[place] for each in copies.values()) for place in range(3))
    lines += [f"| **all** | {count} | **{within / count:.4f}** | **{across / count:.4f}** |", ""]
    lines += ["| news that are no copies | pairs | called copies within | across |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {name} | {pairs} | {w} | {a} |" for name, (pairs, w, a) in news.items()]
    wrong = [sum(each[place] for each in news.values()) for place in (1, 2)]
    precision = [right / (right + bad) for right, bad in zip((within, across), wrong, strict=True)]
    return "\n".join([*lines, f"| **precision** | | **{precision[0]:.4f}** | **{precision[1]:.4f}** |"])


def main() -> None:
    """Print the figures; with `--write`, put them into a page."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.quality.copies", description=__doc__)
    asked.add_argument("texts", type=Path)
    asked.add_argument("--sample", type=int, default=500)
    asked.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 500_000])
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    texts = load(args.texts)
    found = quality_table(texts, args.sample) + "\n\n" + cost_table([sketch(each) for each in texts], args.sizes)
    print(found)
    if args.write is not None:
        command = "python -m benchmarks.quality.copies CORPUS/text/articles.jsonl.gz"
        write_between_marks(args.write, f"Measured with `{command} --sample {args.sample}`.\n\n{found}", mark=_MARK)


if __name__ == "__main__":
    main()
