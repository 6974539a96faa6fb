"""Which words of a text answer a query of one word, as rules: the word with its prefixes, its endings and its pronouns.

Adjectives made of the word (حكومي of الحكومة) and plurals of another shape are other words. The rules were
written by hand and read beside what they match in the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEFORE = "[وف]?(?:[بلك]|س)?(?:ال|لل|ل)?"
_OWNED = "(?:ه|ها|هم|هما|هن|نا|كم|ك|ي)?"
_OWNED_OR_CASE = "(?:ه|ها|هم|هما|نا|كم|ا)?"

# Feminine nouns, without their ة; the plural in ات and the dual are theirs.
_FEMININE = {
    "المدرسة": "مدرس", "الشركة": "شرك", "الجامعة": "جامع", "الحكومة": "حكوم", "الوزارة": "وزار", "الوكالة": "وكال",
    "الولايات": "ولاي", "المحكمة": "محكم", "الشرطة": "شرط", "السيارة": "سيار", "البورصة": "بورص", "المدينة": "مدين",
}  # fmt: skip
# Masculine nouns with a plural in ون or ين, or in ات.
_MASCULINE = {"المهندسون": "مهندس", "المسؤول": "مس[ءؤئ]ول", "المستهلك": "مستهلك", "اللاعب": "لاعب"}
_WITH_AT = {"البيان": "بيان", "الهجوم": "هجوم", "الدولار": "دولار", "المنتخب": "منتخب", "الانتخابات": "انتخاب"}
# Nouns that take pronouns and the accusative, and names that take nothing.
_SINGULAR = {
    "الأمن": "[اأ]من", "الإرهاب": "[اإ]رهاب", "الاقتصاد": "اقتصاد", "الجيش": "جيش", "النفط": "نفط",
    "البرلمان": "برلمان",
    "التعليم": "تعليم", "كأس": "ك[اأ]س", "الحرب": "حرب", "السلام": "سلام", "النظام": "نظام", "الفيلم": "فيلم",
    "الوزير": "وزير", "الرئيس": "ر[ئءي]يس",
}  # fmt: skip
_NAMES = {
    "أوكرانيا": "[اأ]وكرانيا", "تويتر": "تويتر", "الرياض": "رياض", "السودان": "سودان", "قطر": "قطر", "لبنان": "لبنان",
    "ألمانيا": "[اأ]لمانيا",
    "مصر": "مصر", "سوريا": "سوريا", "العراق": "عراق", "باريس": "باريس", "الصين": "صين",
    "بيروت": "بيروت", "واشنطن": "واشنطن", "السعودية": "سعودي[ةه]", "القاهرة": "قاهر[ةه]", "الكهرباء": "كهرباء",
}  # fmt: skip


def gold() -> dict[str, re.Pattern[str]]:
    """Return each query with the expression that a word which answers it matches as a whole."""
    return dict(_rules())


def _rules() -> Iterator[tuple[str, re.Pattern[str]]]:
    for query, root in _FEMININE.items():
        endings = f"{root}(?:[ةه]|ت{_OWNED}|ات{_OWNED}|ت(?:ان|ين|ا|ي){_OWNED})"
        yield query, re.compile(f"{_BEFORE}{endings}")
    for query, root in _MASCULINE.items():
        yield query, re.compile(f"{_BEFORE}{root}(?:{_OWNED}|ا|ون|ين|ان|[واي]{_OWNED})")
    for query, root in _WITH_AT.items():
        yield query, re.compile(f"{_BEFORE}{root}(?:{_OWNED_OR_CASE}|ان|ين|ات{_OWNED})")
    for query, root in _SINGULAR.items():
        yield query, re.compile(f"{_BEFORE}{root}(?:{_OWNED_OR_CASE}|ان|ين)")
    for query, root in _NAMES.items():
        yield query, re.compile(f"{_BEFORE}{root}")
