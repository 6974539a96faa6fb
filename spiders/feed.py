"""Reads RSS and Atom feeds, from bytes that we decode ourselves."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import Any

import feedparser

from pipelines.arabic import clean
from pipelines.decode import decode
from spiders.listing import MOST_ENTRIES, Listing, ListingError, believable, own_url
from storage.records import Listed

_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_feed(body: bytes, url: str, content_type: str | None, *, now: datetime) -> Listing:
    """Return the entries of a feed, each with its title and its dates as far as it says them.

    Raises `ListingError` for an HTML page, an empty answer, and what holds no feed at all; a feed that breaks
    off gives what could be read and says so in `damaged`.
    """
    text = decode(body, content_type).text.lstrip("\ufeff")  # BYTE ORDER MARK
    if not text.strip():
        raise ListingError("empty instead of a feed")
    if _HTML.match(text):
        raise ListingError("html instead of a feed")
    parsed = feedparser.parse(_PROLOG.sub("", text, count=1).encode(), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise ListingError(f"no feed ({parsed.get('bozo_exception', 'unknown form')})")
    entries: dict[str, Listed] = {}
    elsewhere = 0
    for entry in parsed.entries[:MOST_ENTRIES]:
        link = _link(entry)
        own = own_url(link, url) if link else None
        if own is None:
            elsewhere += link is not None
            continue
        entries.setdefault(own, _listed(own, entry, now=now))
    damaged = f"damaged feed ({parsed.bozo_exception})" if parsed.get("bozo") and _is_damage(parsed) else None
    return Listing(entries=tuple(entries.values()), damaged=damaged, elsewhere=elsewhere)


def _link(entry: Any) -> str | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    if not link and entry.get("guidislink"):
        link = entry.get("id")
    return str(link) if link else None


def _listed(url: str, entry: Any, *, now: datetime) -> Listed:
    return Listed(
        url=url,
        title=clean(entry["title"]) if entry.get("title") else None,
        published_at=believable(_at(entry.get("published_parsed")), now=now),
        modified_at=believable(_at(entry.get("updated_parsed")) if "updated" in entry else None, now=now),
        tags=tuple(clean(tag["term"]) for tag in entry.get("tags", ()) if tag.get("term")),
    )


def _at(parsed: Any) -> datetime | None:
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError):
        return None


def _is_damage(parsed: Any) -> bool:
    """Whether the parser stumbled over the document itself, not over its declared encoding."""
    return not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)
