"""Who wrote it: authors, agency and place out of bylines, datelines and credits as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.arabic.cities import cities
from pipelines.arabic.clean import clean
from pipelines.arabic.fold import fold

_AGENCIES = """
و م ع|و.م.ع|ومع|وكالة المغرب العربي للأنباء|map|أ ف ب|أ.ف.ب|ا ف ب|فرانس برس|وكالة فرانس برس|afp|رويترز|reuters|د ب أ|د.ب.أ|dpa
أسوشيتد برس|أ ب|ap|واس|وكالة الأنباء السعودية|وام|وكالة أنباء الإمارات|أ ش أ|أ.ش.أ|أش أ|وكالة أنباء الشرق الأوسط|قنا|كونا|بنا|سانا|وفا
بترا|واج|وأج|وات|واع|نينا|سبأ|سونا|وال|الأناضول|وكالة الأناضول|شينخوا|سبوتنيك|تاس|نوفوستي|إفي|أنسا|وكالات|الوكالات|وكالات الأنباء|العمانية
وكالة الأنباء العمانية|وكالة الأنباء القطرية|وكالة الأنباء الجزائرية|وكالة الأنباء الكويتية|الوكالة الوطنية للإعلام|متابعات ووكالات
"""
_NOT_A_NAME = """
متابعة|متابعات|خاص|تقرير|تقارير|المحرر|محرر|هيئة التحرير|فريق التحرير|التحرير|قسم التحرير|رئيس التحرير|مكتب|مراسل|مراسلنا|مراسلون
admin|editor|الإدارة|ادمن|أدمن|المحرر الرياضي|المحرر السياسي|المحرر الاقتصادي|غرفة الأخبار|غرفة التحرير|أخبار|جريدة|صحيفة|موقع|قناة|وكالة|رصد
جميع|مقالات|المزيد|عرض|الكاتب|كاتب|أخبار|آخر|القسم الرياضي|القسم الاقتصادي|القسم السياسي|بوابة|إذاعة|مجلة|كتاب|تحرير|ترجمة|إعداد|المصدر|مصدر|شبكة|مشاركة|نشر|آخر تحديث|تحديث|بقلم|كتب
الموقع|فيسبوك|تويتر|news|team|staff|desk|agencies|press|media|tv|com|net|org|www
"""
_LABEL = re.compile(
    r"^\s*(?:بقلم(?:\s+ال(?:كاتب|كاتبة|أستاذ|دكتور)ة?)?|كتبت?|كتبه|كتبها|إعداد|اعداد|أعدّ?ه|تحرير|ترجمة|تقرير|حوار|حاوره|حاورها|حاورته"
    r"|أجرى الحوار|أجرت الحوار|الكاتب|الكاتبة|المؤلف|الصحفي|By|by|BY)\s*(?:[:：/|\-–—]\s*|\s+)"
)
_OPEN_LABEL = re.compile(r"^\s*(?:كتبت?|تقرير|حوار|تحرير|إعداد|اعداد|ترجمة)\s*[:：/|\-–—]\s*")
_SPLIT = re.compile(r"\s*[،,/|;؛]\s*|\s+[-–—]\s+|\s+و\s+|\s+&\s+|\s+and\s+|\s+و(?=(?:عبد|محمد|أحمد)\b)")
_NAME = re.compile(
    r"(?:[\u0621-\u064a\u064b-\u0652\u0670-\u06d3'.\u00b7\u0640-]+|[A-Za-zÀ-ÿ'.-]+)(?:\s+(?:[\u0621-\u064a\u064b-\u0652\u0670-\u06d3'.\u0640-]+|[A-Za-zÀ-ÿ'.-]+)){1,4}"
)
_DATELINE = re.compile(
    r"^\s*(?P<place>[^\s\-–—:/()،.][^\-–—:/()،.\n]{1,30}?)\s*"
    r"(?:[(\[]\s*(?P<in>[^()\[\]\n]{2,40})\s*[)\]]\s*[-–—:/،]?|[-–—/،,]\s*(?P<agency>[^\-–—:/()\n]{2,32}?)\s*[-–—:/](?=\s)|\s*[-–—:/](?=\s))\s*"
)
_CREDIT = re.compile(
    r"^\s*[(\[«]?\s*(?:(?:المصدر|المصادر|مصدر)\s*[:：/\-–]\s*)?(?P<who>[^()\[\]:\n]{2,48}?)\s*[)\]»]?\s*[.]?\s*$"
)
_AT_END = re.compile(r"\s*[(\[]\s*(?P<who>[^()\[\]\n]{2,40}?)\s*[)\]]\s*[.]?\s*$")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline says: people's names as printed, an agency, a place."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What opens a first paragraph, and the text that is left of it."""

    place: str | None
    agency: str | None
    rest: str


def parse_byline(text: str) -> Byline:
    """Return who a byline names. A part that is neither an agency, a place nor a person's name says nothing."""
    line = _unlabelled(clean(text))
    authors: list[str] = []
    agency = place = None
    for part in (each.strip(" .:،-–—|*") for each in _SPLIT.split(line)):
        if not part:
            continue
        if agency_name(part):
            agency = agency or part
        elif fold(part) in cities():
            place = place or part
        elif is_person(part) and part not in authors:
            authors.append(part)
    return Byline(authors=tuple(authors), agency=agency, dateline=place)


def is_person(text: str) -> bool:
    """Whether *text* has the shape of a person's name: two to five words, no digits, no word of a newsroom."""
    plain = text.strip()
    if not _NAME.fullmatch(plain) or len(plain.split()) > _MOST_WORDS:
        return False
    folded = fold(plain).split()
    return not (set(folded) & _no_names()) and fold(plain) not in cities() and not agency_name(plain)


def labelled_byline(line: str) -> str | None:
    """Return what follows the label of a byline (`بقلم`, `كتب:`), or null when *line* is none.

    The verb كتب also opens sentences: it is a label only before a mark, or on a short line of its own.
    """
    text = clean(line)
    if not _LABEL.match(text) or len(text.split()) > _MOST_WORDS + 5:
        return None
    rest = _unlabelled(text)
    sure = _OPEN_LABEL.match(text) or text.lstrip().startswith(("بقلم", "حاوره", "حاورته", "حاورها"))
    return rest if sure and rest != text else None


def agency_name(text: str) -> str | None:
    """Return *text* when it names a news agency and nothing else."""
    return text if fold(text).strip(" .:،()-") in _agencies() else None


def dateline(paragraph: str) -> Dateline | None:
    """Return the place and the agency that open a paragraph (`الرباط – `, `القاهرة - أ ش أ:`, `تونس (وات) -`).

    A place alone must be a known city; with a known agency behind it any short opening is a place.
    """
    found = _DATELINE.match(paragraph)
    if found is None:
        return None
    place, said = found["place"].strip(), (found["in"] or found["agency"] or "").strip()
    agency = agency_name(said) if said else None
    rest = paragraph[found.end() :].strip()
    if said and agency is None and fold(said) not in cities():
        return _bare_dateline(paragraph)
    if agency_name(place) and not said:
        return Dateline(place=None, agency=place, rest=rest)
    if fold(place) in cities() or (agency and len(place.split()) <= 3):  # noqa: PLR2004  # a place is short
        return Dateline(place=place, agency=agency, rest=rest)
    return None


def credit(line: str) -> str | None:
    """Return the agency that a line of its own credits: `المصدر: و م ع`, `(أ ف ب)`, `رويترز`."""
    found = _CREDIT.match(clean(line))
    if found is None:
        return None
    parts = [each for each in re.split(r"\s*[+،,/|]\s*|\s+و\s*(?=وكالات|رويترز)", found["who"]) if each]
    return found["who"] if parts and all(agency_name(each) for each in parts) else None


def closing_credit(paragraph: str) -> tuple[str, str] | None:
    """Return the text before a closing `(أ ف ب)` and the agency, or null when a paragraph has none."""
    found = _AT_END.search(paragraph)
    if found is None or not agency_name(found["who"]):
        return None
    return paragraph[: found.start()].strip(), found["who"]


def _bare_dateline(paragraph: str) -> Dateline | None:
    found = re.match(r"^\s*(?P<place>[^\-–—:/()،.\n]{2,30}?)\s*[-–—:](?=\s)\s*", paragraph)
    if found is None or fold(found["place"]) not in cities():
        return None
    return Dateline(place=found["place"].strip(), agency=None, rest=paragraph[found.end() :].strip())


def _unlabelled(text: str) -> str:
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


@cache
def _agencies() -> frozenset[str]:
    return frozenset(fold(each) for each in re.split(r"[|\n]", _AGENCIES) if each.strip())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(word for each in re.split(r"[|\n]", _NOT_A_NAME) for word in fold(each).split())
