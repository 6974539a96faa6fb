"""Reads and writes OPML, the lists of feeds that feed readers exchange (OPML 2.0, opml.org/spec2.opml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from pipelines.arabic import clean
from pipelines.web.urls import canonical_url
from storage.export.printable import printable

_BARE = re.compile(rb"&(?!(?:[A-Za-z]\w{0,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_MOST_BYTES = 20 * 1024 * 1024


class OpmlError(ValueError):
    """The document is not OPML; the message says what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlOutline:
    """One feed of the list. `None`: the list has no value. *category* is a path, `/ma/ma_hespress` in our own lists."""

    feed: str
    title: str
    home: str | None = None
    language: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedOutline:
    """One outline that is not a usable feed, and why."""

    title: str
    why: str


def read_opml(body: bytes) -> tuple[tuple[OpmlOutline, ...], tuple[SkippedOutline, ...]]:
    """Return the feeds of the list at any depth, and the outlines that were skipped.

    Entities are not resolved and nothing is fetched. Raises `OpmlError` for what is not OPML.
    """
    if len(body) > _MOST_BYTES:
        raise OpmlError(f"{len(body)} bytes, more than {_MOST_BYTES}")
    try:
        root = _parsed(body)
    except (etree.XMLSyntaxError, ValueError) as error:
        try:
            root = _parsed(_with_escaped_ampersands(body))
        except (etree.XMLSyntaxError, ValueError):
            raise OpmlError(f"not XML: {error}") from error
    if etree.QName(root).localname.lower() != "opml":
        raise OpmlError(f"<{etree.QName(root).localname}> instead of <opml>")
    found = [_outline(attributes) for attributes in _feeds(root)]
    return tuple(each for each in found if isinstance(each, OpmlOutline)), tuple(
        each for each in found if isinstance(each, SkippedOutline)
    )


def write_opml(title: str, groups: Sequence[tuple[str, Sequence[OpmlOutline]]], *, now: datetime) -> bytes:
    """Return the feeds as OPML 2.0 in UTF-8, one outline for each group of *groups* (its name, its feeds).

    XML has no control characters, so names come without them.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for name, outlines in groups:
        group = etree.SubElement(body, "outline", text=name)
        for each in outlines:
            required = {"text": each.title, "title": each.title, "type": "rss", "xmlUrl": each.feed}
            more = {"htmlUrl": each.home, "language": each.language, "category": each.category}
            values = required | {name: value for name, value in more.items() if value}
            etree.SubElement(group, "outline", {name: printable(value) for name, value in values.items()})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _parsed(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    return etree.fromstring(body, parser)


def _with_escaped_ampersands(body: bytes) -> bytes:
    """Return *body* with its bare ampersands escaped, which several readers forget in the addresses of feeds."""
    return _BARE.sub(b"&amp;", body)


def _feeds(root: etree._Element) -> Iterator[dict[str, str]]:
    """Yield the attributes of each outline that is a feed, at any depth, with their names in lower case."""
    for each in root.iter(etree.Element):
        attributes = {str(name).lower(): str(value).strip() for name, value in each.attrib.items()}
        is_feed = "xmlurl" in attributes or attributes.get("type", "").lower() in {"rss", "atom", "feed"}
        if etree.QName(each).localname.lower() == "outline" and is_feed:
            yield attributes


def _outline(attributes: dict[str, str]) -> OpmlOutline | SkippedOutline:
    title = clean(attributes.get("title") or attributes.get("text") or "")
    try:
        feed = canonical_url(attributes.get("xmlurl", ""))
    except ValueError:
        problem = f"no address of a feed: {attributes.get('xmlurl', '')!r}"
        return SkippedOutline(title=title or attributes.get("htmlurl", ""), why=problem)
    try:
        home = canonical_url(attributes.get("htmlurl", ""))
    except ValueError:
        home = None
    return OpmlOutline(
        feed=feed, title=title, home=home, language=attributes.get("language"), category=attributes.get("category")
    )
