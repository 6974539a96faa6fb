"""The attribution of a page: its byline and its authors as the outlet names them, never the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.arabic.names.bylines import is_person, labelled_byline, parse_byline
from pipelines.arabic.names.signatures import parse_signature
from pipelines.page.candidate import FieldCandidate, module_path
from pipelines.page.head import PageHead
from pipelines.page.landmarks import LandmarkRole, PageLandmarks
from pipelines.page.tree import TextLine, flat, lines, text_of

_METAS = ("author", "article:author", "dc.creator", "dc.author", "parsely-author", "sailthru.author", "byl")
_WRITTEN = re.compile(r"^\s*كتبت?\s+(?P<name>\S+(?:\s+\S+){1,3})\s*$")
_BY = re.compile(r"^\s*(?:كتب|كتبه|نشر|نشره|نشرت|أضيف|أضيفت|تم النشر)?\s*(?:بواسطة|من طرف|من قبل)\s*[:：]?\s*")
_OF_A_PERSON = re.compile(
    r"/(?:authors?|writers?|editors?|columns|columnists?|journalists?|reporters?|كاتب|كتاب)/", re.IGNORECASE
)
# The icon of a person or a pen that themes put before an author's name.
_ICON = re.compile(r"(?:^|[\s_-])(?:user|pen|pencil|person|author|writer)(?:[\s_-]|$)", re.IGNORECASE)
_LONGEST = 90
_MOST_ELEMENTS, _MOST_JOINED = 6, 3
_LEAST_SITE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The byline as printed and the people it names; an agency and a place (*dateline*) where the byline names one.

    *rule* is the kind of candidate that names the people: `selector`, `json-ld`, `meta`, `element`, `line`, `link`,
    `icon`, `signature`, or `text`. *parsed_by* is the module that read the names out of the byline.
    """

    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    rule: str | None = None
    parsed_by: str | None = None


def find_attribution(
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    place: int,
    *,
    sites: frozenset[str],
    selector: str | None,
) -> Attribution:
    """Return the attribution: by the source's selector, JSON-LD, metas, named elements, or lines near the headline.

    *place* is the place of the headline; *sites* are the folded names of the site. A name must have the form of a
    person's name; a doubtful name is left out.
    """
    if selector is not None:
        chosen = tree.cssselect(selector.partition("::")[0])
        selected = (FieldCandidate(value=text_of(each), rule="selector", element=each) for each in chosen)
        return attribution_of((each for each in selected if each.value), sites)
    return attribution_of(attribution_candidates(landmarks, head, place, sites), sites)


def attribution_of(candidates: Iterable[FieldCandidate], sites: frozenset[str]) -> Attribution:
    """Return the attribution by the first of *candidates* that names people; agency and place may be of another."""
    agency = place = None
    for each in candidates:
        text = clean(each.value)
        line = parse_attribution_line(text, sites)
        found = line or parse_byline(_BY.sub("", text))
        agency, place = agency or found.agency, place or found.dateline
        authors = tuple(name for name in found.authors if not _is_site(name, sites))
        if authors:
            parsed_by = module_path(parse_attribution_line if line else parse_byline)
            return Attribution(
                byline=text, authors=authors, agency=agency, dateline=place, rule=each.rule, parsed_by=parsed_by
            )
    return Attribution(agency=agency, dateline=place)


def attribution_candidates(
    landmarks: PageLandmarks, head: PageHead, place: int, sites: frozenset[str]
) -> Iterator[FieldCandidate]:
    """Yield the candidates for the attribution in the order of belief."""
    if head.jsonld.authors:
        yield FieldCandidate(value="، ".join(head.jsonld.authors), rule="json-ld")
    for name in _METAS:
        contents = (each for each in head.metas.get(name, ()) if not each.startswith("http"))
        yield from (FieldCandidate(value=each, rule="meta") for each in contents)
    yield from _elements(landmarks)
    for line in landmarks.head_lines(place):
        yield from _by_line(line, sites)


def _by_line(line: TextLine, sites: frozenset[str]) -> Iterator[FieldCandidate]:
    """Yield the candidates of one line below the headline, by its links and by its words."""
    opened = parse_attribution_line(line.text, sites)
    if opened is not None and opened.authors:
        yield FieldCandidate(value=line.text, rule="line", element=line.block)
    for link in line.block.iter("a"):
        if (
            _OF_A_PERSON.search(link.get("href") or "")
            and 0 < len(text_of(link)) <= _LONGEST
            and text_of(link) in line.text
        ):
            yield FieldCandidate(value=text_of(link), rule="link", element=link)
    if _is_name(line.text) and _has_icon(line):
        yield FieldCandidate(value=line.text, rule="icon", element=line.block)
    written = _WRITTEN.match(line.text)
    if written is not None and is_person(written["name"]):
        yield FieldCandidate(value=written["name"], rule="line", element=line.block)
    by = _BY.match(line.text)
    if by is not None and is_person(line.text[by.end() :]):
        yield FieldCandidate(value=line.text, rule="line", element=line.block)
    signed = parse_signature(line.text, sites)
    if signed is not None and signed.authors:
        yield FieldCandidate(value=line.text, rule="signature", element=line.block)
    labelled = labelled_byline(line.text)
    if labelled and is_person(re.split(r"\s+و(?=\w)|[،,/|–-]", labelled)[0].strip()):
        yield FieldCandidate(value=line.text, rule="line", element=line.block)


def _elements(landmarks: PageLandmarks) -> Iterator[FieldCandidate]:
    """Yield the candidates of elements that are named as bylines: whole, joined with their neighbours, and by line."""
    marked = [each.element for each in landmarks.with_role(LandmarkRole.BYLINE)][:_MOST_ELEMENTS]
    taken: set[HtmlElement] = set()
    for element in marked:
        if element in taken:
            continue
        alike = [each for each in marked if _is_beside(each, element)]
        taken |= {*alike}
        if len(alike) > _MOST_JOINED:  # a list of the outlet's writers
            continue
        joined = "، ".join(filter(None, map(_spaced, alike)))
        if 0 < len(joined) <= _LONGEST:
            yield FieldCandidate(value=joined, rule="element", element=element)
        for each in (*map(text_of, element.iter("a")), *(line.text for line in lines(element))):
            if each != joined and 0 < len(each) <= _LONGEST and (labelled_byline(each) or _is_name(each)):
                yield FieldCandidate(value=each, rule="element", element=element)


def _has_icon(line: TextLine) -> bool:
    """Whether the icon of a person or a pen is beside *line*, and the block has no other text."""
    alone = flat(line.block.text_content()) == line.text
    return alone and any(_ICON.search(each.get("class") or "") for each in line.block.iter("i", "span", "svg"))


def _spaced(element: HtmlElement) -> str:
    """Return the text with a space between its inline parts: often only the style separates a name from a date."""
    return flat(" ".join(element.itertext()))


def _is_name(text: str) -> bool:
    return is_person(text) and boilerplate_kind(text) is None


def _is_beside(one: HtmlElement, other: HtmlElement) -> bool:
    return one.getparent() is other.getparent() and one.tag == other.tag and one.get("class") == other.get("class")


def _is_site(name: str, sites: frozenset[str]) -> bool:
    folded = fold(name)
    return any(
        folded == each
        or folded.startswith(f"{each} ")
        or (len(each) >= _LEAST_SITE and (folded in each or each in folded))
        for each in sites
    )
