"""The one reader of listings: parses a listing of any kind, in parts or as a whole."""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from spiders.listings.feed import feed_parts
from spiders.listings.listing import DID_IT_MOVE, PART, ListingContext, ListingError, ParsedListing, follows, whole
from spiders.listings.section import read_section
from spiders.listings.sitemap import document_root, sitemap_parts
from storage.source import Discovery, DiscoveryKind

logger = logging.getLogger(__name__)

MOST_SECONDS = 8.0
TOO_LONG = "it takes too long to read; the first entries were read"
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})


def read_listing(body: bytes, content_type: str | None, listing: Discovery, context: ListingContext) -> ParsedListing:
    """Return a listing as a whole. Raises what `listing_parts` raises."""
    return whole(listing_parts(body, content_type, listing, context))


def listing_parts(
    body: bytes, content_type: str | None, listing: Discovery, context: ListingContext
) -> Iterator[ParsedListing]:
    """Yield the entries of a listing in parts of at most `PART`. The last part holds what is true of the whole listing.

    Entries whose URL the listing's `follow` does not match are skipped. Raises `ListingError` before the first part
    when the body is not a listing of its kind, and for whatever a parser raises there; later it ends the listing as
    damaged.
    """
    named = 0
    for part in _guarded(_parts(body, content_type, listing, context)):
        kept = part.entries
        if listing.follow is not None:
            kept = tuple(each for each in kept if follows(listing.follow, each.url))
        named += len(kept) + len(part.children)
        for start in range(PART, len(kept), PART):
            yield ParsedListing(entries=kept[start - PART : start])
        last = kept[(len(kept) - 1) // PART * PART :] if len(kept) > PART else kept
        damaged = part.damaged
        if part.elsewhere and not named and damaged is None:
            damaged = f"all {part.elsewhere} links lead to other sites: {DID_IT_MOVE}"
        yield replace(part, entries=last, damaged=damaged)


def packed_parts(
    body: bytes, content_type: str | None, listing: Discovery, context: ListingContext
) -> list[bytes] | str:
    """Return the parts of a listing for another process, each packed by itself; text says why it is no listing.

    So the process that reads them unpacks a little at a time, and holds little memory. Of a listing that takes longer
    than `MOST_SECONDS` of processor time, the first entries are returned.
    """
    packed: list[bytes] = []
    end = time.process_time() + MOST_SECONDS
    try:
        for part in listing_parts(body, content_type, listing, context):
            packed.append(pickle.dumps(part))
            if time.process_time() > end:
                packed.append(pickle.dumps(ParsedListing(damaged=TOO_LONG)))
                break
    except ListingError as error:
        return str(error)
    return packed


def unpacked_part(packed: bytes) -> ParsedListing:
    """Return a part that `packed_parts` packed in a process of ours."""
    part: ParsedListing = pickle.loads(packed)  # noqa: S301  # our own process made it
    return part


def _guarded(parts: Iterator[ParsedListing]) -> Iterator[ParsedListing]:
    """Yield *parts*. A parser that raises is a fault of ours, and costs this listing, not the run of its source."""
    has_begun = False
    try:
        for part in parts:
            yield part
            has_begun = True
    except ListingError:
        raise
    except Exception as error:
        logger.warning("a listing could not be read", exc_info=error)
        problem = "damaged listing: a fault of ours, the log has it"
        if not has_begun:
            raise ListingError(problem) from error
        yield ParsedListing(damaged=problem)


def _parts(
    body: bytes, content_type: str | None, listing: Discovery, context: ListingContext
) -> Iterator[ParsedListing]:
    match listing.kind:
        case DiscoveryKind.FEED:
            yield from feed_parts(body, content_type, context)
        case DiscoveryKind.SECTION:
            yield read_section(body, listing.follow, content_type, context)
        case DiscoveryKind.SITEMAP | DiscoveryKind.NEWS_SITEMAP:
            if document_root(body) in _FEED_ROOTS:  # sitemaps.org lets feeds be sitemaps
                yield from feed_parts(body, content_type, context)
                return
            yield from sitemap_parts(body, context)
        case _:
            assert_never(listing.kind)
