"""The services of one run: URLs are claimed here, pages read, and outcomes kept."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from crawler.archive.run_archive import RunArchive
from crawler.fetching.stopping.returns import RequestReturns
from crawler.politeness.host_state import HostStates
from crawler.run.listings.healing_recorder import HealingRecorder
from crawler.run.listings.listing_reader import ListingReader
from crawler.run.listings.listing_recorder import ListingRecorder
from crawler.run.outcomes.outcome_batch import OutcomeBatch, WaitingOutcome
from crawler.run.outcomes.source_stats import SourceStats
from crawler.run.run_request import RunLimits
from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from pipelines.web.addresses import is_private_host
from pipelines.web.urls import host_of, same_site
from spiders.listings.date_archives import DateWindow
from storage.articles.ingest import IngestResult
from storage.database.errors import StoreError
from storage.frontier.inbox import InboxPage
from storage.records import Claim, Failed, Fetched, Page, Quarantined, ReadArticle, Rejected, SamePage
from storage.source import Source
from storage.store import Store

logger = logging.getLogger(__name__)

_LEASE = timedelta(hours=6)
_CHUNK_PUBLIC, _CHUNK_PRIVATE = 20, 40  # a public host gives about one page a second, so that limits take effect soon


@dataclass(kw_only=True)
class RunCoordinator:
    """Implements `RunServices` and the services of the stages; every method runs in the reactor's thread.

    *failed* is called once with the error when the store cannot be written any more. *archive* takes what is fetched as
    it was received (`None`: nothing is archived).
    """

    store: Store
    pool: ReaderPool
    run_id: int
    limits: RunLimits
    failed: Callable[[StoreError], None]
    archive: RunArchive | None = None
    stats: dict[str, SourceStats] = field(default_factory=dict)
    _given: int = 0
    _closed: bool = False
    _away: set[str] = field(default_factory=set)
    _open: dict[str, Claim] = field(default_factory=dict)
    _held: defaultdict[str, list[WaitingOutcome]] = field(default_factory=lambda: defaultdict(list))
    _unread: dict[str, dict[str, InboxPage]] = field(default_factory=dict)
    hosts: HostStates = field(init=False)
    _batch: OutcomeBatch = field(init=False)

    def __post_init__(self) -> None:
        self.hosts = HostStates(self.store, failed=lambda error: self._give_up((), error))
        self._batch = OutcomeBatch(store=self.store, run_id=self.run_id, noted=self._note, gave_up=self._give_up)

    def stats_of(self, source: Source) -> SourceStats:
        """Return the figures of a source in this run."""
        return self.stats.setdefault(source.id, SourceStats(source=source))

    def polls_listings(self, source: Source) -> bool:
        """Whether this run polls the source's listings, or fetches its pages alone."""
        return self.stats_of(source).polled

    @cached_property
    def listings(self) -> ListingRecorder:
        return ListingRecorder(
            store=self.store,
            run_id=self.run_id,
            window=DateWindow(since=self.limits.since, until=self.limits.until),
            backfill_pages=self.limits.backfill_pages,
            stats_of=self.stats_of,
            gave_up=lambda error: self._give_up((), error),
        )

    @property
    def reading(self) -> ListingReader:
        return ListingReader(self.pool)

    @cached_property
    def returns(self) -> RequestReturns:
        """What is given back when the run is stopped, or an outlet is broken off."""
        return RequestReturns(store=self.store, gave_up=lambda error: self._give_up((), error))

    @cached_property
    def healing(self) -> HealingRecorder:
        return HealingRecorder(
            store=self.store,
            hosts=self.hosts,
            stats_of=self.stats_of,
            may_continue=self.may_continue,
            gave_up=lambda error: self._give_up((), error),
        )

    # --- pages

    def may_continue(self, source: Source) -> bool:
        """Whether anything more of *source* may be requested in this run."""
        most = self.limits.max_articles
        return not self._closed and source.id not in self._away and (most is None or self._given < most)

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]:
        """Return the next URLs to fetch; nothing when there are no more, or the run is at its limits.

        URLs that a backfill found come last, and only with *backfill*; how many of them wait is counted.
        """
        if self._closed or source.id in self._away or self._is_paused(source):
            return ()
        chunk = _CHUNK_PRIVATE if is_private_host(host_of(source.home)) else _CHUNK_PUBLIC
        if self.limits.max_articles is not None:
            chunk = min(chunk, self.limits.max_articles - self._given)
        if chunk <= 0:
            return ()
        try:
            claims = self.store.frontier.claim(
                source.id,
                limit=chunk,
                at=datetime.now(UTC),
                lease=_LEASE,
                since=self.limits.since,
                until=self.limits.until,
                backfill=backfill,
            )
            waiting = 0 if claims else self.store.frontier.count_backfill(source.id)
        except StoreError as error:  # Scrapy would log it and end the spider without a problem
            self._give_up((), error)
            return ()
        if claims:
            self.pool.warm()
        if not claims:
            self.stats_of(source).skipped["backfill-articles"] = waiting
            self.listings.write_skipped(source)
        self._open |= {each.url: each for each in claims}
        self._given += len(claims)
        self.stats_of(source).claimed += len(claims)
        return claims

    def fail(self, claim: Claim, reason: str) -> None:
        """Keep a failure as the outcome of a claim for which no request could be made."""
        now = datetime.now(UTC)
        outcome = Failed(reason=reason, retry_at=now + timedelta(days=1))
        failed = Fetched(url=claim.url, source_id=claim.source_id, fetched_at=now, outcome=outcome)
        self._batch.put(WaitingOutcome(failed, asyncio.get_running_loop().create_future()))

    def save_page(self, arrived: InboxPage) -> None:
        """Save a page that was just received to the inbox; it is removed when its outcome is kept."""
        try:
            self.store.inbox.put(arrived)
        except StoreError as error:
            self._give_up((), error)

    def saved_page(self, source: Source, url: str) -> InboxPage | None:
        """Return the page of *url* from the inbox if a killed run had fetched it."""
        if source.id not in self._unread:
            self._unread[source.id] = self.store.inbox.unread(source.id)
        return self._unread[source.id].pop(url, None)

    def returns_requests(self, source: Source) -> bool:
        """Whether the requests of *source* are given back: the run is stopped, or the source is broken off."""
        return self.returns.covers(source.id)

    def give_back(self, claim: Claim) -> None:
        """Take back a URL that was not requested, and those that wait for its page."""
        waiting = self._held.pop(claim.url, ())
        for url in (claim.url, *(each.fetched.url for each in waiting)):
            returned = self._open.pop(url, None)
            if returned is not None:
                self._given -= 1
                self.stats[returned.source_id].claimed -= 1
                self.returns.note(url)
        for each in waiting:
            each.release()

    def stop(self) -> None:
        """Stop the run: no more claims, and what waits is given back."""
        self.stop_claims()
        self.returns.stop()

    def cut_short(self) -> None:
        """End what is under way: requests are given back, pages that were not read stay in the inbox."""
        self.returns.cut_short()
        self.pool.stop()

    def finish(self) -> None:
        """Commit what waits, give back what has no outcome, and write what was learned of hosts."""
        self.flush()
        for claim in list(self._open.values()):
            self.give_back(claim)
        self.returns.write()
        self.hosts.save()

    def break_off(self, source: Source, reason: str) -> None:
        """Leave the rest of *source* for a later run: its server fails."""
        if source.id in self._away:
            return
        logger.warning("%s: %s", source.id, reason)
        self._away.add(source.id)
        self.stats_of(source).broken_off = reason
        self.returns.break_off(source.id)

    def stop_claims(self) -> None:
        """Give out no more URLs; what was requested already is finished."""
        self._closed = True

    def stay_away(self, source: Source, reason: str, *, until: datetime) -> None:
        """Leave the rest of *source* for a later run: its server asked for a pause."""
        self.stats_of(source).wait_until(until)
        if source.id not in self._away:
            self._away.add(source.id)
            self.stats_of(source).problems.append(f"its server asked for a pause: {reason}")

    def _is_paused(self, source: Source) -> bool:
        """Whether the outlet's own site asked for a pause: then nothing is claimed, as every request would fail."""
        urls = (source.home, *(each.url for each in source.discover if same_site(source.home, each.url)))
        reason = next((why for url in urls if (why := self.hosts.unavailable_reason(url, now=datetime.now(UTC)))), None)
        if reason is not None:
            self._away.add(source.id)
            self.stats_of(source).problems.append(reason)
        return reason is not None

    async def read(self, page: Page, source: Source, known: PageContext) -> ReadArticle | Rejected | Quarantined:
        outcome = await self.pool.read(page, source, known)
        self.stats_of(source).read += 1
        return outcome

    async def keep(self, fetched: Fetched) -> None:
        """Return when *fetched* is committed; raises `StoreError` when it cannot be."""
        waiting = WaitingOutcome(fetched, asyncio.get_running_loop().create_future())
        same = fetched.outcome.of if isinstance(fetched.outcome, SamePage) else None
        if same in self._open and same != fetched.url:
            self._held[same].append(waiting)  # the outcome of that page decides
        else:
            self._batch.put(waiting)
        await waiting.kept

    def flush(self) -> None:
        """Commit the waiting outcomes in one transaction."""
        self._batch.flush()

    def _note(self, waiting: WaitingOutcome, result: IngestResult) -> None:
        url = waiting.fetched.url
        claim = self._open.pop(url, None)
        is_new = claim is None or claim.is_new
        self.stats[waiting.fetched.source_id].note(result.effect, result.reason, is_new=is_new)
        waiting.release()
        for held in self._held.pop(url, ()):
            self._batch.put(held)

    def _give_up(self, batch: Sequence[WaitingOutcome], error: StoreError) -> None:
        self.stop_claims()
        self.failed(error)
        held = [each for waiting in self._held.values() for each in waiting]
        self._held.clear()
        for each in (*batch, *held):
            each.release(error)
