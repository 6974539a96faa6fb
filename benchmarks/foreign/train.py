"""`python -m benchmarks.foreign.train ROWS`: grows the line judge's trees from what `benchmarks.foreign.collect` left.

Needs numpy and lightgbm, which the reader itself does not: run it in an environment that has them beside the project's
own packages. Pages of one domain are never in training and test at once. Prints the word F1 of the judge on pages of
other domains, beside both readers, and how well the doubt finds the pages that came out badly; then trains on all pages
and writes the weights.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from benchmarks.foreign.pages import word_score
from benchmarks.foreign.trees import TreeShape, chances, grow, plain
from pipelines.judge.doubt import doubt_figures, doubt_names
from pipelines.judge.features import names
from pipelines.judge.judge import PEERS, kept_lines
from pipelines.judge.matching import line_key
from pipelines.judge.page_lines import JudgedPage
from pipelines.page.tree import TextLine

_ROOT = Path(__file__).resolve().parents[2]
_WEIGHTS = _ROOT / "pipelines" / "judge" / "weights.json"
_FOLDS, _INNER = 5, 3
_LEAST_DOMAINS = 8
_COMPOSED = 0.3
"""What a composed page counts beside a real one: there are many of a kind."""
_BAD, _WORST = 0.9, 0.1
_LINES = TreeShape(trees=150, leaves=12, rate=0.07, rows=60)
_DOUBT = TreeShape(trees=60, leaves=5, rate=0.06, rows=15)
_ELEMENT = HtmlElement()


@dataclass(slots=True, kw_only=True)
class CollectedPage:
    """A page as collected; *weights* of its open lines say how much of the page each is."""

    row: dict[str, Any]
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        words = [len(each.split()) for each in self.row["lines"]]
        text = max(40, sum(count for count, yes in zip(words, self.row["labels"], strict=True) if yes))
        share = 1.0 if self.is_real else _COMPOSED
        self.weights = [share * (min(1.0, words[index] / text) + 0.0005) for index in self.row["open"]]

    @property
    def is_real(self) -> bool:
        return str(self.row["page"]).endswith(".html.gz")

    @property
    def labels(self) -> list[bool]:
        return [self.row["labels"][index] for index in self.row["open"]]

    def fold(self, count: int, salt: str = "") -> int:
        """Return the part of *count* that the page's domain belongs to."""
        domain = ".".join(str(self.row["domain"]).split(".")[-2:])
        return int(hashlib.md5(f"{salt}{domain}".encode(), usedforsecurity=False).hexdigest(), 16) % count

    def f1(self, kept: Iterable[int]) -> float:
        """Return the word F1 of headline and kept lines."""
        title, seen, line_words = line_key(self.row["headline"]), set[str](), [self.row["headline"]]
        for index in kept:
            key = line_key(self.row["lines"][index])
            if key != title and (len(key) < 60 or key not in seen):  # noqa: PLR2004  # a long line printed twice is one
                line_words.append(self.row["lines"][index])
                seen.add(key)
        return word_score("\n".join(line_words), self.row["truth"]).f1

    def page(self) -> JudgedPage:
        """Return the page as far as its doubt is counted from it."""
        row = self.row
        lines = [
            TextLine(text, _ELEMENT, linked, 0, len(text.split()))
            for text, linked in zip(row["lines"], row["linked"], strict=True)
        ]
        return JudgedPage(
            lines=tuple(lines), keys=(), places=(), own=tuple(row["own"]), peers=(tuple(row["peer"]),), removed=(),
            headline=row["title"],
            exact=tuple(row["exact"]),
        )  # fmt: skip

    def kept(self, line_chances: Sequence[float]) -> list[int]:
        return kept_lines(self.page(), line_chances)

    def doubt_figures(self, line_chances: Sequence[float]) -> list[float]:
        page = self.page()
        return doubt_figures(page, line_chances, kept_lines(page, line_chances))


def main() -> None:
    """Cross-validate, then train on everything and write the weights."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.foreign.train", description=__doc__)
    options.add_argument("rows", type=Path)
    options.add_argument("--write", type=Path, default=_WEIGHTS)
    args = options.parse_args()
    with gzip.open(args.rows, "rt", encoding="utf-8") as lines:
        rows = [json.loads(each) for each in lines]
    pages = [CollectedPage(row=each) for each in rows if each["truth"] and each["open"]]
    line_chances = _validated(pages)
    checked = _tell(pages, line_chances)
    doubted = [page.doubt_figures(some) for page, some in zip(pages, line_chances, strict=True)]
    scores = [page.f1(page.kept(some)) for page, some in zip(pages, line_chances, strict=True)]
    bad = [each < _BAD for each in scores]
    checked |= _tell_doubt(pages, doubted, bad, scores)
    words = name_scores(pages)
    lines_model = _grown(pages)
    doubt_model = grow(doubted, bad, [1.0 if page.is_real else _COMPOSED for page in pages], _DOUBT)
    given = {
        "lines": plain(lines_model, names(PEERS)), "doubt": plain(doubt_model, doubt_names(PEERS)), "words": words,
        "checked": checked,
    }  # fmt: skip
    args.write.write_text(json.dumps(given, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    print(f"{args.write}: {args.write.stat().st_size // 1000} kB")


def name_scores(pages: Sequence[CollectedPage]) -> dict[str, float]:
    """Return how much each word of names speaks for a text, in log-odds; words of few domains are left out."""
    kept, left = Counter[str](), Counter[str]()
    domains: dict[str, set[str]] = defaultdict(set)
    total = [0.0, 0.0]
    for page in pages:
        for words, label, weight in zip(page.row["words"], page.labels, page.weights, strict=True):
            total[label] += weight
            for word in words:
                domains[word].add(page.row["domain"])
                (kept if label else left)[word] += weight  # type: ignore[assignment]  # weights are no counts
    share = total[True] / sum(total)
    base = math.log(share / (1 - share))
    return {
        word: round(math.log((kept[word] + 2 * share) / (left[word] + 2 * (1 - share))) - base, 3)
        for word, some in sorted(domains.items())
        if len(some) >= _LEAST_DOMAINS
    }


def _filled(page: CollectedPage, words: dict[str, float]) -> list[list[float]]:
    """Return the page's figures with the worth of names put in."""
    found = []
    at = names(PEERS).index("name_min")
    for figures, line_words in zip(page.row["figures"], page.row["words"], strict=True):
        worth = [words[each] for each in line_words if each in words]
        mine = list(figures)
        mine[at : at + 4] = [min(worth, default=0.0), max(worth, default=0.0), sum(worth), float(len(worth))]
        found.append(mine)
    return found


def _grown(pages: Sequence[CollectedPage]) -> Any:
    """Return the model of *pages*. The worth of names is learned on other domains than those it is given to."""
    figures: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for part in range(_INNER):
        words = name_scores([each for each in pages if each.fold(_INNER, "inner") != part])
        for page in pages:
            if page.fold(_INNER, "inner") == part:
                figures += _filled(page, words)
                labels += page.labels
                weights += page.weights
    return grow(figures, labels, weights, _LINES)


def _validated(pages: Sequence[CollectedPage]) -> list[list[float]]:
    """Return for each page the chances that a model says of it which saw no page of its domain."""
    line_chances: dict[int, list[float]] = {}
    for part in range(_FOLDS):
        others = [each for each in pages if each.fold(_FOLDS) != part]
        model, words = _grown(others), name_scores(others)
        for index, page in enumerate(pages):
            if page.fold(_FOLDS) == part:
                line_chances[index] = chances(model, _filled(page, words))
    return [line_chances[index] for index in range(len(pages))]


def _tell(pages: Sequence[CollectedPage], line_chances: Sequence[Sequence[float]]) -> dict[str, float]:
    """Print the word F1 of each reading, and return that of the real pages."""
    checked: dict[str, float] = {}
    for name, real in (("real pages", True), ("composed pages", False)):
        mine = [(page, some) for page, some in zip(pages, line_chances, strict=True) if page.is_real is real]
        if not mine:
            continue
        means = {
            reader: statistics.fmean(page.f1(at for at, yes in enumerate(page.row[reader]) if yes) for page, _ in mine)
            for reader in ("own", "peer", "labels")
        }
        means["judge"] = statistics.fmean(page.f1(page.kept(some)) for page, some in mine)
        print(f"{name}: {len(mine)}", *(f"  {reader:8} {mean:.4f}" for reader, mean in means.items()), sep="\n")
        if real:
            checked = {"pages": len(mine), **{reader: round(mean, 4) for reader, mean in means.items()}}
    return checked


def _tell_doubt(
    pages: Sequence[CollectedPage], figures: Sequence[list[float]], bad: Sequence[bool], scores: Sequence[float]
) -> dict[str, float]:
    """Print of the real pages how many of the bad ones are among the tenth with the highest doubt."""
    doubts = dict[int, float]()
    for part in range(_FOLDS):
        train = [index for index, page in enumerate(pages) if page.fold(_FOLDS, "doubt") != part]
        test = [index for index, page in enumerate(pages) if page.fold(_FOLDS, "doubt") == part]
        weights = [1.0 if pages[index].is_real else _COMPOSED for index in train]
        model = grow([figures[index] for index in train], [bad[index] for index in train], weights, _DOUBT)
        doubts |= dict(zip(test, chances(model, [figures[index] for index in test]), strict=True))
    real = sorted((index for index, page in enumerate(pages) if page.is_real), key=lambda index: -doubts[index])
    worst = real[: int(len(real) * _WORST)]
    found = sum(bad[index] for index in worst)
    total = sum(bad[index] for index in real)
    mean = statistics.fmean(scores[index] for index in worst)
    print(f"doubt: {total} of {len(real)} pages are below {_BAD}, {found} of them among the {len(worst)} most doubted")
    print(f"  the mean of those is {mean:.3f}")
    for low in range(0, 10, 2):
        some = [index for index in real if low / 10 <= doubts[index] < (low + 2) / 10]
        if some:
            share = sum(bad[each] for each in some) / len(some)
            print(f"  doubt {low / 10:.1f}-{low / 10 + 0.2:.1f}: {len(some)} pages, {share:.2f} bad")
    return {"bad": total, "doubted": len(worst), "found": found}


if __name__ == "__main__":
    main()
