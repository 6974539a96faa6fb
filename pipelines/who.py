"""Who wrote a page: authors as the outlet names them, never the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.bylines import is_person, labelled_byline, parse_byline
from pipelines.head import Head
from pipelines.survey import Role, Survey
from pipelines.tree import text_of

_METAS = ("author", "article:author", "dc.creator", "dc.author", "parsely-author", "sailthru.author", "byl")
_WRITTEN = re.compile(r"^\s*كتبت?\s+(?P<name>\S+(?:\s+\S+){1,3})\s*$")
_BY = re.compile(r"^\s*(?:كتب|كتبه|نشر|نشره|نشرت|أضيف|أضيفت|تم النشر)?\s*(?:بواسطة|من طرف|من قبل)\s*[:：]?\s*")
_LONGEST = 90
_MOST_ELEMENTS = 6
_LEAST_SITE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The byline as printed and the people it names; an agency and a place when the byline says so."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None


def find_who(
    tree: HtmlElement, survey: Survey, head: Head, place: int, *, sites: frozenset[str], selector: str | None
) -> Who:
    """Return who wrote the page: by the outlet's selector, JSON-LD, metas, named elements, or lines by the headline.

    *place* is the headline's; *sites* are the folded names of the site itself. A name must have the shape of a
    person's; doubt leaves it out.
    """
    if selector is not None:
        said = (text_of(each) for each in tree.cssselect(selector.partition("::")[0]))
        return who_of((each for each in said if each), sites)
    return who_of(_candidates(survey, head, place), sites)


def who_of(candidates: Iterator[str] | Sequence[str], sites: frozenset[str]) -> Who:
    """Return what the first of *candidates* that names people says; agency and place may come from others."""
    agency = place = None
    for each in candidates:
        text = clean(each)
        found = parse_byline(_BY.sub("", text))
        agency, place = agency or found.agency, place or found.dateline
        authors = tuple(name for name in found.authors if not _is_site(name, sites))
        if authors:
            return Who(byline=text, authors=authors, agency=agency, place=place)
    return Who(agency=agency, place=place)


def _candidates(survey: Survey, head: Head, place: int) -> Iterator[str]:
    if head.jsonld.authors:
        yield "، ".join(head.jsonld.authors)
    for name in _METAS:
        yield from (each for each in head.metas.get(name, ()) if not each.startswith("http"))
    named = (text_of(each.element) for each in survey.marked(Role.BYLINE))
    yield from [text for text in named if 0 < len(text) <= _LONGEST][:_MOST_ELEMENTS]
    for line in survey.head_lines(place):
        written = _WRITTEN.match(line.text)
        if written is not None and is_person(written["name"]):
            yield written["name"]
        said = labelled_byline(line.text)
        if said and is_person(re.split(r"\s+و(?=\w)|[،,/|–-]", said)[0].strip()):
            yield line.text


def _is_site(name: str, sites: frozenset[str]) -> bool:
    folded = fold(name)
    return any(folded == each or (len(each) >= _LEAST_SITE and (folded in each or each in folded)) for each in sites)
