"""What is asked for when a listing is: whose word it is, and how we came to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from spiders.autodiscovery.selection import Way
from spiders.fetching.failures import Gravity
from spiders.listings.date_archives import Days, Window
from spiders.listings.listing import Listing
from storage.discovery.backfills import Walk
from storage.discovery.listings import Known, Validators
from storage.records import Claim, Listed
from storage.source import Discovery, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
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
    walk: Walk | None = None
    days: Days | None = None
    stale: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What an answer was like, beside what it named: *digest* is its body's, *moved_to* where it was found in truth."""

    status: int
    validators: Validators = field(default_factory=Validators)
    digest: str | None = None
    moved_to: str | None = None


class Reading(Protocol):
    """A listing that is being read (`crawler.run.listing_session`)."""

    @property
    def new(self) -> int: ...


class ListingDesk(Protocol):
    """What the spider needs to know of listings, and where it says what they brought."""

    @property
    def window(self) -> Window: ...

    @property
    def backfill_pages(self) -> int: ...

    def known(self, url: str, /) -> Known: ...

    def begin(self, source: Source, errand: Errand, /) -> Reading: ...

    def offer(self, reading: Reading, entries: Sequence[Listed], /) -> int: ...

    def close(self, source: Source, errand: Errand, reading: Reading, last: Listing, came: Came, /) -> None: ...

    def unchanged(self, source: Source, errand: Errand, came: Came, /) -> None: ...

    def failed(
        self,
        source: Source,
        errand: Errand,
        error: str,
        /,
        *,
        status: int = 0,
        gravity: Gravity = Gravity.SOFT,
        until: datetime | None = None,
    ) -> None: ...

    def distrust(self, source: Source, url: str, /) -> None: ...

    def left(self, source: Source, reason: str, number: int, /) -> None: ...

    def refuse(self, source: Source, url: str, reason: str, /) -> None: ...

    def walked(self, walk: Walk, /) -> Walk: ...

    def note_walk(self, walk: Walk, /) -> None: ...


class HealingDesk(Protocol):
    """What the spider needs for a look around, and where it says what that found."""

    def ways(self, source: Source, /) -> Sequence[Discovery]: ...

    def begin(self, source: Source, /) -> Sequence[str] | None: ...

    def robots(self, url: str, /) -> str | None: ...

    def end(self, source: Source, ways: Sequence[Way], /, *, asked: int) -> Sequence[Discovery]: ...


class Desk(Protocol):
    """What the spider needs of the run it belongs to."""

    @property
    def listings(self) -> ListingDesk: ...

    @property
    def healing(self) -> HealingDesk: ...

    def wants_listings(self, source: Source) -> bool: ...

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]: ...

    def may_go_on(self, source: Source) -> bool: ...
