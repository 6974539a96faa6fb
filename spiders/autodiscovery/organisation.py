"""The organisation that runs a site, from a page's JSON-LD (schema.org Organization, WebSite)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.page.jsonld import nodes

_TYPES = re.compile(
    r"(?:News(?:Media)?|Media)?Organi[sz]ation|NewsPaper|Newspaper|Corporation|WebSite|LocalBusiness", re.IGNORECASE
)
_WITHIN = ("publisher", "author", "parentOrganization", "sourceOrganization", "about")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """One organisation or site in JSON-LD. *country* is as written; an empty text means that the page has no value."""

    name: str = ""
    country: str = ""
    telephone: str = ""


def organisations(tree: HtmlElement) -> tuple[OrganisationFacts, ...]:
    """Return the organisations that the page names, then its web sites, each in the order of the page."""
    found = [(str(node.get("@type")), _read(node)) for node in _all(nodes(tree), depth=0) if _is_one(node)]
    return tuple(each for _, each in sorted(found, key=lambda pair: "WebSite" in pair[0]))


def _all(value: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for each in value:
            yield from _all(each, depth)
    elif isinstance(value, dict) and depth < 3:  # noqa: PLR2004  # page, publisher, its parent
        yield value
        for key in _WITHIN:
            yield from _all(value.get(key), depth + 1)


def _is_one(node: dict[str, object]) -> bool:
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return any(isinstance(each, str) and _TYPES.fullmatch(each) for each in names)


def _read(node: dict[str, object]) -> OrganisationFacts:
    return OrganisationFacts(name=_text(node.get("name")), country=_country(node), telephone=_telephone(node))


def _country(node: dict[str, object]) -> str:
    for key in ("address", "location", "foundingLocation"):
        for each in _all(node.get(key), depth=0):
            inner = each.get("address")
            country = each.get("addressCountry") or (inner.get("addressCountry") if isinstance(inner, dict) else None)
            if isinstance(country, dict):
                country = country.get("name") or country.get("identifier")
            if text := _text(country):
                return text
    return ""


def _telephone(node: dict[str, object]) -> str:
    points = [node, *_all(node.get("contactPoint"), depth=0)]
    return next((text for each in points if (text := _text(each.get("telephone")))), "")


def _text(value: object) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return clean(value) if isinstance(value, str) else ""
