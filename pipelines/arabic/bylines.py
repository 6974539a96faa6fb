"""Who wrote it: authors, agency and place out of a byline as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.arabic.agencies import AGENCIES, agency_name
from pipelines.arabic.cities import cities
from pipelines.arabic.clean import clean
from pipelines.arabic.datelines import Dateline, closing_credit, credit, dateline
from pipelines.arabic.fold import fold

__all__ = [
    "AGENCIES", "Byline", "Dateline", "agency_name", "closing_credit", "credit", "dateline", "is_person",
    "labelled_byline", "parse_byline",
]  # fmt: skip

_NOT_A_NAME = """
متابعة|متابعات|خاص|تقرير|تقارير|المحرر|محرر|هيئة التحرير|فريق التحرير|التحرير|قسم التحرير|رئيس التحرير|مكتب|مراسل|مراسلنا|مراسلون
admin|editor|الإدارة|ادمن|أدمن|المحرر الرياضي|المحرر السياسي|المحرر الاقتصادي|غرفة الأخبار|غرفة التحرير|أخبار|جريدة|صحيفة|موقع|قناة|وكالة|رصد
جميع|مقالات|المزيد|عرض|الكاتب|كاتب|آخر|القسم الرياضي|القسم الاقتصادي|القسم السياسي|بوابة|البوابة|إذاعة|مجلة|كتاب|تحرير|ترجمة|إعداد|المصدر|مصدر
شبكة|مشاركة|نشر|تحديث|بقلم|كتب|كتبت|الموقع|فيسبوك|تويتر|واتساب|news|team|staff|desk|agencies|press|media|tv|com|net|org|www|images|getty
photo|photos|agency|user|webmaster|guest|author|writer|redaction|rédaction|online|website|نيوز|نت|العربية|عربية|الإلكترونية|الإخبارية|للأخبار
أونلاين|الجريدة|الصحيفة|اليوم|أمس|في|عن|إلى|من|التي|الذي|هذا|هذه|مع|بعد|قبل|خلال|حول|تعليق|تعليقات|صورة|صور|فيديو|اضغط|الرئيسية|هنا|تاريخ|الساعة
"""
_PICTURES = re.compile(r"(?:تصوير|عدسة|صور|الصور|فيديو|مونتاج|رسوم|كاريكاتير|تصميم)\s*[:：/\-–]?\s")
_LABEL = re.compile(
    r"\s*(?:بقلم(?:\s+الكاتبة?)?|كتبت?|كتبه|كتبها|إعداد|اعداد|أعدّ?ه|تحرير|ترجمة|تقرير|حوار|حاوره|حاورها|حاورته|حاورتها|أجرى الحوار"
    r"|أجرت الحوار|(?:نشر\s+|أضيف\s+|كتب\s+)?بواسطة|الكاتب|الكاتبة|المؤلف|الصحفي|المصدر|By|by|BY|Author)\s*(?:[:：/|\-–—]\s*|\s+)"
)
_OPEN_LABEL = re.compile(r"\s*(?:كتبت?|تقرير|حوار|تحرير|إعداد|اعداد|ترجمة|بواسطة|نشر بواسطة)\s*[:：/|\-–—]\s*")
_SURE_LABELS = ("بقلم", "حاوره", "حاورته", "حاورها", "حاورتها")
_SPLIT = re.compile(r"\s*[،,/|;؛:()\[\]•]\s*|\s*[-–—]\s+|\s+[-–—]\s*|\s+ـ+\s+|\s+و\s+(?!م\s?ع)|\s+&\s+|\s+and\s+")
_AND = re.compile(r"\s+و(?=[\u0621-\u064a]{3})")
# Given names whose first letter is the letter of "and"; folded.
_WITH_WAW = frozenset(
    fold(
        "وليد وائل وفاء وسام وسيم وجدي وحيد وداد وجيه وهيب وهبة ولاء ولد ولد واصف ودود وديع وردة وصال وئام وضاح ورد وثاب وجيهة وفيق "
        "وفيقة وجدان وهاب وهبي وهب والي واثق وارث ويليام وليم وصفي وسن وعد وعود وفائي وهيبة وحيدة وليدة وداعي وزير وكيل وراق وزاني وهراني"
    ).split()
)
_ARABIC_WORD = r"[\u0621-\u064a\u064b-\u0652\u0670-\u06d3'.\u00b7\u0640\u200c-]+"
_LATIN_WORD = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’.-]*|de|el|al|ben|ould|von|van|da|bin"
_NAME = re.compile(rf"{_ARABIC_WORD}(?:\s+{_ARABIC_WORD}){{1,5}}|(?:{_LATIN_WORD})(?:\s+(?:{_LATIN_WORD})){{1,5}}")
_TITLE = re.compile(
    r"(?:ال)?(?:د|دكتور|دكتورة|أستاذ|أستاذة|م|أ|ذ|البروفيسور|بروفيسور|الشيخ|اللواء|العميد|السفير)\.?(?:\s|$)"
)
_FROM = re.compile(r"(?P<who>.+?)\s+من\s+(?P<place>.+)")
_MOST_WORDS = 5
_LONGEST = 24
"""A text of more words is no byline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """What a byline says: people's names as printed, an agency, a place."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None


def parse_byline(text: str) -> Byline:
    """Return who a byline names. A part that is neither an agency, a place nor a person's name says nothing."""
    line = clean(text)
    if len(line.split()) > _LONGEST:
        return Byline()
    authors: list[str] = []
    agency = place = None
    for part in _parts(line):
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
    name = _TITLE.sub("", plain, count=1) if _TITLE.match(plain) else plain
    if not _NAME.fullmatch(plain) or not 1 < len(name.split()) <= _MOST_WORDS:
        return False
    return not (set(fold(plain).split()) & _no_names()) and fold(plain) not in cities() and not agency_name(plain)


def labelled_byline(line: str) -> str | None:
    """Return what follows the label of a byline (`بقلم`, `كتب:`), or null when *line* is none.

    The verb كتب also opens sentences: it is a label only before a mark, or on a short line of its own.
    """
    text = clean(line)
    if not _LABEL.match(text) or len(text.split()) > _MOST_WORDS + 5:
        return None
    rest = _unlabelled(text)
    sure = _OPEN_LABEL.match(text) or text.startswith(_SURE_LABELS)
    return rest if sure and rest != text else None


def _parts(line: str) -> Iterator[str]:
    """Yield the parts of a byline in order: names, places, agencies, words; whose pictures they are is left out."""
    for whole in _SPLIT.split(_unlabelled(line)):
        part = _unlabelled(whole).strip(' .:،-–—|*«»"')
        if not part or _PICTURES.match(whole + " "):
            continue
        came = _FROM.fullmatch(part)
        if came and fold(came["place"]) in cities():
            yield from (came["who"], came["place"])
        else:
            yield from _people(part)


def _people(part: str) -> Iterator[str]:
    """Yield the names that a joined `و` keeps apart (`أحمد محمود وسارة علي`), each of at least two words."""
    start = 0
    for found in _AND.finditer(part):
        word = fold(part[found.start() :].split()[0])
        is_name = word in _WITH_WAW
        if is_name or len(part[start : found.start()].split()) < 2 or len(part[found.end() :].split()) < 2:  # noqa: PLR2004
            continue
        yield part[start : found.start()]
        start = found.end()
    yield part[start:]


def _unlabelled(text: str) -> str:
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


@cache
def _no_names() -> frozenset[str]:
    return frozenset(word for each in re.split(r"[|\n]", _NOT_A_NAME) for word in fold(each).split())
