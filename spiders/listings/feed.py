"""Parses RSS and Atom feeds, from bytes that we decode ourselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipelines.arabic import clean
from pipelines.page.tree import blocks, parse, silence
from pipelines.web.decode import decode
from spiders.listings.decompress import unpacked
from spiders.listings.feed_splitter import ROOT, SplitFeed, split_feed
from spiders.listings.json_feed import read_json_feed
from spiders.listings.listing import ListingContext, ListingError, ParsedListing, plain_title, whole
from storage.records import ListingEntry

MOST_FEED_ENTRIES = 2_000
"""feedparser needs about half a millisecond for an entry, in the reactor's thread."""
_DOCUMENT = 50
_LEAST_CONTENT, _MOST_CONTENT = 500, 100_000
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_JSON = re.compile(r"\s*\{")


def read_feed(body: bytes, content_type: str | None, context: ListingContext) -> ParsedListing:
    """Return a feed as a whole. Raises what `feed_parts` raises."""
    return whole(feed_parts(body, content_type, context))


def feed_parts(body: bytes, content_type: str | None, context: ListingContext) -> Iterator[ParsedListing]:
    """Yield the entries of a feed (RSS, Atom, JSON Feed) in parts, with the titles, tags and dates that it declares.

    Of a very long feed the newest `MOST_FEED_ENTRIES` are read. A feed that is cut off gives its complete entries and
    says so in `damaged`. Guids are ignored, because some feeds repeat them: an entry is its link, and the same link is
    one entry. Raises `ListingError` for an HTML page, an empty body, and a document without a feed.
    """
    text = decode(b"".join(unpacked(body)), content_type).text.lstrip("\ufeff")  # BYTE ORDER MARK
    if not text.strip():
        raise ListingError("empty instead of a feed")
    if _JSON.match(text):
        yield read_json_feed(text, context, MOST_FEED_ENTRIES)
        return
    if _HTML.match(text):
        raise ListingError("html instead of a feed")
    # The text before the root is a prolog that may name another encoding, entity definitions that no feed needs,
    # or warnings of a server.
    root = ROOT.search(text)
    if root is None:
        raise ListingError(f"no feed: {clean(text[:60])!r}")
    for cut in split_feed(text, root, MOST_FEED_ENTRIES, context.now):
        yield from _parts(text, cut, context) if cut is not None else (ParsedListing(),)


def _parts(text: str, cut: SplitFeed, context: ListingContext) -> Iterator[ParsedListing]:
    import feedparser  # noqa: PLC0415  # slow to import, and a run whose feeds have not changed does not need it

    damaged, elsewhere = cut.damaged, 0
    seen: set[str] = set()
    context = replace(context, utc_is_local=cut.calls_local_time_utc(context.zone, context.now))
    for document in cut.documents(text, _DOCUMENT):
        parsed = feedparser.parse(document.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False)
        if damaged is None and parsed.get("bozo") and _is_damage(parsed.bozo_exception):
            damaged = f"damaged feed ({parsed.bozo_exception})"
        listed: dict[str, ListingEntry] = {}
        for entry in parsed.entries:
            link = _link(entry)
            own = context.own_url(link) if link else None
            if own is not None and own not in seen:
                seen.add(own)
                listed[own] = _listed(own, entry, context, is_atom=str(parsed.version).startswith("atom"))
            elif own is None and link is not None:
                elsewhere += 1
        yield ParsedListing(entries=tuple(listed.values()))
    yield ParsedListing(damaged=damaged, elsewhere=elsewhere, moved_to=cut.moved_to)


def _link(entry: Any) -> str | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    if not link and entry.get("guidislink"):
        link = entry.get("id")
    return str(link) if link else None


def _listed(url: str, entry: Any, context: ListingContext, *, is_atom: bool) -> ListingEntry:
    published = context.published(entry.get("published"))
    # `in` first, because feedparser returns "published" for a missing "updated".
    updated_at = context.at(entry["updated"]) if "updated" in entry else None
    if published.at is None and not is_atom:  # the only date of an RSS entry, dc:date, is its publication
        published, updated_at = context.published(entry.get("updated")), None
    return ListingEntry(
        url=url,
        title=plain_title(entry.get("title")),
        published_at=published.at,
        published_day=published.day,
        modified_at=updated_at,
        tags=tuple(dict.fromkeys(tag for each in entry.get("tags", ()) if (tag := plain_title(each.get("term"))))),
        content=_content(entry),
    )


def _content(entry: Any) -> tuple[str, ...]:
    """Return the lines of the full text in an entry; empty for a teaser."""
    value = max((str(each.get("value") or "") for each in entry.get("content", ())), key=len, default="")
    if not _LEAST_CONTENT <= len(value) <= _MOST_CONTENT:
        return ()
    try:
        tree = parse(value)
    except ValueError:
        return ()  # markup that we cannot parse is not used
    silence(tree)
    return tuple(blocks(tree))


def _is_damage(error: Exception) -> bool:
    """Whether the parser failed on the document itself, not on its declared encoding."""
    import feedparser  # noqa: PLC0415  # as above

    return not isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)
