"""`python -m benchmarks.quality.wrapped_texts TEXTS`: real texts printed in seven site styles, and read back.

TEXTS is a gzipped JSON-lines file with `title` and `text` (paragraphs on lines). Prints how many texts come back
equal in each style, and lists the others with what was lost and what was added. Texts in which the collection itself
left a line like `اقرأ أيضا: …` are not taken, for a reader must cut it; how many they are is printed, and `--all`
takes them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.newsroom.content.outlets import outlets
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece
from crawler.newsroom.press import NewsroomPress
from crawler.newsroom.sites.page_parts import PageNeighbours
from crawler.newsroom.sites.render import render
from pipelines.arabic import clean
from pipelines.items import PageContext
from pipelines.read import PageReading, examine
from storage.records import Page, Rejected
from storage.source import Source

LEAST_EQUAL = 0.995
_AT = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
_SHOWN = 90
LEFT_IN = re.compile(
    r"\W*(?:[اإ]قر[أا]\s*(?:[أا]يض[اًا]*)?\s*[:|]|للمزيد\s*[:-]|قد يهمك أيض[اًا]*\s*:|نقل[اًا]+ عن\s"
    r"|جميع المقالات المنشورة|يمكنكم (?:تسلم|استلام) إشعارات|فرانس ?24\s*/|A post shared by)|[-_*=\s]{3,}$"
)
"""What collecting by machine leaves in texts: links to other articles, the origin of a reprint, a disclaimer, the
outlet's own application, embedded posts, rules of dashes."""
_LEAST_WORDS = 30
"""Shorter texts of the collection are captions and teasers of videos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A real text: its headline and its paragraphs, cleaned."""

    headline: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came back of one text in one style; *lost* and *added* are lines, both empty when it is equal.

    *why* has the rule that cut each line that was lost (null: none did).
    """

    style: str
    headline: str
    lost: tuple[str, ...]
    added: tuple[str, ...]
    why: tuple[str | None, ...] = ()

    @property
    def is_equal(self) -> bool:
        return not self.lost and not self.added


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The texts to wrap, and how many were *passed* over because chrome was left in them."""

    texts: tuple[Text, ...]
    passed: int


def collected(path: Path, count: int, *, take_all: bool = False) -> Collection:
    """Return *count* texts spread evenly over the file, so that every outlet in it takes part."""
    found: list[Text] = []
    passed = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            body = tuple(line for each in row["text"].split("\n") if (line := clean(each)))
            if sum(len(each.split()) for each in body) < _LEAST_WORDS:
                continue
            if not take_all and any(LEFT_IN.match(each) for each in body):
                passed += 1
                continue
            found.append(Text(headline=clean(row["title"]), body=body))
    step = max(1.0, len(found) / count)
    chosen = (found[int(index * step)] for index in range(min(count, len(found))))
    return Collection(texts=tuple(chosen), passed=passed)


def wrapped(some: Sequence[Text]) -> Iterator[Outcome]:
    """Yield what comes back of every text from every style of site."""
    press = NewsroomPress()
    sources = {each.id: each for each in press.sources()}
    around = [(f"{press.home(press.outlets[0])}{piece.slug}", piece.headline) for piece in press.pieces[:8]]
    for outlet in outlets():
        near = PageNeighbours(
            home=press.home(outlet), url=f"{press.home(outlet)}news/1", latest=around[:4], related=around[4:]
        )
        for number, text in enumerate(some):
            yield _read_back(text, outlet, sources[outlet.id], near, number)


def bodies(some: Sequence[Text]) -> Iterator[tuple[str, ...]]:
    """Yield the lines that are read back of every text from the first style of site; none of a refused one."""
    press = NewsroomPress()
    outlet, source = press.outlets[0], next(iter(press.sources()))
    near = PageNeighbours(home=press.home(outlet), url=f"{press.home(outlet)}news/1", latest=(), related=())
    for number, text in enumerate(some):
        result = _read(text, outlet, source, near, number).result
        yield () if isinstance(result, Rejected) else tuple(result.body.split("\n\n"))


def _read_back(text: Text, outlet: NewsroomOutlet, source: Source, near: PageNeighbours, number: int) -> Outcome:
    reading = _read(text, outlet, source, near, number)
    result = reading.result
    got = (
        (f"refused: {result.reason} ({result.evidence})",)
        if isinstance(result, Rejected)
        else result.body.split("\n\n")
    )
    wanted, given = Counter(text.body), Counter(got)
    rules = {line: rule for rule, line in (reading.edges.cut if reading.edges else ())}
    lost = tuple((wanted - given).elements())
    return Outcome(
        style=outlet.style.value,
        headline=text.headline,
        lost=lost,
        added=tuple((given - wanted).elements()),
        why=tuple(rules.get(each) for each in lost),
    )


def _read(text: Text, outlet: NewsroomOutlet, source: Source, near: PageNeighbours, number: int) -> PageReading:
    piece = NewsroomPiece(
        outlet_id=outlet.id, slug="1", number=1, headline=text.headline, body=text.body, section="سياسة",
        published_at=_AT - timedelta(hours=number), authors=("ليلى منصور",) if number % 3 else (), tags=("أخبار",),
    )  # fmt: skip
    body = render(outlet, piece, near)
    page = Page(requested_url=near.url, final_url=near.url, body=body, content_type="text/html", fetched_at=_AT)
    return examine(page, source, PageContext())


def report(outcomes: Sequence[Outcome]) -> str:
    """Return the share that came back equal in each style and in all, then the others."""
    lines = []
    for style in dict.fromkeys(each.style for each in outcomes):
        mine = [each for each in outcomes if each.style == style]
        equal = sum(each.is_equal for each in mine)
        lines.append(f"{style:8} {equal}/{len(mine)} equal ({equal / len(mine):.2%})")
    for each in outcomes:
        if not each.is_equal:
            lines.append(f"{each.style}: {each.headline[:_SHOWN]}")
            lines += [
                f"   lost ({rule or 'no rule'}): {line[:_SHOWN]}"
                for line, rule in zip(each.lost, each.why, strict=True)
            ]
            lines += [f"   added: {line[:_SHOWN]}" for line in each.added]
    equal = sum(each.is_equal for each in outcomes)
    return "\n".join([*lines, f"{equal}/{len(outcomes)} equal ({equal / len(outcomes):.2%})"])


def main() -> None:
    """Print the report; exit status 1 when fewer than 995 in a thousand come back equal."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.quality.wrapped_texts", description=__doc__)
    asked.add_argument("texts", type=Path)
    asked.add_argument("--count", type=int, default=2000)
    asked.add_argument("--all", action="store_true", help="take texts with lines of chrome left in them, too")
    args = asked.parse_args()
    collection = collected(args.texts, args.count, take_all=args.all)
    outcomes = list(wrapped(collection.texts))
    print(report(outcomes))
    print(f"{len(collection.texts)} texts; {collection.passed} were passed over for chrome that was left in them")
    sys.exit(sum(each.is_equal for each in outcomes) < len(outcomes) * LEAST_EQUAL)


if __name__ == "__main__":
    main()
