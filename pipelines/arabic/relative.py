"""Relative times: "three hours ago", "yesterday", "today at nine"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

from pipelines.arabic.clock import find_clock
from pipelines.arabic.fold import fold

_NUMBERS = {
    "واحد": 1, "واحدة": 1, "ثلاث": 3, "ثلاثة": 3, "أربع": 4, "أربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6,
    "سبع": 7, "سبعة": 7, "ثمان": 8, "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10,
}  # fmt: skip
# Of each unit: the words for one, for two, and for several.
_UNITS = {
    "second": ("ثانية", "ثانيتين ثانيتان", "ثوان ثواني"),
    "minute": ("دقيقة", "دقيقتين دقيقتان", "دقائق دقايق"),
    "hour": ("ساعة", "ساعتين ساعتان", "ساعات"),
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
_DAYS = {
    "اليوم": 0,
    "هذا اليوم": 0,
    "أمس": 1,
    "البارحة": 1,
    "يوم أمس": 1,
    "أول أمس": 2,
    "أمس الأول": 2,
    "أول من أمس": 2,
}
_NOW = frozenset({"الان", "منذ لحظات", "قبل لحظات", "منذ قليل", "قبل قليل", "للتو", "منذ ثوان"})
_LABEL = re.compile(r"^(?:(?:تاريخ\s+)?(?:نشر(?:ت)?|النشر|اخر تحديث|حدث|تحديث|اضيف|كتب)(?:\s+في)?\s*[:،-]?\s*)")
_LARGEST = 400


def parse_relative(folded: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return what a relative time printed at *now* means; only when it is all the text says.

    Seconds, minutes and hours give a time, days and longer a date in *zone*.
    """
    text = _LABEL.sub("", folded).strip(" .،,|-")
    if text in _NOW:
        return now
    found = _ago_pattern().fullmatch(text)
    if found is not None:
        return _ago(found, now=now, zone=zone)
    return _day(text, now=now, zone=zone)


def _ago(found: re.Match[str], *, now: datetime, zone: tzinfo) -> datetime | date | None:
    known = _units().get(found["unit"])
    if known is None:
        return None
    unit, count = known
    said = found["number"]
    if said is not None:
        number = int(said) if said.isdigit() else _numbers().get(said)
        if number is None or count == 2:  # noqa: PLR2004  # "three hours", never "three two-hours"
            return None
        count = number
    if not 0 < count <= _LARGEST:
        return None
    if unit in _EXACT:
        return now - count * _SPANS[unit]
    today = now.astimezone(zone).date()
    if unit in _SPANS:
        return today - count * _SPANS[unit]
    return _months_before(today, count * (12 if unit == "year" else 1))


def _day(text: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    clock = find_clock(text)
    words = text[: clock.span[0]] if clock else text
    back = _days().get(words.replace("الساعه", "").strip(" .،,|-/"))
    if back is None:
        return None
    day = now.astimezone(zone).date() - timedelta(days=back)
    return datetime.combine(day, clock.time, tzinfo=clock.zone or zone) if clock else day


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def _ago_pattern() -> re.Pattern[str]:
    numbers = "|".join(_numbers())
    return re.compile(
        rf"(?:منذ|مند|قبل)\s+(?:حوالي\s+|نحو\s+)?(?:(?P<number>\d{{1,3}}|{numbers})\s+)?"
        r"(?P<unit>[^\W\d]+)(?:\s+(?:واحده?|تقريبا))?"
    )


@cache
def _units() -> dict[str, tuple[str, int]]:
    return {
        fold(word): (unit, 2 if place == 1 else 1)
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
