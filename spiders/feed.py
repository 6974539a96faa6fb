"""Reads RSS and Atom feeds, from bytes that we decode ourselves."""

from __future__ import annotations

import re
from typing import Any

from pipelines.arabic import clean
from pipelines.decode import decode
from pipelines.tree import blocks, parse, silence
from spiders.listing import Listing, ListingError, Outlook, plain_title
from storage.records import Listed

MOST_FEED_ENTRIES = 2_000
"""feedparser takes about half a millisecond an entry, in the crawler's own thread."""
_LEAST_CONTENT, _MOST_CONTENT = 500, 100_000
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF|(?:atom|a10):feed)[\s>]", re.IGNORECASE)
_OPENED = re.compile(r"<(?:item|(?:\w+:)?entry)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:item|(?:\w+:)?entry)\s*>", re.IGNORECASE)


def read_feed(body: bytes, content_type: str | None, outlook: Outlook) -> Listing:
    """Return the entries of a feed, each with its title, its tags and its dates as far as it says them.

    Raises `ListingError` for an HTML page, an empty answer, and what holds no feed at all; a feed that breaks
    off gives what could be read whole and says so in `damaged`.
    """
    import feedparser  # noqa: PLC0415  # a run whose feeds have not changed never needs it

    text, damaged = _feed_alone(decode(body, content_type).text)
    parsed = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    entries, whole = list(parsed.entries), len(_CLOSED.findall(text))
    if len(entries) > whole:
        entries, damaged = entries[:whole], damaged or "the feed breaks off inside an entry"
    elif damaged is None and parsed.get("bozo") and _is_damage(parsed.bozo_exception):
        damaged = f"damaged feed ({parsed.bozo_exception})"
    listed: dict[str, Listed] = {}
    elsewhere = 0
    for entry in entries:
        link = _link(entry)
        own = outlook.own_url(link) if link else None
        if own is not None:
            listed.setdefault(own, _listed(own, entry, outlook, is_atom=str(parsed.version).startswith("atom")))
        elif link is not None:
            elsewhere += 1
    return Listing(entries=tuple(listed.values()), damaged=damaged, elsewhere=elsewhere)


def _feed_alone(text: str) -> tuple[str, str | None]:
    """Return the feed from its root on, at most the first entries of it, and what was left out.

    What stands before the root is a prolog that named another encoding, entity definitions that no feed needs,
    or the warnings of a server.
    """
    if not text.strip("\ufeff \t\r\n"):  # BYTE ORDER MARK
        raise ListingError("empty instead of a feed")
    if _HTML.match(text.lstrip("\ufeff")):
        raise ListingError("html instead of a feed")
    root = _ROOT.search(text)
    if root is None:
        raise ListingError(f"no feed: {clean(text[:60])!r}")
    text = text[root.start() :]
    for number, closed in enumerate(_CLOSED.finditer(text), start=1):
        if number == MOST_FEED_ENTRIES and _OPENED.search(text, closed.end()):
            return text[: closed.end()], f"more than {MOST_FEED_ENTRIES} entries; the first were read"
    return text, None


def _link(entry: Any) -> str | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    if not link and entry.get("guidislink"):
        link = entry.get("id")
    return str(link) if link else None


def _listed(url: str, entry: Any, outlook: Outlook, *, is_atom: bool) -> Listed:
    published_at = outlook.at(entry.get("published"))
    # feedparser falls back from "updated" to "published" where the key is asked for without looking.
    updated_at = outlook.at(entry["updated"]) if "updated" in entry else None
    if published_at is None and not is_atom:  # the one date of an RSS entry, dc:date, is when it came out
        published_at, updated_at = updated_at, None
    return Listed(
        url=url,
        title=plain_title(entry.get("title")),
        published_at=published_at,
        modified_at=updated_at,
        tags=tuple(dict.fromkeys(tag for each in entry.get("tags", ()) if (tag := plain_title(each.get("term"))))),
        content=_content(entry),
    )


def _content(entry: Any) -> tuple[str, ...]:
    """Return the lines of the whole text that an entry carries; a teaser is none."""
    value = max((str(each.get("value") or "") for each in entry.get("content", ())), key=len, default="")
    if not _LEAST_CONTENT <= len(value) <= _MOST_CONTENT:
        return ()
    try:
        tree = parse(value)
    except ValueError:
        return ()  # what no reader takes is no opinion either
    silence(tree)
    return tuple(blocks(tree))


def _is_damage(error: Exception) -> bool:
    """Whether the parser stumbled over the document itself, not over its declared encoding."""
    import feedparser  # noqa: PLC0415  # as above

    return not isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)
