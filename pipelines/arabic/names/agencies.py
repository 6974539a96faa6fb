"""News agencies, in the spellings with which outlets credit them."""

from __future__ import annotations

import re
from functools import cache

from pipelines.arabic.fold import fold

_NAMES = """
و م ع|و.م.ع|ومع|وكالة المغرب العربي للأنباء|map|أ ف ب|أ.ف.ب|ا ف ب|فرانس برس|وكالة الصحافة الفرنسية|afp|رويترز
reuters|د ب أ|د.ب.أ|dpa|أسوشيتد برس|أسوشييتد برس|أ ب|أ.ب|ap|واس|spa|وام|wam|أ ش أ|أ.ش.أ|أش أ
وكالة أنباء الشرق الأوسط|قنا|qna|كونا|kuna|بنا|سانا|وفا|بترا|واج|وأج|وات|واع|نينا|سبأ|سونا|وال|الأناضول|شينخوا
xinhua|سبوتنيك|تاس|نوفوستي|إنترفاكس|إفي|أنسا|بلومبرغ|bloomberg|يونهاب|كيودو|إرنا|وكالات|الوكالات|وكالات الأنباء
وكالات أنباء|العمانية|الوكالة الوطنية للإعلام|الوكالة الموريتانية للأنباء|متابعات ووكالات
وكالة تونس إفريقيا للأنباء
"""
_INITIALS = frozenset({"ومع", "افب", "دبا", "اشا"})
"""Agencies known by their initials, with any spaces and dots. Some of these joined are words of their own."""
_SPACED = re.compile(r"[ .\u00b7]+")
# "وكالة الأنباء السعودية", "وكالة أنباء البحرين", "وكالة رويترز للأنباء"
_OF_NEWS = re.compile(r"وكاله (?:(?:ال)?انباء \w+(?: \w+)?|\w+ للانباء)")
_EDGES = ' .:،()[]«»"-–—*'
_MOST_CREDIT_WORDS = 3
_BETWEEN = re.compile(r"[+،,/|]|(?<!\s)\s++(?:[-–—](?=\s)|و\s*+(?=وكالات|رويترز|الأناضول))")
_BESIDE = re.compile("[/+،|]")


def agency_name(text: str) -> str | None:
    """Return *text* if it is only the name of a news agency, else None."""
    folded = fold(text).strip(_EDGES)
    known = folded in _agencies() or folded.removeprefix("وكاله ") in _agencies()
    spelled = " " in folded or "." in folded
    is_agency = known or (spelled and _SPACED.sub("", folded) in _INITIALS) or _OF_NEWS.fullmatch(folded) is not None
    return text if is_agency else None


def are_agencies(text: str) -> bool:
    """Whether *text* is only the names of one or more agencies."""
    parts = [part for each in _BETWEEN.split(text) if (part := each.strip())]
    return bool(parts) and all(agency_name(each) for each in parts)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(fold(each) for each in re.split(r"[|\n]", _NAMES) if each.strip())


def agency_beside(line: str) -> str | None:
    """Return the agency that a short line credits beside the name of the outlet (`فرانس24/أ ف ب`), or None."""
    parts = [part for each in _BESIDE.split(line) if (part := each.strip())]
    if len(parts) < 2 or any(len(each.split()) > _MOST_CREDIT_WORDS for each in parts):  # noqa: PLR2004  # two names
        return None
    return next((each for each in parts if agency_name(each)), None)
