"""The section beside the headline: an element named for it, a link behind a preposition, the first part of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.places import cities
from pipelines.page.candidate import FieldCandidate
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks, is_around
from pipelines.page.tree import TextLine, text_of

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:blog|news|art|post|item|story|field)?(?:cats?|categor(?:y|ies)|sect(?:ion)?|rub(?:ric|rique)?|type)"
    r"(?:-?info|-?name|\d{0,2})(?=[\s_-]|$)",
    re.IGNORECASE,
)
"""What the label of a section is called where it is right beside the headline; a menu has the same names."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FILED = re.compile(r"(?<!\w)(?:في|ضمن(?: (?:ال)?(?:تصنيف|قسم|باب))?|تحت(?: (?:ال)?تصنيف)?|in|under)$", re.IGNORECASE)
_PARTS = re.compile(r"[|•·]|::")
_DAY = re.compile(r"\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{1,4}|(?<!\d)(?:19|20)\d\d(?!\d)")
_ABOVE, _LEVELS, _MOST_WORDS, _ROW, _LONGEST = 3, 2, 4, 3, 40


def sections_beside(landmarks: PageLandmarks, headline: Headline) -> Iterator[FieldCandidate]:
    """Yield the section that is named above or below the headline, the nearest lines first."""
    if headline.element is None:
        return
    above = [each for each in landmarks.lines if each.place < headline.place][-_ABOVE:]
    below = landmarks.head_lines(headline.place)
    for line in (*reversed(above), *below):
        yield from (each for each in _named(line, headline.element, landmarks) if _is_label(each.value))
    for line in below:
        yield from (each for each in (*_filed(line), *_opening_row(line)) if _is_label(each.value))


def _named(line: TextLine, headline: HtmlElement, landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the text of the element that is named as a section and holds nothing but *line*, or a part of it."""
    around = [each for _, each in zip(range(_LEVELS), line.block.iterancestors(), strict=False)]
    outer = [each for each in around if len(text_of(each)) <= len(line.text)]
    for each in (*line.block.iter("span", "a", "em", "b", "strong", "i"), line.block, *outer):
        names = _HUMP.sub("-", f"{each.get('class') or ''} {each.get('id') or ''}")
        names = " ".join(each for each in names.split() if each != "section")  # a box of the layout
        if not _NAMED.search(names) or each is headline or is_around(each, landmarks.spared):
            continue
        links = [link for link in each.iter("a") if text_of(link)]
        if len(links) <= 1 and headline not in set(each.iter()):
            yield FieldCandidate(value=text_of(links[0] if links else each), rule="beside", element=each)


def _filed(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the text of a link right behind the word that says under what the article is filed."""
    for link in line.block.iter("a"):
        before, parent = link.getprevious(), link.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else None
        if _FILED.search((text or "").rstrip(" \n\t:")[-_LONGEST:]) and text_of(link) in line.text:
            yield FieldCandidate(value=text_of(link), rule="beside", element=link)


def _opening_row(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield what opens a row of three parts, the second of them a date: `رياضة :: 2026/11/27 :: ليلى منصور`."""
    parts = [each.strip() for each in _PARTS.split(clean(line.text))]
    if len(parts) == _ROW and _DAY.search(parts[1]):
        yield FieldCandidate(value=parts[0], rule="beside", element=line.block)


def _is_label(text: str) -> bool:
    folded, words = fold(text), text.split()
    is_short = 0 < len(words) <= _MOST_WORDS and not any(map(str.isdigit, folded))
    if (
        not is_short
        or folded in cities()
        or boilerplate_kind(text) is not None
        or text.rstrip().endswith((":", ".", "؟", "!"))
    ):
        return False
    return labelled_byline(text) is None and not (is_person(text) and is_surely_person(text))
