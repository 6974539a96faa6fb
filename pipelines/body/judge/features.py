"""Turns each line of a page into figures that a judge can weigh: what it is, where it stands, and who keeps it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.body.judge.matching import kept_by, line_key
from pipelines.body.judge.places import LinePlace, common_chain
from pipelines.page.tree import TextLine

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
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_RULES = ("name", "doubtful-name", "card", "heading")
_FAR = 40
_LONG, _SENTENCE = 10, 4
_WINDOW = 4

Figures = list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """What the judge sees of a page: its *lines* in document order, and which of them each reading keeps.

    *own* are the lines of our container; *peers* those of the other readers, by name. *removed* says by which rule a
    line was taken out before our container was looked for. *headline* is the number of the line that prints the
    headline, or -1.
    """

    lines: tuple[TextLine, ...]
    keys: tuple[str, ...]
    places: tuple[LinePlace, ...]
    own: tuple[bool, ...]
    peers: tuple[tuple[bool, ...], ...]
    removed: tuple[str | None, ...]
    headline: int

    @property
    def readings(self) -> tuple[tuple[bool, ...], ...]:
        """Return what each reading keeps, ours first."""
        return (self.own, *self.peers)

    def open_lines(self) -> list[int]:
        """Return the numbers of the lines worth a judgement: a reading has them, or they are unlinked sentences."""
        return [
            index
            for index, line in enumerate(self.lines)
            if index != self.headline and (any(each[index] for each in self.readings) or _is_loose_sentence(line))
        ]


def judged_page(
    lines: Sequence[TextLine],
    found: Sequence[LinePlace],
    *,
    own: Sequence[str],
    peers: Sequence[Sequence[str]],
    removed: Mapping[HtmlElement, str],
    headline: str,
) -> JudgedPage:
    """Return the page with every reading matched to its lines.

    *found* are the places of *lines*, taken before the tree was pruned; *removed* maps each block that was taken out
    to the rule that did it.
    """
    keys = [line_key(each.text) for each in lines]
    title = line_key(headline)
    return JudgedPage(
        lines=tuple(lines), keys=tuple(keys), places=tuple(found),
        own=tuple(kept_by(keys, own)), peers=tuple(tuple(kept_by(keys, each)) for each in peers),
        removed=tuple(removed.get(each.block) for each in lines),
        headline=next((index for index, key in enumerate(keys) if key and key == title), -1),
    )  # fmt: skip


def names(peers: Sequence[str]) -> list[str]:
    """Return the names of the figures, in the order in which `figures` gives them; *peers* names the other readers."""
    text = "words letters linked ends stops commas digits calls repeated capital".split()
    place = [
        *(f"tag_{each}" for each in _TAGS), *(f"in_{each}" for each in _WRAPPERS), *(f"cut_{each}" for each in _RULES),
        "depth", "below_title", "far_below_title", "place", "above_share", "to_agreed_up", "to_agreed_down", "in_agreed",
        "up_to_shared", "shared_depth", "group_size", "heading_words", "heading_far", "heading_linked",
        "name_min", "name_max", "name_sum", "name_count",
    ]  # fmt: skip
    reader: list[str] = []
    for each in ("own", *peers):
        reader += [
            f"{name}_{each}"
            for name in "kept in_span above1 above2 below1 below2 window group parent grand heading".split()
        ]
    return [*text, *place, *reader, "kept_count", *page_names(peers)]


def page_names(peers: Sequence[str]) -> list[str]:
    """Return the names of what is counted once a page."""
    return ["page_words", "page_lines", "agreement", *(f"share_{each}" for each in ("own", *peers)),
            *(f"own_in_{each}" for each in peers), *(f"{each}_in_own" for each in peers)]  # fmt: skip


def figures(page: JudgedPage, scores: Mapping[str, float]) -> Iterator[Figures]:
    """Yield the figures of every open line. *scores* says of words in names how much they speak for a text."""
    counts = _Counts(page)
    shared = page_figures(page)
    for index in page.open_lines():
        yield [
            *_text_figures(page, index, counts),
            *_place_figures(page, index, counts, scores),
            *_reader_figures(page, index, counts),
            *shared,
        ]


class _Counts:
    """What is counted once a page."""

    def __init__(self, page: JudgedPage) -> None:
        self.words = [len(each.text.split()) for each in page.lines]
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
    up, down, last = [_FAR] * count, [_FAR] * count, -_FAR
    for index in range(count):
        up[index] = min(_FAR, index - last)
        last = index if index in long else last
    last = count + _FAR
    for index in range(count - 1, -1, -1):
        down[index] = min(_FAR, last - index)
        last = index if index in long else last
    return list(zip(up, down, strict=True))


def _span(kept: Sequence[bool], words: Sequence[int]) -> tuple[int, int]:
    found = [index for index, yes in enumerate(kept) if yes and words[index] >= _LONG]
    return (found[0], found[-1]) if found else (-1, -1)


def _shares(page: JudgedPage, words: Sequence[int], kinds: Sequence[Hashable]) -> list[list[float]]:
    """Return for each line and reading how much of the words of its kind the reading keeps, the line itself left out."""
    totals: dict[Hashable, int] = defaultdict(int)
    for index, kind in enumerate(kinds):
        totals[kind] += words[index]
    found: list[list[float]] = []
    for kept in page.readings:
        held: dict[Hashable, int] = defaultdict(int)
        for index, kind in enumerate(kinds):
            held[kind] += words[index] if kept[index] else 0
        found.append([
            _share(held[kind] - (words[index] if kept[index] else 0), totals[kind] - words[index])
            for index, kind in enumerate(kinds)
        ])  # fmt: skip
    return found


def _share(part: float, whole: float) -> float:
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


def _text_figures(page: JudgedPage, index: int, counts: _Counts) -> Iterator[float]:
    line = page.lines[index]
    text, size = line.text, max(1, len(line.text))
    yield math.log1p(counts.words[index])
    yield math.log1p(size)
    yield line.linked / size
    yield float(_ENDS.search(text) is not None)
    yield len(_STOP.findall(text)) * 10 / max(10, counts.words[index])
    yield len(_COMMA.findall(text)) * 10 / max(10, counts.words[index])
    yield sum(map(str.isdigit, text)) / size
    yield float(_CALLS.search(text) is not None)
    yield float(min(5, counts.repeated[page.keys[index]]))
    yield float(text.isupper())


def _place_figures(page: JudgedPage, index: int, counts: _Counts, scores: Mapping[str, float]) -> Iterator[float]:
    line, place = page.lines[index], page.places[index]
    yield from (float(line.block.tag == each) for each in _TAGS)
    yield from (float(each in place.tags) for each in _WRAPPERS)
    yield from (float(page.removed[index] == each) for each in _RULES)
    yield float(len(place.chain))
    yield float(page.headline >= 0) * (1.0 if index > page.headline else -1.0)
    yield math.log1p(max(0, index - page.headline))
    yield index / max(1, len(page.lines))
    yield counts.above[index] / counts.total
    up, down = counts.nearest[index]
    yield float(up)
    yield float(down)
    yield _inside(index, counts.span)
    steps = next((step for step, each in enumerate(place.chain) if each in counts.shared), _FAR)
    yield float(steps if counts.shared else _FAR)
    yield float(len(counts.shared))
    yield math.log1p(counts.sizes[place.group])
    heading = counts.headings[index]
    yield float(counts.words[heading] if heading >= 0 else -1)
    yield float(min(_FAR, index - heading) if heading >= 0 else _FAR)
    yield page.lines[heading].linked / max(1, len(page.lines[heading].text)) if heading >= 0 else -1.0
    told = [scores[each] for each in place.words if each in scores]
    yield min(told, default=0.0)
    yield max(told, default=0.0)
    yield sum(told)
    yield float(len(told))


def _reader_figures(page: JudgedPage, index: int, counts: _Counts) -> Iterator[float]:
    kept_by_all = 0
    for number, kept in enumerate(page.readings):
        kept_by_all += kept[index]
        yield float(kept[index])
        yield _inside(index, counts.spans[number])
        yield from (_at(kept, index + step) for step in (-1, -2, 1, 2))
        low, high = max(0, index - _WINDOW), index + _WINDOW + 1
        near, words = kept[low:high], counts.words[low:high]
        yield _share(sum(w for w, yes in zip(words, near, strict=True) if yes), sum(words))
        yield counts.groups[number][index]
        yield counts.parents[number][index]
        yield counts.grands[number][index]
        heading = counts.headings[index]
        yield float(kept[heading]) if heading >= 0 else -1.0
    yield float(kept_by_all)


def page_figures(page: JudgedPage) -> Figures:
    """Return what is counted once a page: its size, and how far the readings agree."""
    words = [len(each.text.split()) for each in page.lines]
    total = max(1, sum(words))

    def held(*readings: Sequence[bool]) -> int:
        return sum(each for each, kept in zip(words, zip(*readings, strict=True), strict=True) if all(kept))

    shared = [held(page.own, each) for each in page.peers]
    both = held(*page.readings)
    either = sum(each for each, kept in zip(words, zip(*page.readings, strict=True), strict=True) if any(kept))
    return [
        math.log1p(total), math.log1p(len(words)), _share(both, either),
        *(held(each) / total for each in page.readings),
        *(_share(each, held(page.own)) for each in shared),
        *(_share(each, held(peer)) for each, peer in zip(shared, page.peers, strict=True)),
    ]  # fmt: skip


def _inside(index: int, span: tuple[int, int]) -> float:
    """Return -1 above the span, 1 within, 2 below, 0 where there is none."""
    if span[0] < 0:
        return 0.0
    return -1.0 if index < span[0] else 2.0 if index > span[1] else 1.0


def _at(kept: Sequence[bool], index: int) -> float:
    return float(kept[index]) if 0 <= index < len(kept) else -1.0


def _is_loose_sentence(line: TextLine) -> bool:
    words = len(line.text.split())
    return line.linked * 2 < len(line.text) and (
        words >= _LONG or (words >= _SENTENCE and _ENDS.search(line.text) is not None)
    )
