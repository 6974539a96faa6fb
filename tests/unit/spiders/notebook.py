"""A desk of paper, for the tests of the spider."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from spiders.autodiscovery.selection import Way
from spiders.fetching.failures import Gravity
from spiders.interfaces import Came, Errand, Reading
from spiders.listings.date_archives import Window
from spiders.listings.listing import Listing
from storage.discovery.backfills import Walk
from storage.discovery.listings import Known, Validators
from storage.records import Claim, Listed
from storage.source import Discovery, Source

CLAIM = Claim(
    url="https://outlet.example/a", source_id="om_outlet", etag='"1"', last_modified=None, tries=1, listed=None
)


@dataclass(slots=True)
class Begun:
    """A listing that is being read, as a list of addresses."""

    errand: Errand
    urls: list[str] = field(default_factory=list)
    new: int = 0


@dataclass(slots=True)
class Healer:
    """A desk for looks around: what is *gone* (null: none is due), the ways *found* before, and those that this one is *offered*."""

    gone: Sequence[str] | None = None
    found: Sequence[Discovery] = ()
    offered: list[Way] = field(default_factory=list)
    asked: int = 0

    def ways(self, _source: Source) -> Sequence[Discovery]:
        return self.found

    def begin(self, _source: Source) -> Sequence[str] | None:
        return self.gone

    def robots(self, _url: str) -> str | None:
        return None

    def end(self, _source: Source, ways: Sequence[Way], *, asked: int) -> Sequence[Discovery]:
        self.offered, self.asked = list(ways), asked
        return [each.discovery for each in ways]


@dataclass(slots=True)
class Notebook:
    """A desk that writes down what it is told."""

    notes: dict[str, Known] = field(default_factory=dict)
    said: list[tuple[str, ...]] = field(default_factory=list)
    fresh: list[Validators] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    window: Window = field(default_factory=Window)
    backfill_pages: int = 9
    only_pages: frozenset[str] = frozenset()
    grave: list[tuple[str, datetime | None]] = field(default_factory=list)
    healing: Healer = field(default_factory=Healer)

    def wants_listings(self, source: Source) -> bool:
        return source.id not in self.only_pages

    @property
    def listings(self) -> Notebook:
        return self

    def known(self, url: str) -> Known:
        return self.notes.get(url, Known())

    def begin(self, _source: Source, errand: Errand) -> Begun:
        return Begun(errand)

    def offer(self, reading: Reading, entries: Sequence[Listed]) -> int:
        assert isinstance(reading, Begun)
        reading.urls += [each.url for each in entries]
        return len(entries)

    def close(self, source: Source, errand: Errand, reading: Reading, _last: Listing, came: Came) -> None:
        assert isinstance(reading, Begun)
        self.said.append(("offer", source.id, errand.listing.kind.value, errand.url, *reading.urls))
        self.fresh.append(came.validators)

    def unchanged(self, source: Source, errand: Errand, _came: Came) -> None:
        self.said.append(("unchanged", source.id, errand.listing.kind.value, errand.url))

    def failed(
        self,
        source: Source,
        errand: Errand,
        error: str,
        *,
        status: int = 0,
        gravity: Gravity = Gravity.SOFT,
        until: datetime | None = None,
    ) -> None:
        self.grave.append((gravity.value, until))
        self.said.append(("failed", source.id, errand.listing.kind.value, errand.url, error, str(status)))

    def distrust(self, source: Source, url: str) -> None:
        self.said.append(("distrust", source.id, url))

    def left(self, _source: Source, reason: str, number: int) -> None:
        self.counted[reason] += number

    def refuse(self, source: Source, url: str, reason: str) -> None:
        self.said.append(("refuse", source.id, url, reason))

    def walked(self, walk: Walk) -> Walk:
        return walk

    def note_walk(self, walk: Walk) -> None:
        """Say nothing: walks are proven on a store."""

    def may_go_on(self, _source: Source) -> bool:
        return True

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]:
        return [CLAIM] if source.id == CLAIM.source_id and not backfill else []
