"""The time of day and its zone, as Arab outlets print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from pipelines.arabic.fold import fold

_AM = "صباحا|صباح|ص|فجرا|قبل الظهر|a\\.?m\\.?"
_PM = "مساء|عصرا|بعد الظهر|م|p\\.?m\\.?"
_NOON, _NIGHT = "ظهرا", "ليلا|منتصف الليل"
_HALF = rf"(?:\s*(?:(?P<am>{_AM})|(?P<pm>{_PM})|(?P<noon>{_NOON})|(?P<night>{_NIGHT}))(?![\w]))?"
_TIME = re.compile(
    rf"(?<![\d:./-])(?P<hour>[01]?\d|2[0-4])\s?[:h]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?![\d:]){_HALF}"
)
_BARE_HOUR = re.compile(
    r"الساعه\s+(?P<hour>[01]?\d|2[0-4])(?:\.(?P<minute>[0-5]\d))?(?![\d:])" + _HALF.replace("(?P<second>", "(?:")
)
_OFFSET = re.compile(r"(?:gmt|utc|غرينتش|جرينتش|غرينيتش)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")
_GREENWICH = re.compile(r"غرينتش|جرينتش|غرينيتش|قرينتش|\bgmt\b|\butc\b|ت\s?\.\s?غ|التوقيت العالمي")
_PLACE = re.compile(r"بتوقيت\s+(?P<place>[\w]+(?:\s[\w]+)?)")
_LOCAL = re.compile(r"المحلي|محلي")
_ZONES = {
    "Africa/Cairo": "القاهرة مصر",
    "Asia/Riyadh": "مكة الرياض السعودية جدة",
    "Asia/Dubai": "أبوظبي أبو دبي الإمارات",
    "Asia/Beirut": "بيروت لبنان",
    "Asia/Damascus": "دمشق سوريا سورية",
    "Asia/Baghdad": "بغداد العراق",
    "Asia/Amman": "الأردن",
    "Asia/Jerusalem": "القدس",
    "Asia/Gaza": "غزة فلسطين",
    "Asia/Qatar": "الدوحة قطر",
    "Asia/Kuwait": "الكويت",
    "Asia/Bahrain": "المنامة البحرين",
    "Asia/Muscat": "مسقط",
    "Asia/Aden": "صنعاء اليمن عدن",
    "Africa/Khartoum": "الخرطوم السودان",
    "Africa/Tripoli": "ليبيا",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "الرباط المغرب",
    "Africa/Nouakchott": "نواكشوط موريتانيا",
    "Europe/London": "لندن",
    "Europe/Paris": "باريس",
    "Europe/Istanbul": "أنقرة إسطنبول تركيا",
    "Europe/Moscow": "موسكو",
    "America/New_York": "واشنطن نيويورك",
}
_NOON_HOUR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day; *zone* is null where none was printed. *span* is where it stands in the folded text."""

    time: time
    zone: tzinfo | None
    span: tuple[int, int]


def find_clock(folded: str) -> Clock | None:
    """Return the time of day in *folded* text; null when none, or one in a zone that we do not know."""
    found = _TIME.search(folded) or _BARE_HOUR.search(folded)
    if found is None:
        return None
    hour = _hour(found)
    known, zone = _zone(folded)
    if hour is None or not known:
        return None
    groups = found.groupdict()
    at = time(hour % 24, int(groups.get("minute") or 0), int(groups.get("second") or 0))
    return Clock(time=at, zone=zone, span=found.span())


def _hour(found: re.Match[str]) -> int | None:
    """Return the hour of 24, or null where the words contradict the figure."""
    hour = int(found["hour"])
    if hour > _NOON_HOUR:
        return None if found["am"] and hour != _NOON_HOUR * 2 else hour
    if found["am"]:
        return hour % _NOON_HOUR
    if found["pm"]:
        return hour % _NOON_HOUR + _NOON_HOUR
    if found["noon"]:  # from eleven to four
        return hour if hour >= _NOON_HOUR - 1 else hour + _NOON_HOUR
    if found["night"]:  # twelve and the small hours belong to the new day
        return hour % _NOON_HOUR if hour == _NOON_HOUR or hour < 5 else hour + _NOON_HOUR  # noqa: PLR2004
    return hour


def _zone(folded: str) -> tuple[bool, tzinfo | None]:
    """Return whether the printed zone is known, and the zone; none printed is known and null."""
    offset = _OFFSET.search(folded)
    if offset is not None:
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if shift > timedelta(hours=14):
            return False, None
        return True, timezone(shift if offset["sign"] == "+" else -shift)
    if _GREENWICH.search(folded):
        return True, UTC
    place = _PLACE.search(folded)
    if place is None or _LOCAL.search(folded):
        return True, None
    first = place["place"].split()[0]
    name = _places().get(first)
    return name is not None, ZoneInfo(name) if name else None


@cache
def _places() -> dict[str, str]:
    return {fold(place): zone for zone, places in _ZONES.items() for place in places.split()}
