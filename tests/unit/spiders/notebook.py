"""Fake services that record what the spider reports, for the tests of the spider."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from spiders.autodiscovery.probe import ProbedDocument, identify_compactly
from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.interfaces import ListingFailure, ListingProgress, ListingRequest, ListingResponse
from spiders.listings.date_archives import DateWindow
from spiders.listings.listing import ListingContext, ParsedListing
from spiders.listings.parse import listing_parts
from storage.discovery.backfills import BackfillProgress, BackfillTable
from storage.discovery.listings import ListingState, ListingTable, Validators
from storage.records import Claim, ListingEntry, Page
from storage.source import Discovery, Source

CLAIM = Claim(
    url="https://outlet.example/a", source_id="om_outlet", etag='"1"', last_modified=None, tries=1, listed=None
)


class NotedListings(ListingTable):
    """The table of listings, with rows that a test gives."""

    def __init__(self, notes: dict[str, ListingState]) -> None:
        self._notes = notes

    def known(self, listing_url: str) -> ListingState:
        return self._notes.get(listing_url, ListingState())


class NoBackfills(BackfillTable):
    """The table of backfills, empty."""

    def __init__(self) -> None: ...

    def progress(self, backfill: BackfillProgress) -> BackfillProgress:
        return backfill


@dataclass(slots=True)
class Begun:
    """A listing that is being read: its request and the URLs found so far."""

    request: ListingRequest
    urls: list[str] = field(default_factory=list)
    new: int = 0


@dataclass(slots=True)
class Healer:
    """Services for searches.

    *gone* are the listings to replace (`None`: no search is due), *found* the replacements of earlier searches, and
    *offered* the candidates of this one.
    """

    gone: Sequence[str] | None = None
    found: Sequence[Discovery] = ()
    offered: list[DiscoveryCandidate] = field(default_factory=list)
    asked: int = 0

    def replacements(self, _source: Source) -> Sequence[Discovery]:
        return self.found

    def begin(self, _source: Source) -> Sequence[str] | None:
        return self.gone

    def robots(self, _url: str) -> str | None:
        return None

    def end(self, _source: Source, candidates: Sequence[DiscoveryCandidate], *, requests: int) -> Sequence[Discovery]:
        self.offered, self.asked = list(candidates), requests
        return [each.discovery for each in candidates]


class OpenReading:
    """Reads documents in the process of the test."""

    async def parts(
        self, body: bytes, content_type: str | None, listing: Discovery, context: ListingContext
    ) -> AsyncIterator[ParsedListing]:
        for part in listing_parts(body, content_type, listing, context):
            yield part

    async def identify(self, answer: Page, *, home: str, zone: tzinfo) -> ProbedDocument:
        return identify_compactly(answer, home=home, zone=zone, now=answer.fetched_at)


@dataclass(slots=True)
class Notebook:
    """Services that record every report of the spider."""

    notes: dict[str, ListingState] = field(default_factory=dict)
    reports: list[tuple[str, ...]] = field(default_factory=list)
    fresh: list[Validators] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    window: DateWindow = field(default_factory=DateWindow)
    backfill_pages: int = 9
    only_pages: frozenset[str] = frozenset()
    failures: list[tuple[str, datetime | None]] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    healing: Healer = field(default_factory=Healer)

    @property
    def reading(self) -> OpenReading:
        return OpenReading()

    def fail(self, claim: Claim, reason: str) -> None:
        self.reports.append(("fail", claim.url, reason))

    def polls_listings(self, source: Source) -> bool:
        return source.id not in self.only_pages

    @property
    def listings(self) -> Notebook:
        return self

    @property
    def table(self) -> ListingTable:
        return NotedListings(self.notes)

    @property
    def backfills(self) -> BackfillTable:
        return NoBackfills()

    def begin(self, _source: Source, request: ListingRequest) -> Begun:
        return Begun(request)

    def offer(self, reading: ListingProgress, entries: Sequence[ListingEntry]) -> int:
        assert isinstance(reading, Begun)
        reading.urls += [each.url for each in entries]
        return len(entries)

    def close(
        self,
        source: Source,
        request: ListingRequest,
        reading: ListingProgress,
        _last: ParsedListing,
        response: ListingResponse,
    ) -> None:
        assert isinstance(reading, Begun)
        self.reports.append(("offer", source.id, request.listing.kind.value, request.url, *reading.urls))
        self.fresh.append(response.validators)

    def unchanged(self, source: Source, request: ListingRequest, _response: ListingResponse) -> None:
        self.reports.append(("unchanged", source.id, request.listing.kind.value, request.url))

    def failed(self, source: Source, request: ListingRequest, failure: ListingFailure) -> None:
        self.failures.append((failure.severity.value, failure.until))
        facts = (request.listing.kind.value, request.url, failure.error, str(failure.status))
        self.reports.append(("failed", source.id, *facts))

    def distrust(self, source: Source, url: str) -> None:
        self.reports.append(("distrust", source.id, url))

    def skip(self, _source: Source, reason: str, number: int) -> None:
        self.counted[reason] += number

    def reject(self, source: Source, url: str, reason: str) -> None:
        self.reports.append(("refuse", source.id, url, reason))

    def note_backfill(self, progress: BackfillProgress) -> None:
        """Write nothing: backfills are proven on a store."""

    def give_back(self, claim: Claim) -> None:
        self.returned.append(claim.url)

    def returns_requests(self, _source: Source) -> bool:
        return False

    def may_continue(self, _source: Source) -> bool:
        return True

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]:
        return [CLAIM] if source.id == CLAIM.source_id and not backfill else []
