"""Reads what a crawl receives beside article pages, in the reader processes: listings, and documents of a search."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import tzinfo

from pipelines.stages.reader_pool import ReaderFailure, ReaderPool, ReadingStopped
from spiders.autodiscovery.probe import DocumentType, ProbedDocument, identify_compactly
from spiders.fetching.exceptions import RequestReturned
from spiders.listings.listing import ListingContext, ListingError, ParsedListing
from spiders.listings.parse import packed_parts, unpacked_part
from storage.records import Page
from storage.source import Discovery

PRELOAD = ("spiders.listings.parse", "spiders.autodiscovery.probe")
"""The modules that the readers need for this."""


@dataclass(frozen=True, slots=True)
class ListingReader:
    """Implements `spiders.interfaces.ReadingServices`: bytes of strangers never keep the reactor's thread for long."""

    pool: ReaderPool

    async def parts(
        self, body: bytes, content_type: str | None, listing: Discovery, context: ListingContext
    ) -> AsyncIterator[ParsedListing]:
        """Yield what `spiders.listings.parse.listing_parts` yields.

        Raises `ListingError`, also where a reader reaches its limits, and `RequestReturned` where the run ends before.
        """
        try:
            packed = await self.pool.call(packed_parts, body, content_type, listing, context)
        except ReadingStopped as error:
            raise RequestReturned from error
        except ReaderFailure as failure:
            raise ListingError(f"damaged listing: it cannot be read ({failure})") from failure
        if isinstance(packed, str):
            raise ListingError(packed)
        for each in packed:
            yield unpacked_part(each)

    async def identify(self, answer: Page, *, home: str, zone: tzinfo) -> ProbedDocument:
        """Return what `spiders.autodiscovery.probe.identify_compactly` returns; nothing is raised."""
        try:
            return await self.pool.call(identify_compactly, answer, home=home, zone=zone, now=answer.fetched_at)
        except (ReaderFailure, ReadingStopped) as failure:
            return ProbedDocument(
                requested_url=answer.requested_url,
                url=answer.final_url,
                document_type=DocumentType.NOTHING,
                description=f"it cannot be read ({failure})",
            )
