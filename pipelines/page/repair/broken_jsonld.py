"""Reads the dates out of JSON-LD that is not valid JSON, where they are easy to find."""

from __future__ import annotations

import re

_PAIR = re.compile(
    r'"(?P<key>@type|datePublished|dateModified|url|mainEntityOfPage|@id)"\s*:\s*"(?P<value>[^"\\\n]{1,500})"'
)
_HEADLINE = re.compile(r'"headline"\s*:\s*"(?P<value>[^\n]{1,500}?)"\s*(?:,\s*"|\}|\n)')
_DATES = ("datePublished", "dateModified")


def plain_sight_node(text: str) -> dict[str, object] | None:
    """Return a node with the type, dates, address and headline that broken JSON-LD shows for one article.

    `None` where it is not certain whose date it is: no date of publication, or two of them.
    """
    found: dict[str, list[str]] = {}
    for pair in _PAIR.finditer(text):
        found.setdefault(pair["key"], []).append(pair["value"])
    if len(set(found.get("datePublished", ()))) != 1 or any(len(set(found.get(each, ()))) > 1 for each in _DATES):
        return None
    types = [each for each in found.get("@type", ()) if each.endswith(("Article", "Posting"))]
    headlines = [each["value"] for each in _HEADLINE.finditer(text)]
    if len(types) != 1 or len(headlines) > 1:
        return None
    node: dict[str, object] = {key: found[key][0] for key in _DATES if key in found}
    address = found.get("mainEntityOfPage") or found.get("url") or []
    return (
        node
        | {"@type": types[0]}
        | ({"headline": headlines[0]} if headlines else {})
        | ({"url": address[0]} if len(set(address)) == 1 else {})
    )
