"""The desk of one run: where listings are offered, URLs claimed, pages read and fates kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from crawler.addresses import is_private_host
from crawler.tally import Tally
from pipelines.items import Known
from pipelines.pool import ReaderPool
from pipelines.stages import asked_pause
from pipelines.urls import host_of
from spiders.failures import Gravity
from spiders.listing import Listing
from storage.errors import StoreError
from storage.frontier import Listing as Answer
from storage.frontier import Validators
from storage.records import (
    Claim,
    Discovery,
    DiscoveryKind,
    Fetched,
    Page,
    Quarantined,
    Read,
    Rejected,
    Source,
)
from storage.store import Store

logger = logging.getLogger(__name__)

_BATCH = 64
_PAUSE = 0.2  # seconds that a finished page waits for others to be committed with
_LEASE = timedelta(hours=6)
_CHUNK_PUBLIC, _CHUNK_PRIVATE = 20, 200  # a public host gives about a page a second: limits are felt soon
_RANK = {
    DiscoveryKind.FEED: 0,
    DiscoveryKind.NEWS_SITEMAP: 1,
    DiscoveryKind.SITEMAP: 2,
    DiscoveryKind.SECTION: 3,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What bounds a run: dates of the listings, and how many article pages are asked for in all."""

    since: datetime | None = None
    until: datetime | None = None
    max_articles: int | None = None


@dataclass(slots=True)
class _Waiting:
    fetched: Fetched
    kept: asyncio.Future[None]


@dataclass(slots=True, kw_only=True)
class Desk:
    """Implements what spiders and stages ask for; every method runs in the reactor's thread.

    *failed* is called once with the error when the store cannot be written any more.
    """

    store: Store
    pool: ReaderPool
    run_id: int
    limits: Limits
    failed: Callable[[StoreError], None]
    tallies: dict[str, Tally] = field(default_factory=dict)
    _batch: list[_Waiting] = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None
    _given: int = 0
    _closed: bool = False
    _away: set[str] = field(default_factory=set)

    def tally(self, source: Source) -> Tally:
        return self.tallies.setdefault(source.id, Tally(source=source))

    # --- listings

    def wants_listings(self, source: Source) -> bool:
        """Whether this run looks at the source's listings, or is here for its pages alone."""
        return self.tally(source).looked

    def validators(self, listing_url: str) -> Validators:
        return self.store.validators(listing_url)

    def offer(self, source: Source, listing: Discovery, url: str, found: Listing, fresh: Validators) -> None:
        """Note a listing that answered; its entries and its validators are committed together."""
        answer = _answer(source, listing, url, status=200, complete=found.complete, fresh=fresh)
        try:
            offer = self.store.offer(answer, found.entries, at=datetime.now(UTC))
            self.store.count(self.run_id, source.id, found=offer.found)
        except StoreError as error:
            self._give_up((), error)
            return
        tally = self.tally(source)
        tally.listings += 1
        tally.listed += offer.found
        if found.damaged:
            tally.troubles.append(f"{url}: {found.damaged}")

    def listing_unchanged(self, source: Source, listing: Discovery, url: str) -> None:
        self.store.note_listing(_answer(source, listing, url, status=304), at=datetime.now(UTC))
        self.tally(source).listings += 1

    def listing_failed(
        self,
        source: Source,
        listing: Discovery,
        url: str,
        error: str,
        *,
        status: int = 0,
        gravity: Gravity = Gravity.SOFT,
        retry_after: str | None = None,
    ) -> None:
        now = datetime.now(UTC)
        self.store.note_listing(_answer(source, listing, url, status=status), at=now, error=error)
        tally = self.tally(source)
        tally.listing_failed(gravity, error)
        if retry_after:
            tally.wait_until(now + asked_pause(retry_after, now=now))
        tally.troubles.append(f"{url}: {error}")
        logger.warning("%s: %s: %s", source.id, url, error)

    # --- pages

    def claim(self, source: Source) -> Sequence[Claim]:
        """Return the next URLs to fetch; none when there are no more, or the run is at its limits."""
        if self._closed or source.id in self._away:
            return ()
        chunk = _CHUNK_PRIVATE if is_private_host(host_of(source.home)) else _CHUNK_PUBLIC
        if self.limits.max_articles is not None:
            chunk = min(chunk, self.limits.max_articles - self._given)
        if chunk <= 0:
            return ()
        try:
            claims = self.store.claim(
                source.id,
                limit=chunk,
                at=datetime.now(UTC),
                lease=_LEASE,
                since=self.limits.since,
                until=self.limits.until,
            )
        except StoreError as error:  # Scrapy would log it and end the spider as if all were well
            self._give_up((), error)
            return ()
        self._given += len(claims)
        self.tally(source).asked += len(claims)
        return claims

    def stop_claims(self) -> None:
        """Give out no more URLs; what is under way comes to its end."""
        self._closed = True

    def stay_away(self, source: Source, reason: str, *, until: datetime) -> None:
        """Leave the rest of *source* for a later run: its server asked for a pause."""
        self.tally(source).wait_until(until)
        if source.id not in self._away:
            self._away.add(source.id)
            self.tally(source).troubles.append(f"asked to stay away: {reason}")

    async def read(self, page: Page, source: Source, known: Known) -> Read | Rejected | Quarantined:
        outcome = await self.pool.read(page, source, known)
        self.tally(source).read += 1
        return outcome

    async def keep(self, fetched: Fetched) -> None:
        """Return when *fetched* is committed; raises `StoreError` when it cannot be."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(fetched, loop.create_future())
        self._batch.append(waiting)
        if len(self._batch) >= _BATCH:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(_PAUSE, self.flush)
        await waiting.kept

    def flush(self) -> None:
        """Commit what waits, in one transaction."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._batch = self._batch, []
        if not batch:
            return
        try:
            kept = self.store.keep([each.fetched for each in batch], run_id=self.run_id)
        except StoreError as error:
            self._give_up(batch, error)
            return
        for each, result in zip(batch, kept, strict=True):
            self.tallies[each.fetched.source_id].note(result.effect, each.fetched)
            if not each.kept.done():
                each.kept.set_result(None)

    def _give_up(self, batch: Sequence[_Waiting], error: StoreError) -> None:
        self.stop_claims()
        self.failed(error)
        for each in batch:
            if not each.kept.done():
                each.kept.set_exception(error)
                each.kept.exception()  # looked at here: the stage may have gone with its spider


def _answer(
    source: Source,
    listing: Discovery,
    url: str,
    *,
    status: int,
    complete: bool = False,
    fresh: Validators | None = None,
) -> Answer:
    return Answer(
        url=url,
        source_id=source.id,
        kind=listing.kind,
        rank=_RANK[listing.kind],
        complete=complete,
        status=status,
        validators=fresh or Validators(),
    )
