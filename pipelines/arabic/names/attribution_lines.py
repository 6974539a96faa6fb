"""Short lines that only say who wrote a text and where: `دبي: ملحم الزبيدي`, `الخرطوم - وكالات:`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.arabic.clean import clean
from pipelines.arabic.dates.months import gregorian_months, month_pattern
from pipelines.arabic.fold import fold
from pipelines.arabic.marks import LETTERS
from pipelines.arabic.names.agencies import agency_name
from pipelines.arabic.names.bylines import ParsedByline, with_plain_dashes, without_label
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.person_names import has_shape_of_name, split_names
from pipelines.arabic.names.places import cities
from pipelines.arabic.sentences import ends_with_stop_or_semicolon

_WORDS = "خاص|متابعة|متابعات|تقرير|تحقيق|حوار|تغطية|مراسلة|ترجمة|رصد|كتب|كتبت|بقلم|المصدر"
_NEWSROOM = frozenset(map(fold, _WORDS.split("|")))
_OF_THE_NEWSROOM = re.compile(
    r"(?:مكتب|مراسل|موفد|مراسلو|مندوب)ه?(?:نا|تنا)?(?: \w+){0,2}|(?:ال)?(?:مكتب|مركز|قسم) (?:ال)?(?:اعلامي|صحفي|اعلام)"
)
_MARKS = "[-–—|/:،,]"
_PARTS = re.compile(
    rf"(?<!{_MARKS}){_MARKS}++(?=\s|$)|(?<=\s){_MARKS}++|(?<=[{LETTERS}])[-–—/](?=[{LETTERS}])|[()\[\]«»\"]|(?<!\s)\s++و(?=(?:ال)?وكالات(?!\w))"
)
_DATE = re.compile(  # as digits or with a month's name, perhaps behind the weekday
    r"(?:(?:يوم\s+)?ال(?:إثنين|اثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد|احد)[\s،,]+)?(?:"
    r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}|\d{1,2}\s\w+(?:[\s/]\w+){0,2}\s\d{4}(?:\s?م(?!\w))?)"
    rf"|(?<!\w)\d{{1,2}}\s(?:{month_pattern(gregorian_months())})\s*+$"
)
_IN_BRACKETS = re.compile(r"\(([^()]{2,25})\)\s*+$")
_EDGES = " |:/-–—.*"
_MOST_WORDS, _NAMED_WORDS = 9, 3


def parse_attribution_line(line: str, sites: frozenset[str]) -> ParsedByline | None:
    """Return what *line* says, if each of its parts is a place, an agency, the site, a newsroom word or a person.

    None for any other line. *sites* are the folded names of the site. A person alone is not enough, because many short
    lines look like a name; a sentence is never such a line. A name counts only if it is surely a person's: behind a
    city there may be a kicker.
    """
    text = _DATE.sub(" - ", with_plain_dashes(clean(line))).strip(_EDGES)
    if not text or len(text.split()) > _MOST_WORDS or ends_with_stop_or_semicolon(line):
        return None
    authors: list[str] = []
    agency = place = None
    bracket = _IN_BRACKETS.search(text)
    where = fold(bracket[1]) if bracket else None
    is_attributed = False
    for part in _parts(text):
        folded = fold(part)
        if names := _people(part):
            authors += [each for each in names if each not in authors]
            continue
        if agency_name(part):
            agency = agency or part
        elif folded in cities() or (folded == where and authors):
            place = place or part
        elif not (_is_site(folded, sites) or folded in _NEWSROOM or _OF_THE_NEWSROOM.fullmatch(folded)):
            return None
        is_attributed = True
    return ParsedByline(authors=tuple(authors), agency=agency, dateline=place) if is_attributed else None


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a line; an opening newsroom word, or a city before an agency, is a part of its own."""
    for each in _PARTS.split(text):
        part = each.strip(_EDGES)
        if not part:
            continue
        first, _, rest = part.partition(" ")
        joined = fold(first) in _NEWSROOM or (fold(first) in cities() and agency_name(rest) is not None)
        if rest and joined and fold(part) not in cities():
            yield first
            yield without_label(rest)
        else:
            yield part


def _people(part: str) -> list[str]:
    names = split_names(part)
    return (
        names
        if all(has_shape_of_name(each) and not agency_name(each) and is_surely_person(each) for each in names)
        else []
    )


def _is_site(folded: str, sites: frozenset[str]) -> bool:
    """Whether *folded* is the site's name, or that name with a word or two: `رووداو ديجيتال`, `كود كازا`."""
    return any(
        folded == each or (len(folded.split()) <= _NAMED_WORDS and folded.startswith(f"{each} ")) for each in sites
    )
