"""Turns each line of a page into figures that a judge can weigh: what it is, where it is, and who keeps it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipelines.judge.line_counts import FAR, LineCounts, page_figures, page_names, share
from pipelines.judge.page_lines import JudgedPage

_ENDS = re.compile(r"[.؟?!»”\"…:؛)]\s*$")
_STOP = re.compile(r"[.؟?!…]")
_COMMA = re.compile(r"[,،;؛]")
_CALLS = re.compile(r"https?://|www\.|@|©|\|")
_TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "td", "div", "blockquote", "figcaption", "span", "a", "dd", "dt", "pre",
)  # fmt: skip
_WRAPPERS = (
    "aside", "nav", "footer", "header", "form", "figure", "table", "ul", "article", "main", "section", "blockquote",
)  # fmt: skip
_CUT_RULES = ("name", "doubtful-name", "teaser", "heading")
"""The guesses by which lines were removed before the container was looked for."""
_WINDOW = 4
_OF_READER = (
    "kept", "in_span", "above1", "above2", "below1", "below2", "window", "group", "parent", "grand", "heading",
)  # fmt: skip

Figures = list[float]


def names(peers: Sequence[str]) -> list[str]:
    """Return the names of the figures, in the order in which `figures` gives them; *peers* names the other readers."""
    text = ["words", "letters", "linked", "ends", "stops", "commas", "digits", "calls", "repeated", "capital"]
    place = [
        *(f"tag_{each}" for each in _TAGS), *(f"in_{each}" for each in _WRAPPERS),
        *(f"cut_{each}" for each in _CUT_RULES),
        "depth", "below_title", "far_below_title", "place", "above_share", "agreed_above", "agreed_below", "in_agreed",
        "up_to_shared", "shared_depth", "group_size", "heading_words", "heading_far", "heading_linked",
        "name_min", "name_max", "name_sum", "name_count",
    ]  # fmt: skip
    reader: list[str] = []
    for each in ("own", *peers):
        reader += [f"{name}_{each}" for name in _OF_READER]
    return [*text, *place, *reader, "kept_count", *page_names(peers)]


def figures(page: JudgedPage, scores: Mapping[str, float]) -> Iterator[Figures]:
    """Yield the figures of every open line. *scores* says of words in names how much they speak for a text."""
    counts = LineCounts(page)
    shared = page_figures(page)
    for index in page.open_lines():
        yield [
            *_text_figures(page, index, counts),
            *_place_figures(page, index, counts, scores),
            *_reader_figures(page, index, counts),
            *shared,
        ]


def _text_figures(page: JudgedPage, index: int, counts: LineCounts) -> Figures:
    line = page.lines[index]
    text, size, words = line.text, max(1, len(line.text)), counts.words[index]
    return [
        math.log1p(words),
        math.log1p(size),
        line.linked / size,
        float(_ENDS.search(text) is not None),
        len(_STOP.findall(text)) * 10 / max(10, words),
        len(_COMMA.findall(text)) * 10 / max(10, words),
        sum(map(str.isdigit, text)) / size,
        float(_CALLS.search(text) is not None),
        float(min(5, counts.repeated[page.keys[index]])),
        float(text.isupper()),
    ]


def _place_figures(page: JudgedPage, index: int, counts: LineCounts, scores: Mapping[str, float]) -> Iterator[float]:
    line, place = page.lines[index], page.places[index]
    yield from _one_of(_TAGS, str(line.block.tag))
    yield from _wrapped(place.tags)
    yield from _one_of(_CUT_RULES, page.removed[index])
    yield float(len(place.chain))
    yield float(page.headline >= 0) * (1.0 if index > page.headline else -1.0)
    yield math.log1p(max(0, index - page.headline))
    yield index / max(1, len(page.lines))
    yield counts.above[index] / counts.total
    up, down = counts.nearest[index]
    yield float(up)
    yield float(down)
    yield _inside(index, counts.span)
    steps = next((step for step, each in enumerate(place.chain) if each in counts.shared), FAR)
    yield float(steps if counts.shared else FAR)
    yield float(len(counts.shared))
    yield math.log1p(counts.sizes[place.group])
    heading = counts.headings[index]
    yield float(counts.words[heading] if heading >= 0 else -1)
    yield float(min(FAR, index - heading) if heading >= 0 else FAR)
    yield page.lines[heading].linked / max(1, len(page.lines[heading].text)) if heading >= 0 else -1.0
    word_scores = [scores[each] for each in place.words if each in scores]
    yield min(word_scores, default=0.0)
    yield max(word_scores, default=0.0)
    yield math.fsum(word_scores)  # the order of the words is not the same in every process
    yield float(len(word_scores))


@lru_cache(maxsize=256)
def _one_of(choices: tuple[str, ...], chosen: str | None) -> Figures:
    return [float(each == chosen) for each in choices]


@lru_cache(maxsize=1024)
def _wrapped(tags: frozenset[str]) -> Figures:
    return [float(each in tags) for each in _WRAPPERS]


def _reader_figures(page: JudgedPage, index: int, counts: LineCounts) -> Iterator[float]:
    kept_by_all = 0
    for number, kept in enumerate(page.readings):
        kept_by_all += kept[index]
        yield float(kept[index])
        yield _inside(index, counts.spans[number])
        yield from (_at(kept, index + step) for step in (-1, -2, 1, 2))
        low, high = max(0, index - _WINDOW), index + _WINDOW + 1
        near, words = kept[low:high], counts.words[low:high]
        yield share(sum(w for w, yes in zip(words, near, strict=True) if yes), sum(words))
        yield counts.groups[number][index]
        yield counts.parents[number][index]
        yield counts.grands[number][index]
        heading = counts.headings[index]
        yield float(kept[heading]) if heading >= 0 else -1.0
    yield float(kept_by_all)


def _inside(index: int, span: tuple[int, int]) -> float:
    """Return -1 above the span, 1 within, 2 below, 0 where there is none."""
    if span[0] < 0:
        return 0.0
    return -1.0 if index < span[0] else 2.0 if index > span[1] else 1.0


def _at(kept: Sequence[bool], index: int) -> float:
    return float(kept[index]) if 0 <= index < len(kept) else -1.0
