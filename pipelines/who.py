"""Who wrote a page: authors as the outlet names them, never the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.bylines import is_person, labelled_byline, parse_byline
from pipelines.head import Head
from pipelines.tree import text_of

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:author(?:-name)?|byline|by-author|writer|writer-name|post-author|author_name|authorname|meta-author|"
    r"article-author|entry-author|td-post-author-name|tie-author|reporter|katib|kateb|auteur)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"related|sidebar|widget|comment|footer|latest|opinion|menu|nav|most|popular", re.IGNORECASE)
_LONGEST = 90
_MOST_ELEMENTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The byline as printed and the people it names; an agency and a place when the byline says so."""

    byline: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    place: str | None = None


def find_who(
    tree: HtmlElement, head: Head, opening: Sequence[str], *, sites: frozenset[str], selector: str | None
) -> Who:
    """Return who wrote the page: by the outlet's selector, JSON-LD, metas, named elements, or the opening lines.

    *opening* is the first and last lines of the body; *sites* are the folded names of the site itself. A name
    must have the shape of a person's; doubt leaves it out.
    """
    agency = place = None
    for text in _candidates(tree, head, opening, selector):
        found = parse_byline(text)
        agency, place = agency or found.agency, place or found.dateline
        authors = tuple(each for each in found.authors if not _is_site(each, sites))
        if authors:
            return Who(byline=text, authors=authors, agency=agency, place=place)
    return Who(agency=agency, place=place)


def _candidates(tree: HtmlElement, head: Head, opening: Sequence[str], selector: str | None) -> Iterator[str]:
    if selector is not None:
        yield from (text for each in tree.cssselect(selector.partition("::")[0]) if (text := text_of(each)))
        return
    if head.jsonld.authors:
        yield "، ".join(each for each in head.jsonld.authors)
    for name in ("author", "article:author", "dc.creator", "dc.author", "parsely-author", "sailthru.author", "byl"):
        yield from (each for each in head.metas.get(name, ()) if not each.startswith("http"))
    yield from _printed(tree)
    for line in opening:
        said = labelled_byline(line)
        if said and is_person(clean(re.split(r"\s+و(?=\w)|[،,/|–-]", said)[0])):
            yield said


def _printed(tree: HtmlElement) -> Iterator[str]:
    seen = 0
    for each in tree.iter("a", "span", "div", "p", "address", "h3", "h4", "h5", "h6", "strong", "li", "b"):
        rel = "author" in (each.get("rel") or "").split()
        names = f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}"
        if not rel and not _NAMED.search(names):
            continue
        text = text_of(each)
        if not 0 < len(text) <= _LONGEST or _is_around(each):
            continue
        yield text
        seen += 1
        if seen >= _MOST_ELEMENTS:
            return


def _is_around(element: HtmlElement) -> bool:
    chain = [*element.iterancestors()][:6]
    return any(_AROUND.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in chain if each.tag not in {"body", "html"})


def _is_site(name: str, sites: frozenset[str]) -> bool:
    folded = fold(name)
    return any(folded == each or folded in each or each in folded for each in sites)
