"""Cuts what belongs to another field out of the text around a date or a byline: counters, names, dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache, lru_cache

from pipelines.arabic import fold, parse_date
from pipelines.arabic.dates.months import gregorian_months, hijri_months
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import is_surely_person

_NUMBER = r"[\d٠-٩]++(?>(?:[.,٫٬][\d٠-٩]++)*)\s?(?:[kKmM](?!\w)|ألف(?!\w))?"
_COUNTED = (
    r"(?:مشاهد(?:ة|ات|ه)|قراء(?:ة|ات|ه)|زيار(?:ة|ات|ه)|تعليق(?:ات|ا|اً)?|إعجاب(?:ات)?|مشارك(?:ة|ات|ه)|تحميل(?:ات)?"
    r"|(?:views?|reads?|comments?|hits?|likes?|shares?)\b)(?!\w)"
)
_READ = r"(?:دقيقة|دقائق|دقيقه|ثانية|ثوان|min(?:ute)?s?)(?!\w)"
# A view counter is often printed right behind a time, without a blank: "21:531058 مشاهدة".
_COUNTERS = re.compile(
    rf"(?:(?<![\d:/.,٫٬-])|(?<=\d:\d\d))(?!(?:19|20)\d\d\s*{_COUNTED}\s*+[:：(]?+\s*+\d){_NUMBER}\s*+{_COUNTED}"
    rf"|(?<!\w)(?:عدد\s+)?(?:مرات\s+)?(?:ال)?{_COUNTED}\s*+[:：(|-]?+\s*+{_NUMBER}(?!\s?[/:-]\s?\d|\d)\)?(?:\s*+مر(?:ة|ات))?"
    rf"|(?<!\w)(?:قُ?رئت?|شوهدت?|تمت?\s+(?:قراءته|قراءتها|مشاهدته|مشاهدتها|القراءة|المشاهدة))"
    rf"(?:\s+(?:الخبر|المقال|المقالة|هذا\s+\w+))?\s*+:?+\s*+{_NUMBER}(?:\s*+مر(?:ة|ات))?"
    rf"|(?<!\w)(?:وقت|مدة|زمن)\s+القراءة\s*+[:：]?+\s*+(?:أقل\s+من\s+|{_NUMBER}\s*+)?(?:{_READ})?"
    rf"|(?<![\d:/.,٫٬-]){_NUMBER}\s*+{_READ}\s*+(?:للقراءة|قراءة|من القراءة|read)"
    rf"|(?<!\w)العدد\s*+[:：(]?+\s*+{_NUMBER}(?![/:-])\)?"
    r"|(?<!\w)(?:لا\s+(?:توجد\s+|يوجد\s+)?تعليقات|لا\s+تعليق|اترك\s+تعليقا?ً?|أضف\s+تعليقا?ً?|no comments)(?!\w)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile("[|•·]")
_DOUBLED = re.compile(r"(?<!\s)\s*+([|•·])\s*+(?=[|•·]|$)|^\s*+[|•·]\s*+")
_OTHER_LABEL = re.compile(r"(?:(?:ال)?مصدر(?: الخبر)?|القسم|التصنيف|(?:رقم|كود) الخبر|بواسطة)\s?[:：]?\s")
"""A label of another field behind a date."""
_EDGES = " |•·-–—,،:/("
_DIGIT = re.compile(r"\d")
_LABELS = (
    "نشر نشرت نشره نشرها النشر تم تاريخ بتاريخ في يوم اليوم أمس منذ قبل آخر تحديث التحديث حدث محدث تعديل الساعة أضيف",
    "حدثت تحديثه التعديل وقت الموافق من published posted updated modified last update on at created date",
)
_DAYS = ("الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت",)
_TIME_WORDS = ("ص م ه هـ صباحا مساء ظهرا ليلا فجرا عصرا am pm gmt utc بتوقيت",)
_AGO = frozenset({fold("منذ"), fold("مند")})
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_LONGEST = 200
_WORDS_AGO = 6
"""`منذ 3 ساعات و20 دقيقة`, with its label."""


@lru_cache(maxsize=1024)
def date_words(text: str) -> str:
    """Return the words of *text*, which prints a date, that are about the date: no counters, no byline beside it."""
    text = without_counters(text)
    parts = _SEPARATORS.split(text)
    dated_parts = [place for place, each in enumerate(parts) if _is_about_date(each)]
    if dated_parts and len(dated_parts) < len(parts):
        ends = [found.span() for found in _SEPARATORS.finditer(text)]
        start = ends[dated_parts[0] - 1][1] if dated_parts[0] else 0
        end = ends[dated_parts[-1]][0] if dated_parts[-1] < len(ends) else len(text)
        text = text[start:end].strip()
    return _from_date_on(text)


def without_counters(text: str) -> str:
    """Return *text* without the counters of views, readers and comments, and without times of reading."""
    if len(text) > _LONGEST or not _COUNTERS.search(text):
        return text
    return _tidy(_COUNTERS.sub(" ", text))


def byline_words(text: str) -> str:
    """Return the byline *text* without counters and without the date that is printed in it."""
    text = without_counters(text)
    if len(text) > _LONGEST:
        return text
    span = _date_span(text.split())
    if span is None:
        return text
    tokens = text.split()
    before, behind = " ".join(tokens[: span[0]]), " ".join(tokens[span[1] :])
    return _tidy(f"{before.rstrip(_EDGES) if behind[:1] in _EDGES else before} {behind}")


def _is_about_date(part: str) -> bool:
    return _DIGIT.search(part) is not None or any(_is_date_word(each) for each in part.split())


def _from_date_on(text: str) -> str:
    """Return *text* without what is in front of its date (`كتب فلان الأحد 22 نوفمبر`), and without a name behind it.

    A zone can follow the date.
    """
    tokens = text.split()
    span = _date_span(tokens) if len(text) <= _LONGEST else None
    if span is None:
        return text
    tail = " ".join(tokens[span[1] :]).lstrip(_EDGES)
    is_person_named = labelled_byline(tail) is not None or (is_person(tail) and is_surely_person(tail))
    is_other = is_person_named or _OTHER_LABEL.match(tail) is not None
    return " ".join(tokens[span[0] : span[1] if is_other else None])


def _date_span(tokens: list[str]) -> tuple[int, int] | None:
    """Return the place of the date among *tokens*, with its weekday, labels and words of time; `None` for no date."""
    ago = next((place for place, each in enumerate(tokens) if fold(each) in _AGO), None)
    digits = [place for place, each in enumerate(tokens) if _DIGIT.search(each)]
    sizes = range(min(len(tokens) - ago, _WORDS_AGO), 1, -1) if ago is not None else range(0)
    size = next((each for each in sizes if ago is not None and _is_date(tokens[ago : ago + each])), None)
    if ago is not None and size is not None:
        start, end = ago, ago + size
    elif digits and _is_date(_widened(tokens, digits[0], digits[-1] + 1)):
        start, end = digits[0], digits[-1] + 1
    else:
        return None
    while start and (_opens_date(tokens[start - 1]) or not tokens[start - 1].strip(_EDGES)):
        start -= 1
    while end < len(tokens) and fold(tokens[end]).strip(_EDGES + ")") in _folded(_TIME_WORDS):
        end += 1
    return start, end


def _widened(tokens: list[str], start: int, end: int) -> list[str]:
    """Return the tokens of a date, with the Latin month in front of it."""
    return tokens[start - 1 if start and tokens[start - 1].isascii() else start : end]


def _is_date(tokens: list[str]) -> bool:
    return parse_date(" ".join(tokens), now=_AT, zone=UTC) is not None


def _opens_date(token: str) -> bool:
    """Whether *token* can be in front of a date's figures. Arabic months follow them, and are names of people too."""
    word = fold(token).strip(_EDGES + ")")
    return word in _known() or (word.isascii() and word in gregorian_months())


def _is_date_word(token: str) -> bool:
    word = fold(token).strip(_EDGES + ")")
    return word in _known() or word in gregorian_months() or word in hijri_months()


@cache
def _known() -> frozenset[str]:
    return _folded(_LABELS) | _folded(_DAYS) | _folded(_TIME_WORDS)


@cache
def _folded(rows: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for row in rows for word in row.split())


def _tidy(text: str) -> str:
    text = " ".join(text.split())
    while (shorter := _DOUBLED.sub("", text)) != text:
        text = shorter
    return " ".join(text.split()).strip(_EDGES)
