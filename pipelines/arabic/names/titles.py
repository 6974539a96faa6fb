"""The titles and professions in front of a name: a title (`د.`) is part of the name, a profession is not."""

from __future__ import annotations

import re

from pipelines.arabic.marks import LETTERS

_PROFESSIONS = (
    "كاتب|صحفي|صحافي|إعلامي|اعلامي|باحث|أستاذ|استاذ|دكتور|مهندس|محامي|مفكر|أديب|شاعر|روائي|ناقد|محلل|زميل|مراسل|مؤلف"
    "|مترجم|خبير|محرر|سفير|مستشار|أكاديمي|اكاديمي|مدون"
)
_KINDS = (
    "صحفي|صحافي|إعلامي|اقتصادي|سياسي|رياضي|استراتيجي|عسكري|قانوني|جامعي|أكاديمي|مغربي|مصري|جزائري|تونسي|ليبي|سوداني"
    "|لبناني"
    "|سوري|عراقي|أردني|فلسطيني|سعودي|كويتي|يمني|موريتاني"
)
_OF_WHAT = rf"(?:(?:\s+و?ال(?:{_KINDS})ة?)+(?=\s+\S+\s+\S|\s*:))?"
_PROFESSION = rf"ال(?:{_PROFESSIONS})ة?{_OF_WHAT}(?:\s*[:/\-–]\s*|\s+)"
# Doctor, professor, engineer: `د. ليلى`, `أ.د. ليلى`, `م/ ليلى`.
_SHORT = r"(?<!\S)(?:أ\s?[./]\s?)?(?:د|أ|م)\s?[./]\s?"
_LONG = r"(?<!\S)ال(?:دكتور|أستاذ|استاذ|مهندس|مستشار|سفير)ة?\s+"
_WORDS = re.compile(rf"(?<!\w)(?:ال)?(?:{_PROFESSIONS})(?:ة|ون|ين)?(?!\w)")


def optional_marks(pattern: str) -> str:
    """Return *pattern* with vowel marks and tatweels accepted behind each of its Arabic letters."""
    return re.sub(f"[{LETTERS}]", lambda found: f"(?:{found[0]}[\u0640\u064b-\u0652]*)", pattern)


_OPENING = re.compile(rf"\s*(?:{optional_marks(_PROFESSION)}|{optional_marks(_SHORT)}(?=\S\S))+")
_TITLES_AT_END = re.compile(rf"(?:{optional_marks(_SHORT)}|{optional_marks(_LONG)}){{1,6}}$")


def has_profession(text: str) -> bool:
    """Whether *text* names a profession: `كاتب وناقد فلسطيني`."""
    return _WORDS.search(text) is not None


def without_professions(text: str) -> str:
    """Return *text* without the professions in front of a name. Titles right before the name stay, as printed.

    `الكاتبة الصحفية د. ليلى منصور` is `د. ليلى منصور`. Before a colon a title is a label (`الأستاذة: ليلى منصور`).
    """
    opening = _OPENING.match(text)
    if opening is None:
        return text
    titles = _TITLES_AT_END.search(opening[0])
    return text[titles.start() if titles else opening.end() :]


def without_titles(text: str) -> str:
    """Return *text* without the titles and professions in front of a name, to compare it with other names."""
    opening = _OPENING.match(text)
    return text[opening.end() :] if opening else text
