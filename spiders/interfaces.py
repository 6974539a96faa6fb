"""What is asked for when a listing is: whose word it is, and how we came to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.fetching.failures import FailureSeverity
from spiders.listings.date_archives import DateWindow, DayRange
from spiders.listings.listing import ParsedListing
from storage.discovery.backfills import BackfillProgress
from storage.discovery.listings import ListingState, Validators
from storage.records import Claim, ListingEntry
from storage.source import Discovery, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRequest:
    """One listing to ask for.

    *listing* is the source's own way of discovery that led to *url*, *trail* the indexes between them. *named_at*
    is the change that the index told of. A *backfill* reads for the archive; with a *walk* it is one of the pages
    of older teasers behind a section page, or of an archive (then *days* are what that holds); *stale* counts its
    last pages that brought nothing new.
    """

    listing: Discovery
    url: str
    trail: tuple[str, ...] = ()
    named_at: datetime | None = None
    backfill: bool = False
    walk: BackfillProgress | None = None
    days: DayRange | None = None
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingResponse:
    """What an answer was like, beside what it named: *digest* is its body's, *moved_to* where it was found in truth."""

    status: int
    validators: Validators = field(default_factory=Validators)
    digest: str | None = None
    moved_to: str | None = None


class ListingProgress(Protocol):
    """A listing that is being read (`crawler.run.listing_session`)."""

    @property
    def new(self) -> int: ...


class ListingServices(Protocol):
    """What the spider needs to know of listings, and where it says what they brought."""

    @property
    def window(self) -> DateWindow: ...

    @property
    def backfill_pages(self) -> int: ...

    def known(self, url: str, /) -> ListingState: ...

    def begin(self, source: Source, errand: ListingRequest, /) -> ListingProgress: ...

    def offer(self, reading: ListingProgress, entries: Sequence[ListingEntry], /) -> int: ...

    def close(
        self,
        source: Source,
        errand: ListingRequest,
        reading: ListingProgress,
        last: ParsedListing,
        came: ListingResponse,
        /,
    ) -> None: ...

    def unchanged(self, source: Source, errand: ListingRequest, came: ListingResponse, /) -> None: ...

    def failed(
        self,
        source: Source,
        errand: ListingRequest,
        error: str,
        /,
        *,
        status: int = 0,
        gravity: FailureSeverity = FailureSeverity.SOFT,
        until: datetime | None = None,
    ) -> None: ...

    def distrust(self, source: Source, url: str, /) -> None: ...

    def left(self, source: Source, reason: str, number: int, /) -> None: ...

    def refuse(self, source: Source, url: str, reason: str, /) -> None: ...

    def walked(self, walk: BackfillProgress, /) -> BackfillProgress: ...

    def note_walk(self, walk: BackfillProgress, /) -> None: ...


class HealingServices(Protocol):
    """What the spider needs for a look around, and where it says what that found."""

    def ways(self, source: Source, /) -> Sequence[Discovery]: ...

    def begin(self, source: Source, /) -> Sequence[str] | None: ...

    def robots(self, url: str, /) -> str | None: ...

    def end(self, source: Source, ways: Sequence[DiscoveryCandidate], /, *, asked: int) -> Sequence[Discovery]: ...


class RunServices(Protocol):
    """What the spider needs of the run it belongs to."""

    @property
    def listings(self) -> ListingServices: ...

    @property
    def healing(self) -> HealingServices: ...

    def wants_listings(self, source: Source) -> bool: ...

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]: ...

    def may_go_on(self, source: Source) -> bool: ...
