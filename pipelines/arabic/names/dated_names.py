"""Names that stand on one line with a date: the line without the date."""

from __future__ import annotations

import re

from pipelines.arabic.dates.months import gregorian_months
from pipelines.arabic.fold import fold

# From the weekday or the first figure to the last figure of a line: a name has neither.
_WEEKDAY = "(?:يوم\\s++)?ال(?:إثنين|اثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد|احد)"
_CHANGE = re.compile(
    r"[(\[](?:آخر تحديث|تحديث|تم التحديث|محدث|حدث|تعديل|عدل|updated)[^()\[\]]{1,60}[)\]]", re.IGNORECASE
)
"""When the article was changed, in brackets behind its date."""
_WHEN = re.compile(rf"(?:{_WEEKDAY}[\s،,]*)?(?:في\s+|[-–|]\s*)?[\d٠-٩][^()\n]*[\d٠-٩]")
_LAST_WEEKDAY = re.compile(rf"(?<![\s،,])[\s،,]++{_WEEKDAY}[\s،,]*+$")
_BEFORE_DATE = re.compile(
    r"(?:^|\s)(?:(?:تاريخ )?النشر|تاريخ|بتاريخ|التاريخ|في|يوم|آخر تحديث"
    r"|(?:(?:نشر|أضيف|كتب|حرر|صدر|حدث|أرسل|أدرج|رفع)ت?|منشورة?|مؤرخة?)(?: (?:في|بتاريخ|يوم))?)\s*+[:：]?+\s*+$"
)
_BEHIND_DATE = re.compile(
    r"^\s*(?:[-–|،,]\s*)?(?:م|ص|ه|هـ|صباحا|صباحاً|مساء|مساءً|am|pm|بتوقيت \S+(?: \S+)?|gmt|مشاهدات|مشاهدة|قراءة"
    r"|تعليقات)(?!\w)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[\d٠-٩]")
_DATE_DIGITS = 4


def without_dates(text: str) -> str:
    """Return *text* with a dash for the date in it, which may be glued to a name: `ليلى منصور12 مارس 2025`."""
    text = _CHANGE.sub("", text)
    found = _WHEN.search(text)
    if found is None or len(_DIGIT.findall(found[0])) < _DATE_DIGITS:
        return text
    before = _without_month(_BEFORE_DATE.sub("", text[: found.start()]))
    return f"{before} - {_BEHIND_DATE.sub('', text[found.end() :])}".strip(" -")


def _without_month(before: str) -> str:
    """Return what is before a date without its weekday and month: `ليلى منصور الأحد نوفمبر` of `نوفمبر 8, 2026`."""
    words = before.split()
    size = next((size for size in (2, 1) if fold(" ".join(words[-size:])) in gregorian_months()), 0)
    return _LAST_WEEKDAY.sub("", " ".join(words[:-size])) if size else before
