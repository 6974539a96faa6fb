"""Parses relative times: "three hours ago", "yesterday", "today at nine"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from pipelines.arabic.dates.time_of_day import find_time
from pipelines.arabic.fold import fold

_NUMBERS = {
    "ثلاث": 3, "ثلاثة": 3, "أربع": 4, "أربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7,
    "ثمان": 8, "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10,
}  # fmt: skip
# Each unit as one, as two and as several.
_UNITS = {
    "second": ("ثانية", "ثانيتين ثانيتان", "ثوان ثواني"),
    "minute": ("دقيقة", "دقيقتين دقيقتان", "دقائق دقايق د"),
    "hour": ("ساعة", "ساعتين ساعتان", "ساعات س"),
    "day": ("يوم يوما", "يومين يومان", "أيام"),
    "week": ("أسبوع أسبوعا", "أسبوعين أسبوعان", "أسابيع"),
    "month": ("شهر شهرا", "شهرين شهران", "أشهر شهور"),
    "year": ("سنة عام عاما", "سنتين عامين سنتان عامان", "سنوات أعوام سنين"),
}
_SPANS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_EXACT = frozenset({"second", "minute", "hour"})
_PARTS = {"نصف ساعه": timedelta(minutes=30), "ربع ساعه": timedelta(minutes=15), "ثلث ساعه": timedelta(minutes=20)}
_DAYS = {
    "اليوم": 0,
    "هذا اليوم": 0,
    "أمس": 1,
    "الأمس": 1,
    "بالأمس": 1,
    "البارحة": 1,
    "يوم أمس": 1,
    "أول أمس": 2,
    "أمس الأول": 2,
    "أول من أمس": 2,
    "يوم أول أمس": 2,
}
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_NOW = frozenset({"الان", "منذ لحظات", "قبل لحظات", "للتو", "منذ ثوان", "قبل ثوان", "لحظات مضت"})
_LABEL = re.compile(
    r"(?:(?:تم|اخر|تاريخ|وقت)\s+)*(?:ال)?(?:نشرت?|تحديث|تعديل|اضافه|اضيفت?|حدثت?|كتبت?)"
    r"(?:\s+(?:في|بتاريخ|الخبر|المقال|هذا الخبر))*\s*[:،|-]?\s*"
)
# A zone behind a time of day; `find_time` has parsed it already.
_ZONE = re.compile(r"\(?ب?(?:ال)?توقيت.*|\(?(?:gmt|utc|غرينتش|جرينتش).*|\(?ت\s?\.?\s?غ.*|[+-]\d\d:?\d\d\s*$")
_FILLERS = re.compile(r"(?<!\w)(?:الساعه|علي|في|عند)(?!\w)|[،,|/–()-]")
_TRIM = " .،,|-–()"
_TWO = 2
_FIRST_YEAR = 1990


def parse_relative(folded: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return the moment that a relative time printed at *now* (aware) means; None if the text says anything else.

    Seconds, minutes and hours give a time; days and longer units give a date in *zone*.
    """
    text = folded.strip(_TRIM)
    label = _LABEL.match(text)
    if label is not None:
        text = text[label.end() :].strip(_TRIM)
    if text in _NOW:
        return now
    if text in {"منذ قليل", "قبل قليل"}:  # "a little while ago" means today, at an unknown time
        return now.astimezone(zone).date()
    found = _ago_pattern().fullmatch(text)
    if found is None:
        return _day(text, now=now, zone=zone)
    when = _ago(found["first"] or found["past"], found["more"], now=now, zone=zone)
    return when if when is not None and when.year >= _FIRST_YEAR else None


def _ago(first: str, more: str | None, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return the moment *first* ("3 hours") and *more* ("20 minutes", "a half") before *now*, or None."""
    if first in _PARTS:
        return None if more else now - _PARTS[first]
    amount = _amount(first)
    if amount is None:
        return None
    count, unit = amount
    if more is not None:
        return _with_rest(count, unit, more, now=now)
    if unit in _EXACT:
        return now - count * _SPANS[unit]
    today = now.astimezone(zone).date()
    if unit in _SPANS:
        return today - count * _SPANS[unit]
    return _months_before(today, count * (12 if unit == "year" else 1))


def _with_rest(count: int, unit: str, more: str, *, now: datetime) -> datetime | None:
    """Return the moment "2 hours and 20 minutes" or "an hour and a half" before *now*; None for any other pair."""
    if unit != "hour":
        return None
    if more in {"نصف", "ربع", "نصف الساعه"}:
        return now - timedelta(hours=count, minutes=15 if more == "ربع" else 30)
    rest = _amount(more)
    return now - timedelta(hours=count, minutes=rest[0]) if rest and rest[1] == "minute" else None


def _amount(text: str) -> tuple[int, str] | None:
    """Return the number and the unit of `3 ساعات`, `ساعتين`, `ثلاث ساعات`; None for `ساعات` without a number."""
    *numbers, word = text.split()
    known = _units().get(word)
    if known is None or len(numbers) > 1:
        return None
    unit, count = known
    if numbers:
        number = int(numbers[0]) if numbers[0].isdigit() else _numbers().get(numbers[0])
        if not number or count == _TWO:  # "three hours", never "three" with the dual form
            return None
        count = number
    return (count, unit) if count else None


def _day(text: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return the day that "today", "yesterday" and the like mean, with the time of day if one is printed."""
    at = find_time(text)
    rest = _ZONE.sub("", f"{text[: at.span[0]]} {text[at.span[1] :]}") if at else text
    words = _FILLERS.sub(" ", rest).split()
    weekday = next((each for each in words if each in _weekdays()), None)
    back = _days().get(" ".join(each for each in words if each != weekday).strip(" ."))
    if back is None:
        return None
    day = now.astimezone(at.zone if at and at.zone else zone).date() - timedelta(days=back)
    if weekday is not None and _weekdays()[weekday] != day.weekday():
        return None
    return datetime.combine(day, at.time, tzinfo=at.zone or zone) if at else day


def _months_before(day: date, months: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < _FIRST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def _ago_pattern() -> re.Pattern[str]:
    numbers = "|".join(sorted(_numbers(), key=len, reverse=True))
    some = rf"(?:(?:\d{{1,3}}|{numbers}|نصف|ربع|ثلث)\s+)?[^\W\d]+"
    one = r"(?:\s+(?:واحده?|تقريبا|فقط|من الان))?"
    return re.compile(
        rf"(?:منذ|مند|قبل)\s+(?:(?:حوالي|نحو|قرابه)\s+)?(?P<first>{some}){one}(?:\s+و\s?(?P<more>{some}|نصف الساعه))?"
        rf"|(?P<past>{some}){one}\s+(?:مضت|مضي|مضيا|خلت)"
    )


@cache
def _units() -> dict[str, tuple[str, int]]:
    return {
        fold(word): (unit, (1, _TWO, 0)[place])
        for unit, words in _UNITS.items()
        for place, group in enumerate(words)
        for word in group.split()
    }


@cache
def _numbers() -> dict[str, int]:
    return {fold(word): number for word, number in _NUMBERS.items()}


@cache
def _days() -> dict[str, int]:
    return {fold(word): back for word, back in _DAYS.items()}


@cache
def _weekdays() -> dict[str, int]:
    return {fold(word): number for number, word in enumerate(_WEEKDAYS)}
