"""Who wrote, as short phrases and rows of facts say it: `Posted by X on …`, `بواسطة X, في …`, `إعداد | X`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.names.bylines import without_label
from pipelines.arabic.names.places import cities
from pipelines.fields.people.below import OWN_FOOT
from pipelines.fields.people.names import is_hidden, is_name, is_sure_name
from pipelines.page.candidate import FieldCandidate
from pipelines.page.landmarks import PageLandmarks, is_around
from pipelines.page.tree import TextLine

_NAME = r"(?P<name>[^\s\d,،|:()]+(?:\s[^\s\d,،|:()]+){1,4}?)"
# The phrase that themes make of the name, the day and the section; what follows the name ends it.
_BY_THEN = re.compile(
    r"(?:^|[|/•·]\s?)(?:(?:(?:posted|written|published|submitted) )?by"
    r"|(?:(?:كتبت?|نشرت?|أضيفت?|أرسلت?|مرسلة|تم النشر)(?: (?:قبل|منذ|في|يوم|بتاريخ) [^|/]{1,30}?)? )?"
    r"(?:بواسطة|من طرف)|(?:كتب|نشر|أضاف|حرر|أرسل|أدرج)ت?ه)\s?[:：]?\s"
    rf"{_NAME}\s?(?:[,،|.]|\s(?:on|in|at|and|في|بتاريخ|يوم|منذ|قبل|تاريخ|الساعة)\s|$)",
    re.IGNORECASE,
)
# Words before a name that are a label without a mark, where nothing else is on the line.
_BEFORE_NAME = re.compile(rf"(?:كاتبة? (?:الموضوع|المقالة?|الخبر|النص)|[يت]كتبها?|كتبت? وصورت?)\s?[:：]?\s{_NAME}")
# What opens a text: the city, perhaps the outlet, and the writer: "الأقصر - من شعبان القرني: بدأت …".
_OPENING = re.compile(
    r"(?P<city>[^\s\d:،.()/–—-]++(?:\s[^\s\d:،.()/–—-]++){0,2})\s?[-–—/]\s?"
    r"(?P<outlet>«?[^\s\d:،.()/«»–—-]++»?\s?[-–—/]\s?)?"
    r"(?P<label>من|كتبت?|تقرير|تحقيق|متابعة|مراسلة|أعدت?ه?)\s?[:：]?\s"
    r"(?P<name>[^\s\d,،|:()–—-]++(?:\s[^\s\d,،|:()–—-]++){1,3})\s?[:：–—-]\s"
)
_ROW_LABEL = re.compile(
    r"(?:ال)?كاتبة?|كاتبة? (?:المقالة?|الموضوع|النص|الخبر)|اسم (?:ال)?كاتبة?|المؤلفة?|بقلم|اعداد"
    r"|(?:إعداد|كتابة)(?: وتصوير)?|author|by|written by|writer",
    re.IGNORECASE,
)
_PUBLISHED_BY = re.compile(
    r"\W*(?:(?:نشرت?|كتبت?|أضيفت?|أرسلت?|posted|published)\s.{0,60}(?:بواسطة|من طرف|by)\s"
    r"|(?:كتب|نشر|أضاف|حرر|أرسل|أدرج)ت?ه\s?:?\s.{5,60}\s(?:في|بتاريخ|يوم|الساعة)\s)",
    re.IGNORECASE,
)
_BARS = re.compile("[|•·—]")
_MOST_WORDS, _LONG_PHRASE, _LEVELS, _LINES_ABOVE = 8, 40, 3, 2


def in_phrases(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the name in a short phrase of publication; it must surely be a person's."""
    text = clean(line.text)
    words = len(text.split())
    by = _BY_THEN.search(text) if words <= _LONG_PHRASE else None
    before = _BEFORE_NAME.fullmatch(text) if words <= _MOST_WORDS else None
    for found in (by, before):
        if found is not None and is_sure_name(found["name"]):
            yield FieldCandidate(value=found["name"], rule="line", element=line.block)


def in_lines_below(landmarks: PageLandmarks, place: int) -> Iterator[FieldCandidate]:
    """Yield the name in the only line below the headline that says when and by whom the text was published."""
    found = [
        line for line in landmarks.lines
        if line.place > place and line.words <= _LONG_PHRASE and _PUBLISHED_BY.match(clean(line.text))
    ]  # fmt: skip
    feet = (up for each in found[:1] for up in each.block.iterancestors() if OWN_FOOT.search(up.get("class") or ""))
    if len(found) == 1 and not is_around(next(feet, found[0].block), landmarks.spared):
        yield from in_phrases(found[0])


def in_opening(text: str) -> Iterator[FieldCandidate]:
    """Yield the writer whom the first paragraph names behind a city, before a mark."""
    found = _OPENING.match(clean(text))
    if found is None or fold(found["city"]) not in cities():
        return
    is_signed = found["outlet"] is not None and found["label"] != "من" and not found["name"].startswith("ال")
    if is_sure_name(found["name"]) or (is_signed and is_name(found["name"])):
        yield FieldCandidate(value=found["name"], rule="line")


def above_headline(landmarks: PageLandmarks, place: int) -> Iterator[FieldCandidate]:
    """Yield the name behind its label in a part of the lines right above the headline, as newsletters print it."""
    for line in [each for each in landmarks.lines if each.place < place][-_LINES_ABOVE:]:
        for part in map(str.strip, _BARS.split(clean(line.text))):
            found = _BEFORE_NAME.fullmatch(part) or _BY_THEN.fullmatch(part)
            if found is not None and is_sure_name(found["name"]) and not is_around(line.block, landmarks.spared):
                yield FieldCandidate(value=found["name"], rule="line", element=line.block)


def in_rows(found: Sequence[TextLine]) -> Iterator[FieldCandidate]:
    """Yield the name in the cell beside a label that is alone in its own: rows of tables, of lists, of wrappers."""
    for label, name in pairwise(found):
        if not _ROW_LABEL.fullmatch(clean(label.text).rstrip(" :：")) or is_hidden(name.block):
            continue
        if _is_one_row(label.block, name.block) and is_name(without_label(name.text)):
            yield FieldCandidate(value=name.text, rule="line", element=name.block)


def _is_one_row(one: HtmlElement, other: HtmlElement) -> bool:
    """Whether nothing but the two elements is in what holds both, a few levels up; a list of facts has many rows."""
    if one.tag == "dt" and other.tag == "dd":
        return one.getnext() is other
    above = [each for each, _ in zip(one.iterancestors(), range(_LEVELS), strict=False)]
    holder = next((each for each in other.iterancestors() if each in above), None)
    if holder is None:
        return False
    texts = ("".join(each.text_content().split()) for each in (holder, one, other))
    whole, *parts = texts
    return whole == "".join(parts)
