"""The attribution of a page: its byline and its authors as the outlet names them, never the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.arabic.names.bylines import is_person, parse_byline, without_glue
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.names.places import cities
from pipelines.fields.dates.field_words import byline_words
from pipelines.fields.people.attribution_candidates import attribution_candidates, without_opening
from pipelines.fields.sections.path import HOME_WORDS
from pipelines.page.candidate import FieldCandidate, module_path
from pipelines.page.head import PageHead
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import text_of
from pipelines.web.urls import leads_home

_LEAST_SITE, _SITE_WORDS = 4, 4
_TITLE = re.compile(r"(?<!\s)\s++[|\-–—»•](?=\s)")
_DECLARED, _PRINTED = frozenset({"json-ld", "meta"}), frozenset({"element", "line"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The byline as printed and the people it names; an agency and a place (*dateline*) where the byline names one.

    *rule* is the kind of candidate that names the people: `selector`, `json-ld`, `meta`, `element`, `line`, `link`,
    `icon`, `signature`, `title`, `credit` (a desk or a place alone), `below` (a name below the text), or `text`.
    *parsed_by* is the module that read the names out of the byline.
    """

    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    rule: str | None = None
    parsed_by: str | None = None

    @property
    def signers(self) -> tuple[str, ...]:
        """The authors, or the line that credits a desk or a place."""
        credited = self.byline if self.rule == "credit" else None
        return self.authors or ((credited,) if credited else ())


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
    sites |= _home_names(tree) | _titled(head)
    return attribution_of(attribution_candidates(tree, landmarks, head, place, sites), sites)


def _home_names(tree: HtmlElement) -> frozenset[str]:
    """Return what the links to the front page are called, in words or by the logo; a blog has its author's name."""
    links = [each for each in tree.iter("a") if leads_home(each.get("href"))]
    pictures = [image.get("alt") or "" for each in links for image in each.iter("img")]
    names = {each for each in (*map(text_of, links), *pictures) if len(each) >= _LEAST_SITE}
    people = {
        each for each in names if is_person(each) and is_surely_person(each) and fold(each.split()[-1]) not in cities()
    }
    return frozenset(map(fold, names - people)) - HOME_WORDS


def _titled(head: PageHead) -> frozenset[str]:
    """Return the last part of the page's title where it is as short as an outlet's name, and ends in no person's name.

    An outlet can also stand first, so that the last part is a headline, which may name its writer.
    """
    last = [each.strip() for each in _TITLE.split(head.title or "")][1:][-1:]
    words = last[0].split() if last else []
    ends = (" ".join(words[start:]) for start in range(len(words) - 1))
    is_site = 0 < len(words) <= _SITE_WORDS and not any(map(is_surely_person, filter(is_person, ends)))
    return frozenset(map(fold, last)) if is_site else frozenset()


def attribution_of(candidates: Iterable[FieldCandidate], sites: frozenset[str]) -> Attribution:
    """Return the attribution by the first of *candidates* that names people; agency and place may be of another.

    What is declared for machines can leave out one of several authors: a printed byline that names all of them and
    others wins.
    """
    found = None
    for each in _attributions(candidates, sites):
        if found is None and each.rule not in _DECLARED:
            return each
        if found is None:
            found = each
        elif (
            each.rule in _PRINTED
            and set(each.authors) > set(found.authors)
            and all(name in found.authors or is_surely_person(name) for name in each.authors)
        ):
            return each
    return found or Attribution()


def _attributions(candidates: Iterable[FieldCandidate], sites: frozenset[str]) -> Iterator[Attribution]:
    """Yield each attribution that names people; where none does, one with the credit of a desk or a place."""
    agency = place = byline = rule = None
    is_named = False
    for each in candidates:
        text = clean(each.value).lstrip("-–—•* ")
        line = parse_attribution_line(without_glue(text), sites)
        found = line or parse_byline(without_opening(text))
        authors = tuple(name for name in found.authors if not _is_site(name, sites))
        agency, place = agency or found.agency, place or found.dateline
        if authors:
            parsed_by = module_path(parse_attribution_line if line else parse_byline)
            is_named = True
            yield Attribution(
                byline=byline_words(text) or text,
                authors=authors,
                agency=agency,
                dateline=place,
                rule=each.rule,
                parsed_by=parsed_by,
            )
        if byline is None and each.rule == "credit":
            byline, rule = text, each.rule
    if not is_named:
        yield Attribution(byline=byline, agency=agency, dateline=place, rule=rule)


def _is_site(name: str, sites: frozenset[str]) -> bool:
    folded = fold(name)
    return any(
        folded == each
        or folded.startswith(f"{each} ")
        or (len(each) >= _LEAST_SITE and (folded in each or each in folded))
        for each in sites
    )
