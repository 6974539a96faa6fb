"""What a page's JSON-LD says of who runs the site (schema.org Organization, WebSite)."""

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
    """One organisation or site as JSON-LD names it; *country* is as written, empty: not said."""

    name: str = ""
    country: str = ""
    telephone: str = ""


def organisations(tree: HtmlElement) -> tuple[OrganisationFacts, ...]:
    """Return the organisations and the site that the page names, those before web sites, in its order."""
    found = [(str(node.get("@type")), _read(node)) for node in _all(nodes(tree), depth=0) if _is_one(node)]
    return tuple(each for _, each in sorted(found, key=lambda pair: "WebSite" in pair[0]))


def _all(said: object, depth: int) -> Iterator[dict[str, object]]:
    if isinstance(said, list):
        for each in said:
            yield from _all(each, depth)
    elif isinstance(said, dict) and depth < 3:  # noqa: PLR2004  # page, publisher, its parent
        yield said
        for key in _WITHIN:
            yield from _all(said.get(key), depth + 1)


def _is_one(node: dict[str, object]) -> bool:
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return any(isinstance(each, str) and _TYPES.fullmatch(each) for each in names)


def _read(node: dict[str, object]) -> OrganisationFacts:
    return OrganisationFacts(name=_text(node.get("name")), country=_country(node), telephone=_telephone(node))


def _country(node: dict[str, object]) -> str:
    for key in ("address", "location", "foundingLocation"):
        for each in _all(node.get(key), depth=0):
            inner = each.get("address")
            said = each.get("addressCountry") or (inner.get("addressCountry") if isinstance(inner, dict) else None)
            if isinstance(said, dict):
                said = said.get("name") or said.get("identifier")
            if text := _text(said):
                return text
    return ""


def _telephone(node: dict[str, object]) -> str:
    points = [node, *_all(node.get("contactPoint"), depth=0)]
    return next((text for each in points if (text := _text(each.get("telephone")))), "")


def _text(value: object) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return clean(value) if isinstance(value, str) else ""
