"""What a spider exchanges with its run: requests for listings, responses and failures, and the services of the run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol

from spiders.autodiscovery.probe import ProbedDocument
from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.fetching.severity import FailureSeverity
from spiders.listings.date_archives import DateWindow, DayRange
from spiders.listings.listing import ListingContext, ParsedListing
from storage.discovery.backfills import BackfillProgress, BackfillTable
from storage.discovery.listings import ListingTable, Validators
from storage.records import Claim, ListingEntry, Page
from storage.source import Discovery, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRequest:
    """A request for one listing.

    *listing* is the source's own listing that led to *url*, *parents* are the indexes between them. *named_at* is the
    date of change that the index gave for it. A *backfill* reads for the archive. With *progress* it is a page of older
    teasers behind a section page, or a page of an archive (then *days* are the days that it holds); *stale* counts the
    last of these pages that brought nothing new.
    """

    listing: Discovery
    url: str
    parents: tuple[str, ...] = ()
    named_at: datetime | None = None
    backfill: bool = False
    progress: BackfillProgress | None = None
    days: DayRange | None = None
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingResponse:
    """The facts of a response beside its entries; *digest* is the SHA-256 of its body, *moved_to* its final URL."""

    status: int
    validators: Validators = field(default_factory=Validators)
    digest: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFailure:
    """Why a listing could not be read.

    *status* is 0 when nothing was answered. *until* is the end of a pause that its host asked for.
    """

    error: str
    status: int
    severity: FailureSeverity
    until: datetime | None = None


class ListingProgress(Protocol):
    """A listing that is being read (`crawler.run.listings.listing_session`)."""

    @property
    def new(self) -> int: ...


class ListingServices(Protocol):
    """What the spider needs to know about listings, and what it reports about them."""

    @property
    def window(self) -> DateWindow: ...

    @property
    def backfill_pages(self) -> int: ...

    @property
    def table(self) -> ListingTable: ...

    @property
    def backfills(self) -> BackfillTable: ...

    def begin(self, source: Source, request: ListingRequest, /) -> ListingProgress: ...

    def offer(self, session: ListingProgress, entries: Sequence[ListingEntry], /) -> int: ...

    def close(
        self,
        source: Source,
        request: ListingRequest,
        session: ListingProgress,
        last: ParsedListing,
        response: ListingResponse,
        /,
    ) -> None: ...

    def unchanged(self, source: Source, request: ListingRequest, response: ListingResponse, /) -> None: ...

    def failed(self, source: Source, request: ListingRequest, failure: ListingFailure, /) -> None: ...

    def distrust(self, source: Source, url: str, /) -> None: ...

    def skip(self, source: Source, reason: str, number: int, /) -> None: ...

    def reject(self, source: Source, url: str, reason: str, /) -> None: ...

    def note_backfill(self, progress: BackfillProgress, /) -> None: ...


class HealingServices(Protocol):
    """What the spider needs for a search for listings, and where it reports what it found."""

    def replacements(self, source: Source, /) -> Sequence[Discovery]: ...

    def begin(self, source: Source, /) -> Sequence[str] | None: ...

    def robots(self, url: str, /) -> str | None: ...

    def end(
        self, source: Source, candidates: Sequence[DiscoveryCandidate], /, *, requests: int
    ) -> Sequence[Discovery]: ...


class ReadingServices(Protocol):
    """Reads documents in another process, with a limit of time and memory: their bytes are a stranger's."""

    def parts(
        self, body: bytes, content_type: str | None, listing: Discovery, context: ListingContext, /
    ) -> AsyncIterator[ParsedListing]: ...

    async def identify(self, answer: Page, /, *, home: str, zone: tzinfo) -> ProbedDocument: ...


class RunServices(Protocol):
    """What the spider needs of the run it belongs to."""

    @property
    def reading(self) -> ReadingServices: ...

    @property
    def listings(self) -> ListingServices: ...

    @property
    def healing(self) -> HealingServices: ...

    def polls_listings(self, source: Source) -> bool: ...

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]: ...

    def fail(self, claim: Claim, reason: str, /) -> None: ...

    def give_back(self, claim: Claim) -> None: ...

    def may_continue(self, source: Source) -> bool: ...

    def returns_requests(self, source: Source) -> bool: ...
