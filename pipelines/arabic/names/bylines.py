"""Reads bylines, datelines and credits as printed: authors, agency, place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.arabic.clean import clean
from pipelines.arabic.fold import fold
from pipelines.arabic.names.agencies import agency_name, are_agencies
from pipelines.arabic.names.dated_names import without_dates
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.person_names import has_shape_of_name, split_names
from pipelines.arabic.names.places import cities
from pipelines.arabic.names.titles import optional_marks, without_professions, without_titles

_ROLE = "إعداد|اعداد|تقديم|تحرير|ترجمة|تقرير|حوار"
_WORK = "(?:ال)?(?:حوار|مقابلة|لقاء|تقرير|تحقيق|ملف|مادة)"
_MARK = r"\s*(?:(?<=Author,)|[:：/|\-–—]+)\s*"
# Words that are always a label, and words that are a label only before a mark: those open sentences too.
_SENT = r"(?:نشرت?|نشره|أضيفت?|أرسلت?|مرسلة?|كتبت?|كتبه|تم النشر) (?:بواسطة|من طرف|من قبل)"
_SURE = rf"بقلم|كاتبة? (?:الموضوع|المقالة?|الخبر)|حرره|حررته|{_SENT}|حاور(?:ه|ها|هم|هما|ته|تها|تهم)(?: في \w+(?: \w+)?(?=\s?:))?|أجرت? (?:الحوار|المقابلة|اللقاء)|أجرى (?:الحوار|المقابلة|اللقاء)"
_MARKED = (
    rf"كتبت?(?: (?:الخبر|المقال))?(?: و\s?صورت?)?|كتابة(?: و\s?تصوير)?|(?:تصوير|صور) و\s?(?:نص|كتابة|تقرير)|حرره|حررته|حررها|كتبه|كتبها|كتبتها|كتبته|(?:{_ROLE})(?:\s+و\s?(?:{_ROLE}|تصوير|صور))*|المؤلف|(?:نشر )?بواسطة"
    r"|الكاتبة?|نص(?: و\s?(?:عدسة|صور|تصوير))?|كلمات(?: و\s?(?:عدسة|صور|تصوير))?|شعر|قصة|خاطرة"
    rf"|أعدت?(?:ه|ها)?(?:\s+(?:للنشر|{_WORK}))?|أجرته?|أجراه|أجراها|By|by|BY|Author,"
    r"|(?:ال)?(?:مراسل|موفد)ة?(?:\s+\w+){0,3}|محررة?(?:\s+ال(?!صور|فيديو)\w+){1,3}"
)
_LABEL = re.compile(
    rf"\s*(?:(?:{optional_marks(_SURE)})(?:{_MARK}|\s+)|(?:{optional_marks(_MARKED)}){_MARK}"
    rf"|(?:{optional_marks('تحقيق|متابعة|تغطية')}){_MARK}|(?:{optional_marks(f'كتبت?|كتبه|كتبها|أعده?|{_ROLE}|بواسطة|نص|كلمات')}|By|by|BY)\s+)"
)
_SURE_LABEL = re.compile(rf"\s*(?:(?:{optional_marks(_SURE)})(?:{_MARK}|\s+)|(?:{optional_marks(_MARKED)}){_MARK})")
_SPLIT = re.compile(
    r"[،,|;؛•·]|(?<!\b[دأم])(?<!\b[دأم]\s)/"
    r"|(?<!\s)\s++(?:(?:[-–—]++|&|and)(?=\s)|و(?:\s++(?!م\s?\.?\s?ع(?!\w))|(?=(?:عبد|محمد|أحمد|(?:ال)?وكالات)\b)))"
)
_PLACE = r"^\s*+(?P<place>[^\s\d\-–—:/()،.«][^\-–—:/()،.«\n]{1,30}?)\s*+"
_IN_BRACKETS = r"[(\[]\s*+(?P<in>[^()\[\]\n]{2,40})\s*+[)\]]\s*+[-–—:/،]*+"
_DATELINE = re.compile(
    rf"{_PLACE}(?:[-–—/]?+\s*+{_IN_BRACKETS}"
    r"|[-–—/،,]+\s*+(?P<agency>[^\-–—:/()\n]{2,32}?)\s*+(?:[-–—:/]++(?=\s)|$)|[-–—:/]++(?=\s|$))\s*+"
)
# "بكين 23 نوفمبر 2026 (شينخوا) --", "أبوظبي في 23 نوفمبر / وام /": the day is the page's.
_DATED_LINE = re.compile(
    rf"{_PLACE}[-–—/،,]?+\s*+(?:في\s++)?\d{{1,2}}\s[^()/\n]{{3,70}}?\s*+"
    rf"(?:{_IN_BRACKETS}|/\s*+(?P<agency>[^/()\n]{{2,32}}?)\s*+/)\s*+"
)
# "الرباط، المغرب – 20 نوفمبر 2026:", as statements open.
_DATED_STATEMENT = re.compile(
    rf"{_PLACE}(?:[،,]\s*+[^\d\-–—:/()،,\n]{{2,30}}?)?\s*+[-–—،,]?+\s*+(?:في\s++)?\d{{1,2}}\s[^()/:\d\n]{{3,40}}?\s\d{{4}}\s?[:：]"
)
_BARE = re.compile(r"^\s*+(?P<place>[^\d\-–—:/()\n]{2,40}?)\s*+(?P<mark>[-–—:/]++)(?=\s|$)\s*+")
_QUOTED_SITE = re.compile(r"«\s*[^«»\s]+(?:\s[^«»\s]+){0,2}\s*»\s*[:،\-–—]+\s+")
_OPENING_CREDIT = re.compile(rf"^\s*+{_IN_BRACKETS}\s*+")
_COMMA = re.compile("[،,]")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LONE_TATWEEL = re.compile("(?<=\\s)\u0640(?=\\s)")
_CREDIT = re.compile(
    r"^\s*+[(\[«]?+\s*+(?:(?:المصدر|المصادر|مصدر)\s*+[:：/\-–]\s*+)?(?P<who>[^()\[\]:\n]{2,48}?)\s*+[)\]»]?+\s*+[.]?+\s*+$"
)
_AT_END = re.compile(r"[(\[]\s*+(?P<who>[^()\[\]\n]{2,40}?)\s*+[)\]]\s*+[.]?+\s*+$")
# "told the Saudi Press Agency (SPA)": the brackets explain the name before them.
_NAMED_BEFORE = re.compile(r"وكال(?:ه|تي|ات)(?: \w+){0,4}$")
# A label right behind the name before it: ليلى منصورتصوير: كريم الأسمر
_GLUED = re.compile("(?<=\\w\\w\\w)\\.?\\s?(?=(?:تصوير|عدسة|ترجمة|إخراج|رسوم|مونتاج|إشراف|تحرير|مراجعة)\\s?:)")
# "Author, X Role, Y": what a reader for the blind is told of the byline.
_ROLE_OF = re.compile(r"\s?Role,\s(?:(?!Author,).){0,60}")
# Behind a name, who helped its owner.
_HELPER = re.compile(r"(?:ترجمة|تحرير|مراجعة|تدقيق|إشراف|إخراج|رسوم|مونتاج)\s?:")
_INITIAL = re.compile(r"[\s.][^\W\d_]$")
_GLUED_TOWN = re.compile(r"(?P<name>.+\w)[-–](?P<town>\w+)")
_LEAST_TOWN = 4
_MOST_WORDS = 10
_MOST_PLACE_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedByline:
    """What a byline says: the names of people as printed with their titles, an agency, a place."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDateline:
    """What opens a first paragraph, and the *rest* of its text."""

    place: str | None
    agency: str | None
    rest: str


def parse_byline(text: str) -> ParsedByline:
    """Return who a byline names. A part that is neither an agency, a place nor a person's name is ignored.

    Professions around a name are not part of it; a title is (`د. ليلى منصور`). A sentence that names a place or an agency is not a byline.
    """
    authors: list[str] = []
    agency = place = None
    is_sentence = False
    if "://" in text:
        return ParsedByline()
    for each in _parts(without_dates(without_glue(_ROLE_OF.sub("، ", with_plain_dashes(clean(text)))))):
        part, town = without_town(each)
        place = place or town
        if agency_name(part):
            agency = agency or part
        elif fold(part) in cities():
            place = place or part
        else:
            names = split_names(part)
            if all(is_person(name) for name in names):
                authors += [name for name in names if name not in authors]
            elif len(part.split()) > _MOST_PLACE_WORDS:
                is_sentence = True
    if is_sentence and not authors:
        return ParsedByline()
    if agency is not None and place is None and authors and fold(agency) in cities():
        agency, place = None, agency  # Qena, a town of Egypt with correspondents, is written as the agency of Qatar
    return ParsedByline(authors=tuple(authors), agency=agency, dateline=place)


def without_glue(text: str) -> str:
    """Return *text* with a comma before a photographer's label that is glued to a name."""
    return _GLUED.sub("، ", text)


def without_town(part: str) -> tuple[str, str | None]:
    """Return a name without the town behind it (`ليلى منصور من القاهرة`), and the town."""
    glued = _GLUED_TOWN.fullmatch(part)
    if glued is not None and fold(glued["town"]) in cities() and is_person(glued["name"]):
        return glued["name"], glued["town"]
    words = part.split()
    for size in (3, 2, 1):
        town, name = " ".join(words[-size:]), words[:-size]
        if fold(town) not in cities():
            continue
        is_linked = bool(name) and name[-1] in {"من", "في"}
        name = name[:-1] if is_linked else name
        plain = " ".join(name)
        is_long = len(town) >= _LEAST_TOWN or is_linked
        if len(name) > 1 and is_long and all(map(is_person, split_names(plain))) and is_surely_person(plain):
            return plain, town
    return part, None


def is_person(text: str) -> bool:
    """Whether *text* has the shape of a person's name: two to five words, no digits, no word of a newsroom."""
    plain = text.strip()
    return has_shape_of_name(plain) and not agency_name(plain)


def labelled_byline(line: str) -> str | None:
    """Return what follows the label of a byline (`بقلم`, `كتب:`), or None if *line* has no label.

    The verb كتب also opens sentences: it is a label only before a mark, and on a line of at most ten words.
    """
    text = with_plain_dashes(clean(line))
    if not _SURE_LABEL.match(text) or len(text.partition("|")[0].split()) > _MOST_WORDS:
        return None
    return without_label(text) or None


def parse_dateline(paragraph: str) -> ParsedDateline | None:
    """Return the place and the agency that open a paragraph (`الرباط – `, `القاهرة - أ ش أ:`, `تونس (وات) -`).

    None if there is no dateline. A place alone must be a known city; before a known agency any short opening is a place.
    """
    text = with_plain_dashes(paragraph)
    opening = _OPENING_CREDIT.match(text)
    if opening is not None and agency_name(opening["in"]) and opening[0].rstrip().endswith(tuple("-–—:/")):
        return ParsedDateline(place=None, agency=opening["in"].strip(), rest=paragraph[opening.end() :].strip())
    dated = _DATED_LINE.match(text)
    found = dated or _DATELINE.match(text)
    if found is None:
        return None
    place, credited = found["place"].strip(), (found["in"] or found["agency"] or "").strip()
    agency = agency_name(credited) if credited else None
    rest = paragraph[found.end() :].strip()
    if agency is None:
        return _bare_dateline(paragraph, text)
    if fold(place) in cities() or len(place.split()) <= _MOST_PLACE_WORDS:
        return ParsedDateline(place=place, agency=agency, rest=_without_site(rest))
    return None


def dated_opening(paragraph: str) -> str | None:
    """Return the place, the day and the agency that open a paragraph; None without a day."""
    text = with_plain_dashes(paragraph)
    found = _DATED_LINE.match(text) or _DATED_STATEMENT.match(text)
    return found[0].strip() if found is not None else None


def credited_agency(line: str) -> str | None:
    """Return the agency that a line of its own credits: `المصدر: و م ع`, `(أ ف ب)`, `رويترز`."""
    found = _CREDIT.match(clean(line))
    return found["who"] if found is not None and are_agencies(found["who"]) else None


def split_closing_credit(paragraph: str) -> tuple[str, str] | None:
    """Return the text before a closing `(أ ف ب)`, and the agency; None if the paragraph has no such credit."""
    found = _AT_END.search(paragraph)
    if found is None or not are_agencies(found["who"]) or _NAMED_BEFORE.search(fold(paragraph[: found.start()])):
        return None
    return paragraph[: found.start()].strip(), found["who"]


def without_label(text: str) -> str:
    """Return what follows the label that opens *text* (`كتب:`, `إعداد`), without professions; *text* if it has no label."""
    found = _LABEL.match(text)
    return without_professions(text[found.end() :]) if found else text


def with_plain_dashes(text: str) -> str:
    """Return *text* with a dash for each tatweel that is alone as one. The length stays the same."""
    return _LONE_TATWEEL.sub("-", text)


def _bare_dateline(paragraph: str, text: str) -> ParsedDateline | None:
    """Return the dateline of a city, of cities with commas between them, or of an agency alone."""
    found = _BARE.match(text)
    if found is None:
        return None
    place, mark = found["place"].strip(), found["mark"]
    rest = _without_site(paragraph[found.end() :].strip())
    if all(fold(each) in cities() for each in _COMMA.split(place)):
        return ParsedDateline(place=place, agency=None, rest=rest)
    return ParsedDateline(place=None, agency=place, rest=rest) if agency_name(place) and ":" not in mark else None


def _without_site(rest: str) -> str:
    """Return the text behind the quoted name of the outlet, which may stand as an agency does (`القاهرة – «الأفق»: `)."""
    found = _QUOTED_SITE.match(rest)
    return rest[found.end() :] if found else rest


def _parts(line: str) -> Iterator[str]:
    """Yield the parts of a byline without labels: both of `القاهرة: محمد علي`, none of `تصوير: محمد علي`.

    Brackets hold an agency, a place, or an explanation of the name before them; the last is left out.
    """
    inside = [each.strip() for each in _BRACKETS.findall(line)]
    yield from (each for each in inside if agency_name(each) or fold(each) in cities())
    for at, each in enumerate(_SPLIT.split(without_label(_BRACKETS.sub("،", line)))):
        part = each.strip(" .:،-–—|*")
        part = f"{part}." if _INITIAL.search(part) and f"{part}." in each else part
        if at and _HELPER.match(part):
            continue
        part = (
            part[3:]
            if part.startswith("من ") and is_surely_person(part[3:]) and is_person(without_town(part[3:])[0])
            else part
        )
        label = _SURE_LABEL.match(part)
        part = part[label.end() :] if label else part
        head, colon, tail = (without_titles(part) if ":" in part else part).partition(":")
        words = part.split()
        if colon:
            is_source = fold(head).strip() in {"المصدر", "المصادر"}
            yield from (head.strip(), tail.strip()) if fold(head).strip() in cities() and _names_who(tail) else ()
            yield from (tail.strip(),) if is_source and agency_name(tail) else ()
        elif len(words) > 1 and fold(words[0]) in cities() and agency_name(" ".join(words[1:])):
            yield from (words[0], " ".join(words[1:]))
        elif part:
            yield part


def _names_who(text: str) -> bool:
    """Whether *text* is only names: behind a city and a colon there may be a sentence as well."""
    return agency_name(text) is not None or all(is_person(each) for each in split_names(text))
