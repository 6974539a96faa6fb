"""Dates that feeds, sitemaps and page metadata declare: ISO 8601, RFC 5322, and the odd forms of publishing systems."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from pipelines.arabic.dates.months import gregorian_months, hijri_months
from pipelines.arabic.dates.parse import parse_date
from pipelines.arabic.dates.zone_words import zone_of_word
from pipelines.arabic.fold import fold

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
# What nearly all sitemaps and most metadata write; the standard library reads it, some fifty times faster.
_PLAIN = re.compile(
    r"(?:199\d|2\d{3})-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?)?", re.ASCII
)
# RFC 9557 and W3C-DTF; a blank instead of the T, and Go's `+0200 CEST`, are common in feeds.
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[t ]\s?(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?(?P<rest>.*))?",
)
# RFC 5322 §3.3; the two-digit year of RFC 822, the hyphens of RFC 850 and one-digit hours are common.
_MAIL = re.compile(
    r"(?:\w{2,9}\.?,?\s?)?(?P<day>\d{1,2})[ -](?P<month>[a-z]{3})[a-z]*\.?[ -](?P<year>\d{4}|\d\d)"
    r" (?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?(?P<rest>.*)"
)
# C's asctime and Java's Date.toString: the year behind the time, perhaps behind a zone word.
_ASCTIME = re.compile(
    r"(?:\w{3,9},? )?(?P<month>[a-z]{3})[a-z]*+ {1,2}(?P<day>\d{1,2}) "
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})(?P<rest>(?: [a-z]{1,5}| ?[+-]\d{2}:?\d{2})?)"
    r" (?P<year>\d{4})"
)
# The basic format of ISO 8601.
_BASIC = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)t(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<rest>.*)"
)
_HALF = re.compile(r"(?:a\.?m|p\.?m)\b|[صم](?!\w)|صباح|مساء")
_OFFSET = re.compile(
    r"(?:gmt|utc?|z)?\s?(?P<sign>[+-])(?P<hours>\d{1,2}?)(?::?(?P<minutes>[0-5]\d))?(?![\d:/.-])(?P<after>.*)"
)
_WORD = re.compile(r"\(?(?P<word>[a-z]{1,5})\)?(?![\w+-])(?P<after>.*)")
_CLOCK = re.compile(
    r"(?<![\d:])\d{1,2}:\d{2}(?::\d{1,2}(?:[.,]\d+)?)?(?:\s?(?:[ap]\.?m\.?|ص|م|صباحا|مساء)(?!\w))?",
)
_UTC = re.compile(r"(?:\d\s?Z|\b(?:GMT|UTC?)|[+-]00:?00)\s*(?:\([A-Za-z]+\)\s*)?$")
_EPOCH = re.compile(r"(?:/date\()?(?P<seconds>1\d{9}|[2-3]\d{9})(?P<thousandths>\d{3})?(?:\)/)?")
_ZONE_NAME = re.compile(r"^\s*+(?:\([^()]*+\)|[a-z]{2,5}(?!\w))")
_NEGATIVE_YEAR = re.compile(r"(?:^|\s)-0*1(?!\d)|-0001")
_FIRST_YEAR, _CENTURY_TURN = 1990, 50
_FARTHEST = timedelta(hours=14)
_ABSURD = timedelta(hours=24)
_LONGEST = 200
"""No date is longer, in characters; the rest is not looked at."""


@lru_cache(maxsize=1024)
def declared_date(text: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return the time (aware) or the day that *text* declares; `None` where it declares none that can be believed.

    A strict ISO 8601 or RFC 5322 date is read as such. For any other text, the offset or the zone word behind the time
    is read first, and `parse_date` reads the rest. *zone* completes a time that names no zone and decides between the
    meanings of a zone word (`AST` is +03:00 in Riyadh). *now* (aware) is what relative words count from.
    Years before 1990 give `None`: `0001-01-01` and PHP's `-0001` mean that the system had no date.
    """
    text = text[:_LONGEST]
    if _PLAIN.fullmatch(text):
        return _plain(text, zone)
    folded = " ".join((text.casefold() if text.isascii() else fold(text)).split())
    if not folded or _NEGATIVE_YEAR.search(folded):
        return None
    for form in (_ISO, _MAIL, _ASCTIME, _BASIC):
        found = form.fullmatch(folded)
        if found is not None and not (found["rest"] and _HALF.match(found["rest"].lstrip())):
            return _strict(found, zone)
    epoch = _EPOCH.fullmatch(folded)
    if epoch is not None:
        return datetime.fromtimestamp(int(epoch["seconds"]), UTC)
    return _free(folded, now=now, zone=zone)


def claims_utc(text: str) -> bool:
    """Whether *text*, a time, says that it is UTC: `Z`, `GMT`, `+0000`."""
    return _UTC.search(text) is not None


def has_zone(text: str) -> bool:
    """Whether *text*, a time, names its offset or its zone: read in two far zones, it is one moment."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    one, other = (declared_date(text, now=now, zone=timezone(timedelta(hours=hours))) for hours in (-11, 13))
    return isinstance(one, datetime) and one == other


def _plain(text: str, zone: tzinfo) -> datetime | date | None:
    """Return what a text of the form `_PLAIN` says; `None` for an impossible day or time."""
    try:
        if len(text) == len("2026-11-25"):
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _strict(found: re.Match[str], zone: tzinfo) -> datetime | date | None:
    """Return what a strict form says; `None` for an impossible day, time or offset."""
    year, month = int(found["year"]), found["month"]
    if len(found["year"]) < len("2026"):  # RFC 5322 §4.3
        year += 2000 if year < _CENTURY_TURN else 1900
    try:
        day = date(year, int(month) if month.isdigit() else _MONTHS[month], int(found["day"]))
        if year < _FIRST_YEAR:
            return None
        if found["hour"] is None:
            return day
        clock = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except (ValueError, KeyError):
        return None
    named, _ = _zone_behind(found["rest"], zone, datetime.combine(day, clock))
    return None if named is None else datetime.combine(day, clock, tzinfo=named)


def _free(folded: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Return what any other text prints, once the zone behind its time is taken out of it."""
    clock = _CLOCK.search(folded)
    if clock is not None:
        named, rest = _zone_behind(folded[clock.end() :], zone, now)
        if named is None:
            return None
        folded, zone = f"{folded[: clock.end()]} {rest}".strip(), named
    found = parse_date(folded, now=now, zone=zone)
    if clock is not None and found is not None and not isinstance(found, datetime):
        return None  # a time was printed that is none: the day beside it is no better
    return found


def _zone_behind(text: str, zone: tzinfo, at: datetime) -> tuple[tzinfo | None, str]:
    """Return the zone that *text*, which follows a time, opens with, and what is left; `None` for an absurd offset."""
    text = text.lstrip()
    offset = _OFFSET.match(text)
    if offset is not None and not _opens_with_month(offset["after"]):
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if shift <= _FARTHEST:
            return timezone(-shift if offset["sign"] == "-" else shift), _ZONE_NAME.sub("", offset["after"])
        return (None, text) if shift >= _ABSURD and len(offset["hours"]) > 1 else (zone, text)
    word = _WORD.match(text)
    if word is not None:
        named = zone_of_word(word["word"], zone, at)
        return (named or zone), (word["after"] if named else text)
    return zone, text


def _opens_with_month(text: str) -> bool:
    """Whether a month is what *text*, folded, opens with: `14:55-12 مارس` has a day and no offset."""
    words = text.split(maxsplit=2)[:2]
    months = gregorian_months().keys() | hijri_months().keys()
    return any(" ".join(words[:size]).strip(" ,،/") in months for size in range(1, len(words) + 1))
