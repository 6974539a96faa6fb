"""The time of day and its zone, as Arab outlets print them."""

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
_CLOCKS = tuple(
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
# A bare offset stands right behind the time; "-1445" behind a space would be a year.
_BARE_OFFSET = re.compile(
    r"\s?(?P<sign>[+])(?P<hours>\d\d):?(?P<minutes>[0-5]\d)(?!\d)|(?P<minus>-)(?P<h>\d\d):(?P<m>\d\d)"
)
_GREENWICH = re.compile(rf"(?<!\w)ب?(?:{_GMT})(?!\w)|(?<!\w)ت\s?\.?\s?غ(?!\w)")
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
}
"""Places whose one meaning is a zone; `طرابلس` (Libya, Lebanon) and bare `عمان` in brackets are not told apart."""
_NOON_HOUR = 12
_SMALL_HOURS = 5
_FARTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay:
    """A time of day; *zone* is null where none was printed. *span* is where it stands in the folded text."""

    time: time
    zone: tzinfo | None
    span: tuple[int, int]


def find_clock(folded: str) -> TimeOfDay | None:
    """Return the time of day in *folded* text; null when none, or one in a zone that we do not know."""
    found = next((match for each in _CLOCKS if (match := each.search(folded))), None)
    if found is None:
        return None
    said = found.groupdict()
    hour = _hour(said)
    another = found.re.search(folded, found.end())  # "10:05 (Mecca), 7:05 (GMT)": each time has its own zone
    known, zone = _zone(folded[found.end() : another.start()] if another else folded, 0 if another else found.end())
    if hour is None or not known:
        return None
    at = time(hour, int(said.get("minute") or 0), int(said.get("second") or 0))
    return TimeOfDay(time=at, zone=zone, span=found.span())


def has_clock(folded: str) -> bool:
    """Whether *folded* text prints a time of day, in whatever zone."""
    return any(each.search(folded) for each in _CLOCKS)


def _hour(said: dict[str, str | None]) -> int | None:
    """Return the hour of 24, or null where the words contradict the figure."""
    hour = int(said["hour"] or 0)
    after = said.get("am") or said.get("pm") or said.get("noon") or said.get("night")
    before = None if after else said.get("before")
    if said.get("am") or before == "ص":
        return hour % _NOON_HOUR if hour <= _NOON_HOUR else None
    if hour > _NOON_HOUR:
        return hour
    if said.get("pm") or before == "م":
        return hour % _NOON_HOUR + _NOON_HOUR
    if said.get("noon"):  # from eleven to four
        return hour if hour >= _NOON_HOUR - 1 else hour + _NOON_HOUR
    if said.get("night"):  # twelve and the small hours belong to the new day
        return hour % _NOON_HOUR if hour == _NOON_HOUR or hour < _SMALL_HOURS else hour + _NOON_HOUR
    return hour


def _zone(folded: str, end: int) -> tuple[bool, tzinfo | None]:
    """Return whether the printed zone is known, and the zone; none printed is known and null."""
    offset = _OFFSET.search(folded) or _BARE_OFFSET.match(folded, end)
    if offset is not None:
        return _shifted(offset)
    if _GREENWICH.search(folded) or _Z.match(folded, end):
        return True, UTC
    if _LOCAL.search(folded):
        return True, None
    for stated in _STATED.finditer(folded):
        place = stated["place"] or stated["bracket"]
        name = _places().get(place) or _places().get(place.split()[0])
        if name or stated["place"]:
            return name is not None, ZoneInfo(name) if name else None
    return True, None


def _shifted(offset: re.Match[str]) -> tuple[bool, tzinfo | None]:
    said = offset.groupdict()
    shift = timedelta(
        hours=int(said["hours"] or said.get("h") or 0), minutes=int(said["minutes"] or said.get("m") or 0)
    )
    if shift > _FARTHEST:
        return False, None
    return True, timezone(shift if said["sign"] == "+" else -shift)


@cache
def _places() -> dict[str, str]:
    return {fold(place): zone for zone, places in _ZONES.items() for place in places.split("|")}
