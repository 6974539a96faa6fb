"""What is counted over all lines of a page before one of them is described: agreement, spans, and shares of a kind."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from pipelines.judge.page_lines import JudgedPage
from pipelines.judge.places import common_chain

FAR = 40
"""The most lines or levels that are distinguished."""
_LONG = 10
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class LineCounts:
    """What is counted once a page, to describe each of its lines."""

    def __init__(self, page: JudgedPage) -> None:
        self.words = [each.words for each in page.lines]
        self.repeated = Counter(page.keys)
        agreed = [all(kept) for kept in zip(*page.readings, strict=True)]
        long = [index for index, yes in enumerate(agreed) if yes and self.words[index] >= _LONG]
        self.above, total = [0], max(1, sum(self.words))
        for each in self.words:
            self.above.append(self.above[-1] + each)
        self.total = total
        self.nearest = _nearest(frozenset(long), len(agreed))
        self.span = (long[0], long[-1]) if long else (-1, -1)
        self.spans = [_span(kept, self.words) for kept in page.readings]
        self.shared = common_chain([page.places[index] for index in long])
        self.sizes = Counter(each.group for each in page.places)
        self.groups = _shares(page, self.words, [each.group for each in page.places])
        self.parents = _shares(page, self.words, [each.chain[1:2] for each in page.places])
        self.grands = _shares(page, self.words, [each.chain[2:3] for each in page.places])
        self.headings = _headings(page)


def _nearest(long: frozenset[int], count: int) -> list[tuple[int, int]]:
    """Return for each line how many lines stand between it and the next agreed long line above and below."""
    up, down, last = [FAR] * count, [FAR] * count, -FAR
    for index in range(count):
        up[index] = min(FAR, index - last)
        last = index if index in long else last
    last = count + FAR
    for index in range(count - 1, -1, -1):
        down[index] = min(FAR, last - index)
        last = index if index in long else last
    return list(zip(up, down, strict=True))


def _span(kept: Sequence[bool], words: Sequence[int]) -> tuple[int, int]:
    found = [index for index, yes in enumerate(kept) if yes and words[index] >= _LONG]
    return (found[0], found[-1]) if found else (-1, -1)


def _shares(page: JudgedPage, words: Sequence[int], kinds: Sequence[Hashable]) -> list[list[float]]:
    """Return for each line and reading the share of the words of its kind that the reading keeps, without the line."""
    totals: dict[Hashable, int] = defaultdict(int)
    for index, kind in enumerate(kinds):
        totals[kind] += words[index]
    found: list[list[float]] = []
    for kept in page.readings:
        held: dict[Hashable, int] = defaultdict(int)
        for index, kind in enumerate(kinds):
            held[kind] += words[index] if kept[index] else 0
        found.append([
            share(held[kind] - (words[index] if kept[index] else 0), totals[kind] - words[index])
            for index, kind in enumerate(kinds)
        ])  # fmt: skip
    return found


def share(part: float, whole: float) -> float:
    """Return the share, or -1 where there is nothing to share."""
    return part / whole if whole else -1.0


def _headings(page: JudgedPage) -> list[int]:
    """Return for each line the number of the heading above it, or -1."""
    found, last = [], -1
    for index, line in enumerate(page.lines):
        found.append(last)
        if line.block.tag in _HEADINGS:
            last = index
    return found


def page_names(peers: Sequence[str]) -> list[str]:
    """Return the names of what is counted once a page."""
    return ["page_words", "page_lines", "agreement", *(f"share_{each}" for each in ("own", *peers)),
            *(f"own_in_{each}" for each in peers), *(f"{each}_in_own" for each in peers)]  # fmt: skip


def page_figures(page: JudgedPage) -> list[float]:
    """Return what is counted once a page: its size, and how far the readings agree."""
    words = [each.words for each in page.lines]
    total = max(1, sum(words))

    def held(*readings: Sequence[bool]) -> int:
        return sum(each for each, kept in zip(words, zip(*readings, strict=True), strict=True) if all(kept))

    shared = [held(page.own, each) for each in page.peers]
    both = held(*page.readings)
    either = sum(each for each, kept in zip(words, zip(*page.readings, strict=True), strict=True) if any(kept))
    return [
        math.log1p(total), math.log1p(len(words)), share(both, either),
        *(held(each) / total for each in page.readings),
        *(share(each, held(page.own)) for each in shared),
        *(share(each, held(peer)) for each, peer in zip(shared, page.peers, strict=True)),
    ]  # fmt: skip
