"""Parses dates as Arab outlets print them: five sets of month names, Hijri dates, any digits, relative words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from pipelines.arabic.dates.months import gregorian_months, hijri_months, month_pattern
from pipelines.arabic.dates.relative import parse_relative
from pipelines.arabic.dates.time_of_day import TimeOfDay, find_time, has_time
from pipelines.arabic.fold import fold

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_FIRST_HIJRI, _LAST_HIJRI = 1410, 1524
_NTH = r"(?:(?<=\d)(?:st|nd|rd|th|er)(?!\w))?"
_GAP = r"[\s،,./()\-–—]*(?:(?:من\s+)?(?:شهر|سنه|عام|العام|السنه|لعام|لسنه|للعام)\s+|من\s+)?"
# "The first of November". `الأول` alone also ends the names of months.
_DAY = r"(?:(?<!\d)\d{1,2}|(?<!\w)(?:ال)?فاتح(?=\s)|(?<!\w)الاول(?=\s+من\s))"
_YEAR = r"\d{4}(?!\d)(?:\s*م(?!\w))?"
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(z|[+-]\d\d(?::?\d\d)?)?(?![\d:])"
)
_UPDATED = re.compile("(?:اخر|تم)\\s+(?:تحديث|تعديل)|(?:ال)?تحديث|(?:ال)?تعديل")
_HIJRI_SIGN = re.compile(r"\s*+(?:ه(?!\w)|هجري)")
_YMD = re.compile(r"(?<![\d/.-])(\d{4})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d/.-]*\d)")
_DMY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_MONTHS, _NEAR = 12, 20
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("اثنين mon", "ثلاثاء tue", "اربعاء wed", "خميس thu", "جمعه fri", "سبت sat", "احد sun")
    )
    for name in names.split()
}
_WEEKDAY = re.compile(rf"(?<!\w)(?:ال)?({'|'.join(_WEEKDAYS)})(?:(?:s|nes|rs|ur)?day)?(?!\w)")
_AGREE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    day: date
    is_hijri: bool
    span: tuple[int, int]


def parse_date(text: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return the date that *text* prints: a `datetime` if a time was printed, else a `date`; None if there is none.

    Relative words count from *now* (aware). *zone* is the zone of a time that is printed without one. Hijri dates
    follow the Umm al-Qura calendar; a Hijri and a Gregorian date together must agree within a day. Nothing is guessed:
    a year alone, an impossible day, a year before 1990 or after 2100 give None. A numeric date is day/month/year, or
    year/month/day when the year comes first; month/day/year only if no other order gives a date.
    """
    folded = fold(text)
    if not folded:
        return None
    stamp = _iso(folded, zone)
    if stamp is not None:
        return stamp
    days = sorted(_days(folded), key=lambda each: each.span)
    found = _agreed(days)
    if found is None:
        return None if days else parse_relative(folded, now=now, zone=zone)
    at = _time_of(folded, found, days)
    return found.day if at is None else datetime.combine(found.day, at.time, tzinfo=at.zone or zone)


def _time_of(folded: str, found: _Found, days: list[_Found]) -> TimeOfDay | None:
    """Return the time of day of *found*: between it and the next date or a word for "updated", else before it.

    If the only time in the text is that of the last update (`4 آب 2013، آخر تحديث 02:21`), it is returned.
    """
    later = next((each.span[0] for each in days if each.span[0] >= found.span[1]), len(folded))
    updated = _UPDATED.search(folded, found.span[1], later)
    end = updated.start() if updated else later
    behind = folded[found.span[1] : end]
    before = folded[: found.span[0]]
    if updated and later == len(folded) and not has_time(before) and not has_time(behind):
        return find_time(folded[found.span[1] :])
    return find_time(behind) if has_time(behind) else find_time(before + " | " + behind)


def _iso(folded: str, zone: tzinfo) -> datetime | None:
    found = _ISO.search(folded)
    if found is None:
        return None
    year, month, day, hour, minute = (int(each) for each in found.groups()[:5])
    try:
        at = time(hour, minute, int(found[6] or 0))
    except ValueError:
        return None
    whole = _gregorian(year, month, day)
    if whole is None:
        return None
    offset = _offset(found[7]) if found[7] else zone
    return datetime.combine(whole, at, tzinfo=offset) if offset is not None else None


def _offset(text: str) -> tzinfo | None:
    """Return the zone of an offset; `None` for one of a day or more, which no zone has."""
    if text == "z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]) if len(text) > len("+00") else 0)
    return timezone(-shift if text[0] == "-" else shift) if shift < timedelta(days=1) else None


def _agreed(found: list[_Found]) -> _Found | None:
    """Return the first Gregorian date, else the first Hijri date; None if the two differ by more than a day."""
    plain = next((each for each in found if not each.is_hijri), None)
    hijri = next((each for each in found if each.is_hijri), None)
    if plain is None or hijri is None:
        return plain or hijri
    if abs(plain.day - hijri.day) > _AGREE:
        return None
    return _Found(
        day=plain.day,
        is_hijri=False,
        span=(min(plain.span[0], hijri.span[0]), max(plain.span[1], hijri.span[1]))
        if _adjoin(plain, hijri)
        else plain.span,
    )


def _adjoin(a: _Found, b: _Found) -> bool:
    return 0 <= max(a.span[0], b.span[0]) - min(a.span[1], b.span[1]) < 12  # noqa: PLR2004  # "الموافق" and dashes


def _days(folded: str) -> Iterator[_Found]:
    for found in _named_gregorian().finditer(folded):
        number = _month(found, gregorian_months())
        year, day = int((found["year"] or found["year2"])[:4]), found["day"] or found["day2"]
        whole = _gregorian(year, number, int(day) if day.isdigit() else 1) if number else None
        if whole is not None:
            yield _Found(day=whole, is_hijri=False, span=found.span())
    for found in _named_hijri().finditer(folded):
        whole = _hijri(int(found["year"]), hijri_months()[_spaced(found["month"])], int(found["day"]))
        if whole is not None:
            yield _Found(day=whole, is_hijri=True, span=found.span())
    yield from _numeric(folded)


def _numeric(folded: str) -> Iterator[_Found]:
    for found in (*_YMD.finditer(folded), *_DMY.finditer(folded)):
        parts = [int(found[1]), int(found[3]), int(found[4])]
        year, month, day = parts if found.re is _YMD else parts[::-1]
        is_only_order = found[2] in "/-" and month > _MONTHS >= day  # 11/23/2026
        if found.re is _DMY and (is_only_order or _is_month_first(year, month, day, folded[: found.start()])):
            month, day = day, month
        is_signed = _HIJRI_SIGN.match(folded, found.end()) is not None
        if year < _FIRST_YEAR and (is_signed or _FIRST_HIJRI <= year <= _LAST_HIJRI):
            whole, is_hijri = _hijri(year, month, day), True
        else:
            whole, is_hijri = _gregorian(year, month, day), False
        if whole is not None:
            yield _Found(day=whole, is_hijri=is_hijri, span=found.span())


def _is_month_first(year: int, month: int, day: int, before: str) -> bool:
    """Whether the weekday right before a numeric date is that of the date with day and month swapped."""
    named = list(_WEEKDAY.finditer(before[-_NEAR:]))
    printed, swapped = _gregorian(year, month, day), _gregorian(year, day, month)
    if not named or printed is None or swapped is None:
        return False
    weekday = _WEEKDAYS[named[-1][1]]
    return printed.weekday() != weekday == swapped.weekday()


def _month(found: re.Match[str], names: dict[str, int]) -> int | None:
    """Return the month, or None if the two names of a double name mean different months."""
    printed = [found[name] for name in ("month", "again", "month2", "again2") if found[name]]
    numbers = {names[_spaced(each)] for each in printed}
    return numbers.pop() if len(numbers) == 1 else None


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _gregorian(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hijri(year: int, month: int, day: int) -> date | None:
    if not _FIRST_HIJRI <= year <= _LAST_HIJRI:
        return None
    from hijridate import Hijri  # noqa: PLC0415  # its tables are loaded only when a page needs them

    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


@cache
def _named_gregorian() -> re.Pattern[str]:
    month = month_pattern(gregorian_months())
    again = rf"(?:[\s/()\-–،|]+(?P<again>{month})(?!\w))?"
    second = again.replace("again", "again2")
    return re.compile(
        rf"(?P<day>{_DAY}){_NTH}{_GAP}(?P<month>{month})(?!\w){again}{_GAP}(?P<year>{_YEAR})"
        rf"|(?<!\w)(?P<month2>{month}){second}[\s،,./-]+(?P<day2>\d{{1,2}}){_NTH}[\s،,./-]+(?P<year2>{_YEAR})"
    )


@cache
def _named_hijri() -> re.Pattern[str]:
    month = month_pattern(hijri_months())
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}){_GAP}(?P<month>{month})(?!\w){_GAP}(?P<year>\d{{4}})(?!\d)(?:\s*ه(?!\w))?"
    )
