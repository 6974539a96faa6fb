"""The dates that a page prints near the headline or below the text, as readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.dates.time_of_day import find_time
from pipelines.arabic.sentences import ends_with_firm_stop_or_colon
from pipelines.fields.dates.context import DateCandidate, DateContext
from pipelines.fields.dates.field_words import date_words, without_counters
from pipelines.fields.dates.near import is_in_same_box, is_right_above, lines_above, marks_below, marks_near
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import TextLine, flat, spaced_text, text_of

CHANGED = re.compile(
    r"(?:اخر|تاريخ)\s+(?:ال)?(?:تحديث|تعديل)|حدثت?\s+(?:في|ب)|تم التحديث|محدثه?\s?:|updated|modified|last update"
)
"""A label (folded) of the time of the last change."""
_LABEL = re.compile("(?=آخر تحديث|اخر تحديث|آخر تعديل|تاريخ التحديث|(?<!و)تم التحديث|محد\u0651?ثة?\\s?[:：])")
_PUBLICATION = re.compile(
    r"(?:تاريخ (?:ال)?(?:نشر|اضافه|خبر)|تم النشر|نشرت? (?:في|بتاريخ|يوم)|اضيفت? (?:في|بتاريخ)|published|posted)"
)
_INNER_LABEL = re.compile(
    r"(?:^|[\s|])(?:تاريخ\s+(?:ال)?(?:نشر|إضافة|اضافة)|التاريخ|نشرت?\s+(?:على الموقع\s+)?(?:في|بتاريخ|يوم)"
    r"|تم النشر|أضيفت?\s+(?:في|بتاريخ)|[Pp]osted\s+(?:by\s.{3,40}?\s)?on)\s*[:：]?\s"
)
_FACT = re.compile(r"(?:ال)?تاريخ(?: (?:ال)?نشر)?\s?:?\s\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_WHO_AND_WHEN = re.compile(
    r"(?:^|\| ?)(?:(?:كتب|نشر|اضاف|حرر|ارسل|ادرج)ت?ه ?:?|اضاف ?:) .{4,60}(?: (?:في|بتاريخ|يوم)|\|) .{0,20}\d{4}"
)
_WHO_AT = re.compile(r"\W*(?:كتب|نشر|اضاف|حرر|ارسل|ادرج)ت?ه .{4,50} (الساعه \d{1,2}:\d\d(?: ?(?:ص|م|am|pm)(?!\w))?)")
"""The foot of an entry: who wrote it, and when, or at what time of the day that stands above it."""
_LABELLED_WORDS = 11
_LONGEST_DATE, _DATE_WORDS, _MOST_INNER = 110, 14, 12
_RELATIVE = re.compile(r"\s*(?:منذ|قبل|[أا]مس|اليوم)\s")
_TIME_WORDS, _LABEL_WORDS = 6, 5
_AGENCY_CLOCK = re.compile(r"\d{1,2}:\d\d\s?ت(?:\s|\s?\.\s?)[مغ]\W*")
"""How an agency ends its text: with the time of day in the zone of Mecca, or of Greenwich."""
_BESIDE_TIME = re.compile(
    r"(?<![^\W\d])ت(?:\s|\s?\.\s?)[مغ](?!\w)|(?<!\w)(?:الساعه|علي|في|بتوقيت \w+(?: \w+)?|gmt|utc|توقيت \w+)(?!\w)|[^\w]"
)
_PARTS = ("span", "time", "small", "i", "b", "div", "a", "p", "li", "em", "bdi", "abbr")


class PrintedDates(NamedTuple):
    """The dates printed near the headline: of publication, and of the last change."""

    published: DateCandidate | None
    changed: DateCandidate | None


class _Found(NamedTuple):
    text: str
    element: HtmlElement | None


def printed_dates(landmarks: PageLandmarks, headline: Headline, date_context: DateContext) -> PrintedDates:
    """Read the dates near the headline: elements named as dates first, then short lines above the first paragraph.

    After them lines above the headline, and what is named as a date below the text. A day is completed by the time of
    the same day, or by a time of day that is printed alone.
    """
    named = [each for mark in marks_near(landmarks, headline) for each in _texts(mark.element, date_context)]
    head = landmarks.head_lines(headline.place) if headline.element is not None else []
    lines = [found for each in head for found in _of_line(each, date_context)]
    printed = _read((*named, *lines), date_context)
    if printed.published is None:
        printed = printed._replace(published=_above(landmarks, headline, date_context))
    if printed == (None, None):
        below = marks_below(landmarks, headline)
        printed = _read((each for mark in below for each in _texts(mark.element, date_context)), date_context)
    if printed.published is None and printed.changed is None:
        facts = [each for each in landmarks.lines if each.place > headline.place and _is_dated_fact(each)]
        found = [_Found(_spaced(each), each.block) for each in facts]
        printed = _read(found, date_context) if len(found) == 1 else printed
    if printed.published is not None and not printed.published.timed:
        clocks = [each.text for each in landmarks.lines if _AGENCY_CLOCK.fullmatch(fold(each.text))]
        beside = [each.text for each in named] + [_spaced(each) for each in head] + (clocks if len(clocks) == 1 else [])
        named_at = [at[1] for each in landmarks.lines if (at := _WHO_AT.match(fold(each.text)))]
        beside += named_at if len(named_at) == 1 else []
        return printed._replace(published=_with_time(printed.published, beside, date_context))
    return printed


def _is_dated_fact(line: TextLine) -> bool:
    """Whether a line is the date in a list of facts (`تاريخ 17.11.2015`), or says who wrote the article and when."""
    text = fold(_spaced(line))
    return _FACT.fullmatch(text) is not None or (_WHO_AND_WHEN.search(text) is not None and len(text) <= _LONGEST_DATE)


def _of_line(line: TextLine, date_context: DateContext) -> Iterator[_Found]:
    """Yield the text of a line that can be a date, with its parts; of a longer one what follows the label of a date."""
    if _is_short_date(line.text):
        text = _spaced(line)
        yield _Found(text, line.block)
        if text != line.text or date_context.read(date_words(clean(text)), "printed") is None:
            is_alone = "".join(line.block.text_content().split()) == line.text.replace(" ", "")
            parts = [flat(each) for each in line.block.itertext()] if is_alone else []
            yield from (_Found(each, line.block) for each in parts if _is_short_date(each))
    elif (label := _INNER_LABEL.search(spaced := _spaced(line))) is not None:
        words = spaced[label.start() :].split()
        yield _Found(" ".join(words[:_LABELLED_WORDS]), line.block)


def _above(landmarks: PageLandmarks, headline: Headline, date_context: DateContext) -> DateCandidate | None:
    """Return the date above the headline that a label names, or that is right above it or in the box of the article.

    Without a label and a time the day of the fetch is no date: a site prints today's.
    """
    text_place = landmarks.text_place(headline.place)
    for at, line in enumerate(lines_above(landmarks, headline)):
        text = _spaced(line)
        is_labelled = _PUBLICATION.match(fold(text)) is not None
        is_near = at == 0 or is_right_above(line, headline) or is_in_same_box(line, headline, text_place)
        if not (_is_short_date(text) and (is_labelled or is_near)):
            continue
        found = _read([_Found(text, line.block)], date_context).published
        if found is not None and (is_labelled or found.timed or found.day != date_context.today):
            return found
    return None


def _texts(element: HtmlElement, date_context: DateContext) -> Iterator[_Found]:
    """Yield the text of an element that is named as a date; where it is no date, the texts of its parts.

    A counter without a word can be beside the date.
    """
    whole = f"{_label_of_change(element)} {spaced_text(element)}".strip()
    yield _Found(whole, element)
    if len(whole) <= _LONGEST_DATE and date_context.read(date_words(clean(whole)), "printed") is None:
        inner = [text for each in element.iter(*_PARTS) if each is not element and (text := spaced_text(each))]
        yield from (_Found(each, element) for each in dict.fromkeys(inner[:_MOST_INNER]))


def _label_of_change(element: HtmlElement) -> str:
    """Return the label of a change (`آخر تحديث:`) that is printed right before *element*; empty where none is."""
    before, parent = element.getprevious(), element.getparent()
    label = before.tail if before is not None else parent.text if parent is not None else None
    if before is not None and not (label or "").strip():
        label = text_of(before)
    text = clean(label or "")
    return text if len(text.split()) <= _LABEL_WORDS and CHANGED.match(fold(text)) else ""


def _read(found: Iterable[_Found], date_context: DateContext) -> PrintedDates:
    published = changed = None
    for text, element in found:
        if not 0 < len(text) <= _LONGEST_DATE:
            continue
        for part in date_parts(date_words(clean(text)), date_context):
            date = date_context.read(part, "printed", element)
            if date is None:
                continue
            if CHANGED.match(fold(part)):
                changed = changed or date
            elif published is None:
                published = date if changed is None or date.at != changed.at else None
            elif not published.timed and date.timed and date.day == published.day:
                published = date
    return PrintedDates(published, changed)


def _with_time(day: DateCandidate, texts: Iterable[str], date_context: DateContext) -> DateCandidate:
    """Return *day* with the time of day that is printed alone beside it; *day* where there is none."""
    for text in texts:
        line = without_counters(clean(text))
        folded = fold(line)
        at = find_time(folded) if 0 < len(line.split()) <= _TIME_WORDS else None
        if at is None or date_context.read(line, "printed") is not None or not is_time_alone(folded, at.span):
            continue
        found = date_context.read(f"{day.text} {line}", "printed", day.element)
        if found is not None and found.timed and found.day == day.day:
            return found
    return day


def is_time_alone(folded: str, span: tuple[int, int]) -> bool:
    """Whether a text has nothing but the time of day at *span* with its label and zone."""
    rest = f"{folded[: span[0]]} {folded[span[1] :]}"
    rest = _BESIDE_TIME.sub(" ", rest)
    return not rest.strip()


def _spaced(line: TextLine) -> str:
    """Return the text of *line* with its inline parts apart, where its block has no other line."""
    text = spaced_text(line.block) if len(line.block) else line.text
    return text if text.replace(" ", "") == line.text.replace(" ", "") else line.text


def date_parts(text: str, date_context: DateContext) -> list[str]:
    """Split a line that prints both dates, each with its label; a change of which only the time is told is left out.

    Beside a day without a time of its own the time of the change stays: it is the only one (observed at CNN).
    """
    parts = [part for each in _LABEL.split(text) if (part := each.rstrip(" |•·-–,،([").lstrip(" |•·-–,،])"))]
    read = {each: date_context.read(each, "printed") for each in parts}
    if all(each is not None for each in read.values()):
        return parts
    first = read[parts[0]] if parts else None
    is_changed = all(read[each] is not None or CHANGED.match(fold(each)) for each in parts)
    return [each for each in parts if read[each] is not None] if first and first.timed and is_changed else [text]


def _is_short_date(text: str) -> bool:
    """Whether a line without a telling name can be a date: few words, with a digit or `منذ`, and not a sentence."""
    few = sum(any(map(str.isalnum, each)) for each in text.split()) <= _DATE_WORDS
    is_dated = any(each.isdigit() for each in text) or _RELATIVE.match(text) is not None
    return few and is_dated and not ends_with_firm_stop_or_colon(text)
