"""Finds the time of day and its zone, as Arab outlets print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from pipelines.arabic.fold import fold

_MORNING = "صباحا|صباح|فجرا|قبل الظهر|قبل ظهر|بعد منتصف الليل"
_EVENING = "مساء|عصرا|بعد الظهر|بعد ظهر"
_NOON, _NIGHT = "ظهرا", "ليلا|منتصف الليل"
_WORD = rf"(?:(?P<am>{_MORNING}|ص|a\.?m\.?)|(?P<pm>{_EVENING}|م|p\.?m\.?)|(?P<noon>{_NOON})|(?P<night>{_NIGHT}))(?!\w)"
_LONG_WORD = rf"(?:(?P<am>{_MORNING})|(?P<pm>{_EVENING})|(?P<noon>{_NOON})|(?P<night>{_NIGHT}))(?!\w)"
_HOUR, _MINUTE = r"(?P<hour>[01]?\d|2[0-3])", r"(?P<minute>[0-5]\d)"
_SECOND = r"(?:\s?:\s?(?P<second>[0-5]\d)(?:\.\d+)?)?"
_FREE = r"(?<![\d:./+])(?<!\d-)"
_TIMES = tuple(
    re.compile(each)
    for each in (
        rf"(?:(?<![\w.])(?P<before>[صم])\s+)?{_FREE}{_HOUR}\s?(?:[:h]|سا?)\s?{_MINUTE}{_SECOND}(?![\d:])(?:\s*{_WORD})?",
        rf"{_FREE}{_HOUR}\.{_MINUTE}(?![\d:./-])\s*{_WORD}",
        rf"الساعه\s+{_HOUR}(?:\.{_MINUTE})?(?![\d:.])(?!\s*و\s?\d)(?:\s*{_WORD})?",
        rf"{_FREE}{_HOUR}\s+{_LONG_WORD}",
    )
)
_GMT = r"gmt|utc|(?:ال)?توقيت العالمي|غرينتش|جرينتش|غرينيتش|قرينتش|جرينيتش"
_OFFSET = re.compile(rf"(?:{_GMT})\s*(?P<sign>[+-])\s*(?P<hours>\d{{1,2}})(?::?(?P<minutes>[0-5]\d))?(?!\d)")
# An offset without "GMT" must follow the time directly: "-1445" behind a space is a year.
_BARE_OFFSET = re.compile(
    r"\s?(?P<sign>[+])(?P<hours>\d\d):?(?P<minutes>[0-5]\d)(?!\d)|(?P<minus>-)(?P<h>\d\d):(?P<m>\d\d)"
)
_GREENWICH = re.compile(rf"(?<!\w)ب?(?:{_GMT})(?!\w)|(?<!\w)ت\s?\.?\s?غ(?!\w)")
_MECCA = re.compile(r"\s?ت(?:\s|\s?\.\s?)م(?!\w)")
"""How the Saudi agency marks the time of Mecca, right behind the time: `18:21ت مـ`. `تم` is a word."""
_Z = re.compile(r"\s?z(?!\w)")
_STATED = re.compile(r"توقيت\s+(?:مدينه\s+)?(?P<place>\w+(?:\s\w+)?)|\((?P<bracket>\w+(?:\s\w+)?)\)")
_LOCAL = re.compile(r"(?:ال)?توقيت\s+(?:ال)?محلي")
_ZONES = {
    "Africa/Cairo": "القاهرة|مصر",
    "Asia/Riyadh": "مكة|مكة المكرمة|الرياض|السعودية|جدة",
    "Asia/Dubai": "أبوظبي|أبو ظبي|دبي|الإمارات",
    "Asia/Beirut": "بيروت|لبنان",
    "Asia/Damascus": "دمشق|سوريا|سورية",
    "Asia/Baghdad": "بغداد|العراق",
    "Asia/Amman": "الأردن|عمّان",
    "Asia/Jerusalem": "القدس|القدس المحتلة",
    "Asia/Gaza": "غزة|فلسطين|رام الله",
    "Asia/Qatar": "الدوحة|قطر",
    "Asia/Kuwait": "الكويت",
    "Asia/Bahrain": "المنامة|البحرين",
    "Asia/Muscat": "مسقط|سلطنة عمان",
    "Asia/Aden": "صنعاء|اليمن|عدن",
    "Africa/Khartoum": "الخرطوم|السودان",
    "Africa/Tripoli": "ليبيا",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "الرباط|المغرب|الدار البيضاء",
    "Africa/Nouakchott": "نواكشوط|موريتانيا",
    "Europe/London": "لندن",
    "Europe/Paris": "باريس",
    "Europe/Istanbul": "أنقرة|إسطنبول|تركيا",
    "Europe/Moscow": "موسكو",
    "America/New_York": "واشنطن|نيويورك",
    "America/Toronto": "مونتريال|تورونتو|أوتاوا",
}
"""Places that mean one zone. `طرابلس` is left out: it is in Libya and in Lebanon. `عمان` alone is the city."""
_NOON_HOUR = 12
_SMALL_HOURS = 5
_FARTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """A time of day. *zone* is None if none was printed. *span* is its place in the folded text."""

    time: time
    zone: tzinfo | None
    span: tuple[int, int]


def find_time(folded: str) -> TimeOfDay | None:
    """Return the time of day in *folded* text; None if there is none, or if its zone is unknown."""
    found = next((match for each in _TIMES if (match := each.search(folded))), None)
    if found is None:
        return None
    parts = found.groupdict()
    hour = _hour(parts)
    another = found.re.search(folded, found.end())  # "10:05 (Mecca), 7:05 (GMT)": each time has its own zone
    known, zone = _zone(folded[found.end() : another.start()] if another else folded, 0 if another else found.end())
    if hour is None or not known:
        return None
    at = time(hour, int(parts.get("minute") or 0), int(parts.get("second") or 0))
    return TimeOfDay(time=at, zone=zone, span=found.span())


def has_time(folded: str) -> bool:
    """Whether *folded* text prints a time of day, in any zone."""
    return any(each.search(folded) for each in _TIMES)


def _hour(parts: dict[str, str | None]) -> int | None:
    """Return the hour, 0 to 23, or None if the words contradict the figure."""
    hour = int(parts["hour"] or 0)
    after = parts.get("am") or parts.get("pm") or parts.get("noon") or parts.get("night")
    before = None if after else parts.get("before")
    if parts.get("am") or before == "ص":
        return hour % _NOON_HOUR if hour <= _NOON_HOUR else None
    if hour > _NOON_HOUR:
        return hour
    if parts.get("pm") or before == "م":
        return hour % _NOON_HOUR + _NOON_HOUR
    if parts.get("noon"):  # from eleven to four
        return hour if hour >= _NOON_HOUR - 1 else hour + _NOON_HOUR
    if parts.get("night"):  # twelve and the small hours belong to the new day
        return hour % _NOON_HOUR if hour == _NOON_HOUR or hour < _SMALL_HOURS else hour + _NOON_HOUR
    return hour


def _zone(folded: str, end: int) -> tuple[bool, tzinfo | None]:
    """Return whether the zone is known, and the zone: `True, None` if none is printed, `False, None` if unknown."""
    offset = _OFFSET.search(folded) or _BARE_OFFSET.match(folded, end)
    if offset is not None:
        return _shifted(offset)
    if _GREENWICH.search(folded) or _Z.match(folded, end):
        return True, UTC
    if _MECCA.match(folded, end):
        return True, ZoneInfo("Asia/Riyadh")
    if _LOCAL.search(folded):
        return True, None
    for stated in _STATED.finditer(folded):
        place = stated["place"] or stated["bracket"]
        name = _places().get(place) or _places().get(place.split()[0])
        if name or stated["place"]:
            return name is not None, ZoneInfo(name) if name else None
    return True, None


def _shifted(offset: re.Match[str]) -> tuple[bool, tzinfo | None]:
    parts = offset.groupdict()
    shift = timedelta(
        hours=int(parts["hours"] or parts.get("h") or 0), minutes=int(parts["minutes"] or parts.get("m") or 0)
    )
    if shift > _FARTHEST:
        return False, None
    return True, timezone(shift if parts["sign"] == "+" else -shift)


@cache
def _places() -> dict[str, str]:
    return {fold(place): zone for zone, places in _ZONES.items() for place in places.split("|")}
