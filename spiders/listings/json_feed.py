"""Parses JSON Feeds (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime

from pipelines.arabic.dates.declared import claims_utc
from spiders.listings.feed_splitter import calls_local_time_utc
from spiders.listings.listing import ListingContext, ListingError, ParsedListing, plain_title
from storage.records import ListingEntry

_IS_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_MOST_LETTERS = 10_000_000  # a parsed object needs several times the memory of its text


def read_json_feed(text: str, context: ListingContext, most: int) -> ParsedListing:
    """Return the first *most* items of a JSON Feed. Raises `ListingError` for other JSON and for invalid JSON."""
    if len(text) > _MOST_LETTERS:
        raise ListingError("too large for a JSON feed")
    try:
        feed = json.loads(text, strict=False)  # templates leave line breaks in strings
    except (ValueError, RecursionError) as error:
        raise ListingError(f"no feed: broken JSON ({error})"[:120]) from error
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise ListingError(f"no feed: {text[:60]!r}")
    shown = calls_local_time_utc(_newest_utc(items[:most], context), None, context.zone, context.now)
    context = context if shown is None else replace(context, utc_is_local=shown)
    listed: dict[str, ListingEntry] = {}
    elsewhere = unreadable = 0
    for item in items[:most]:
        try:
            own = _own_url(item, context)
            if own is not None:
                listed.setdefault(own, _listed(own, item, context))
            else:
                elsewhere += 1
        except Exception:  # noqa: BLE001  # whatever is wrong with one item costs this item
            unreadable += 1
    damaged = f"more than {most} entries; the first were read" if len(items) > most else None
    skipped = (("unreadable-entries", unreadable),) if unreadable else ()
    return ParsedListing(
        entries=tuple(listed.values()), damaged=damaged, elsewhere=elsewhere, skipped=skipped,
        utc_is_local=context.utc_is_local,
    )  # fmt: skip


def _newest_utc(items: list[object], context: ListingContext) -> datetime | None:
    """Return the latest time that an item calls UTC, by its own word."""
    plain = replace(context, utc_is_local=False)
    texts = [_text(each, "date_published") for each in items if isinstance(each, dict)]
    return max((at for each in texts if each and claims_utc(each) and (at := plain.at(each)) is not None), default=None)


def _own_url(item: object, context: ListingContext) -> str | None:
    """Return the page of the outlet that an item names. The id should be its URL (version 1.1)."""
    if not isinstance(item, dict):
        return None
    link = item.get("url") or item.get("external_url")
    if not link and _IS_ADDRESS.match(str(item.get("id"))):
        link = item["id"]
    return context.own_url(link) if isinstance(link, str) else None


def _listed(url: str, item: dict[str, object], context: ListingContext) -> ListingEntry:
    tags = item.get("tags")
    words = (plain_title(str(each)) for each in tags) if isinstance(tags, list) else ()
    published = context.published(_text(item, "date_published"))
    return ListingEntry(
        url=url,
        title=plain_title(_text(item, "title")),
        published_at=published.at,
        published_day=published.day,
        modified_at=context.at(_text(item, "date_modified")),
        tags=tuple(dict.fromkeys(each for each in words if each)),
    )


def _text(item: dict[str, object], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None
