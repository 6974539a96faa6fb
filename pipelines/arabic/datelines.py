"""Datelines and credits: the place and the agency that open a first paragraph or close a last one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.arabic.agencies import agency_name
from pipelines.arabic.cities import cities
from pipelines.arabic.clean import clean
from pipelines.arabic.fold import fold

_DATE = (
    r"(?:[،,]?\s*(?:في\s+|الموافق\s+)?(?:\d{1,2}\s+[^\d()\-–—/:،]{3,18}?(?:\s\d{4})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
    r"(?:\s*(?:هـ?|م)(?!\w))?)"
)
_PLACE = re.compile(r"\s*(?P<place>[^\d()\-–—:،.,\n]{2,40}?)\s*(?P<date>(?:%s\s*){1,2})?\s*" % _DATE)
_OPENED = re.compile(r"[-–—:،/(\[]|ـ(?=\s)")
_BRACKETED = re.compile(r"\s*[(\[]\s*(?P<who>[^()\[\]\n]{2,40}?)\s*[)\]]\s*[-–—:/،.ـ]*\s*")
_DASHED = re.compile(r"\s*(?:[-–—:/،]|ـ\s)\s*(?P<who>[^\-–—:/()،\n]{2,40}?)\s*(?:[-–—:/،](?=\s|$)|[-–—/]|\sـ\s)\s*")
_BARE = re.compile(r"\s*(?:[-–—:/](?=\s|$)|ـ(?=\s))\s*")
_MOST_PLACE_WORDS = 3
_MOST_AGENCY_WORDS = 4
_NO_PLACE = frozenset(
    fold(
        "قال قالت ذكر ذكرت أعلن أعلنت أضاف أضافت أكد أكدت نقل نقلت أفاد أفادت كشف كشفت حسب وفق بحسب وفقا نقلا عن من في "
        "إلى هذا هذه أوضح أوضحت أشار أشارت تابع تابعت كما لكن بعد قبل خلال وكالة صحيفة موقع قناة جريدة مصدر المصدر"
    ).split()
)
_CREDIT = re.compile(
    r"\s*[(\[«]?\s*(?P<label>(?:المصدر|المصادر|مصدر|مصادر)\s*[:：/\-–]\s*)?(?P<who>[^()\[\]:\n]{2,60}?)\s*[)\]»]?\s*\.?\s*"
)
_AT_END = re.compile(r"\s*[(\[]\s*(?P<who>[^()\[\]\n]{2,40}?)\s*[)\]]\s*\.?\s*$")
_PARTS = re.compile(r"\s*[+،,/|]\s*|\s+-\s+|\s+و\s*(?=وكالات|رويترز|الأناضول|فرانس)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What opens a first paragraph, and the text that is left of it."""

    place: str | None
    agency: str | None
    rest: str


def dateline(paragraph: str) -> Dateline | None:
    """Return the place and the agency that open a paragraph (`الرباط – `, `القاهرة - أ ش أ:`, `تونس (وات) -`).

    A place alone must be a known city; with a known agency behind it any short opening is a place. A date
    between the two is passed over.
    """
    alone = _agency_first(paragraph)
    if alone is not None:
        return alone
    for opened in _OPENED.finditer(paragraph[:120]):
        found = _split(paragraph, opened.start())
        if found is not None:
            return found
    return _undivided(paragraph)


def credit(line: str) -> str | None:
    """Return the agency that a line of its own credits: `المصدر: و م ع`, `(أ ف ب)`, `رويترز`.

    Beside an agency a label may name other outlets (`المصدر: الجزيرة + وكالات`): the agency is returned.
    """
    found = _CREDIT.fullmatch(clean(line))
    if found is None:
        return None
    parts = [each for each in _PARTS.split(found["who"]) if each]
    agencies = [each for each in parts if agency_name(each)]
    if agencies and len(agencies) == len(parts):
        return found["who"]
    return agencies[0] if agencies and found["label"] else None


def closing_credit(paragraph: str) -> tuple[str, str] | None:
    """Return the text before a closing `(أ ف ب)` and the agency, or null when a paragraph has none."""
    found = _AT_END.search(paragraph)
    if found is None or credit(found["who"]) is None:
        return None
    return paragraph[: found.start()].strip(), found["who"]


def _agency_first(paragraph: str) -> Dateline | None:
    """Return what `(وات) - ...` and `رويترز - ...` open: an agency without a place."""
    found = _BRACKETED.match(paragraph) or re.match(r"\s*(?P<who>[^\-–—:/()،\n]{2,40}?)\s*[-–—:/](?=\s)\s*", paragraph)
    if found is None or agency_name(found["who"]) is None:
        return None
    return Dateline(place=None, agency=found["who"], rest=paragraph[found.end() :].strip())


def _split(paragraph: str, at: int) -> Dateline | None:
    """Return the dateline whose place (and date) end at the mark *at*, or null."""
    place = _place(paragraph[:at])
    if place is None:
        return None
    for form in (_BRACKETED, _DASHED):
        found = form.match(paragraph, at)
        who = found["who"] if found else ""
        if found and agency_name(who) and _is_place(place, named=False):
            return Dateline(place=place, agency=who, rest=paragraph[found.end() :].strip())
        if found and form is _BRACKETED and fold(who) in cities() and _is_place(place, named=True):
            return Dateline(place=place, agency=None, rest=paragraph[found.end() :].strip())
    if not _is_place(place, named=True):
        return None
    glued = _agency_words(paragraph[at + 1 :])
    if glued is not None:
        return Dateline(place=place, agency=glued[0], rest=glued[1])
    bare = _BARE.match(paragraph, at)
    if bare is None or _is_city_again(paragraph[bare.end() :]):
        return None
    return Dateline(place=place, agency=None, rest=paragraph[bare.end() :].strip())


def _undivided(paragraph: str) -> Dateline | None:
    """Return the dateline of `الرياض 23 نوفمبر 2026 م واس`: a city, a date and an agency with no mark between."""
    found = _PLACE.match(paragraph)
    place = found["place"].strip() if found and found["date"] else ""
    glued = _agency_words(paragraph[found.end() :]) if found and _is_place(place, named=True) else None
    return Dateline(place=place, agency=glued[0], rest=glued[1]) if glued else None


def _place(opening: str) -> str | None:
    found = _PLACE.fullmatch(opening)
    if found is not None:
        return found["place"].strip()
    return None


def _is_place(text: str, *, named: bool) -> bool:
    """Whether *text* is a known city (or two: `القاهرة/غزة`); unless *named*, whether it may be a place at all."""
    if all(fold(each) in cities() for each in text.split("/")):
        return True
    folded = fold(text).split()
    if named or len(folded) > _MOST_PLACE_WORDS or folded[0].startswith("و"):
        return False
    return folded[0] not in _NO_PLACE and not agency_name(text) and "/" not in text


def _agency_words(text: str) -> tuple[str, str] | None:
    """Return the agency that *text* begins with and the rest of it, the longest name first."""
    said = text.strip(" -–—/").split(" ")
    for count in range(min(_MOST_AGENCY_WORDS, len(said)), 0, -1):
        name = " ".join(said[:count]).rstrip(":-–—/،")
        if agency_name(name) and len(name) > 1:
            return name, " ".join(said[count:]).lstrip(" -–—:/،").strip()
    return None


def _is_city_again(rest: str) -> bool:
    found = re.match(r"(?P<place>[^\-–—:/،.\n]{2,30}?)\s*[-–—:]", rest)
    return found is not None and fold(found["place"]) in cities()
