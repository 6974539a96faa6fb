"""The services of one run: URLs are claimed here, pages read, and outcomes kept."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from crawler.fetching.private_addresses import is_private_host
from crawler.politeness.host_state import HostStates
from crawler.run.healing_recorder import HealingRecorder
from crawler.run.listing_reader import ListingReader
from crawler.run.listing_recorder import ListingRecorder
from crawler.run.source_stats import SourceStats
from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from pipelines.web.urls import host_of, same_site
from spiders.listings.date_archives import DateWindow
from storage.articles.ingest import IngestResult
from storage.database.errors import StoreError
from storage.frontier.inbox import InboxPage
from storage.records import Claim, Failed, Fetched, Page, Quarantined, ReadArticle, Rejected, SamePage
from storage.source import Source
from storage.store import Store

logger = logging.getLogger(__name__)

_BATCH = 16  # a larger one delays the responses that arrive meanwhile
_PAUSE = 0.2  # seconds that a finished page waits, to be committed together with others
_LEASE, _DAY = timedelta(hours=6), timedelta(days=1)
_CHUNK_PUBLIC, _CHUNK_PRIVATE = 20, 40  # a public host gives about one page a second, so that limits take effect soon


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLimits:
    """The limits of a run: dates in the listings, and how many article pages are requested in all.

    *backfill_pages* is how many listings of each source a run with dates reads for its backfill.
    """

    since: datetime | None = None
    until: datetime | None = None
    max_articles: int | None = None
    backfill_pages: int = 200


@dataclass(slots=True)
class _Waiting:
    fetched: Fetched
    kept: asyncio.Future[None]


@dataclass(kw_only=True)
class RunCoordinator:
    """Implements `RunServices` and the services of the stages; every method runs in the reactor's thread.

    *failed* is called once with the error when the store cannot be written any more.
    """

    store: Store
    pool: ReaderPool
    run_id: int
    limits: RunLimits
    failed: Callable[[StoreError], None]
    stats: dict[str, SourceStats] = field(default_factory=dict)
    _batch: list[_Waiting] = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None
    _given: int = 0
    _closed: bool = False
    _away: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _held: defaultdict[str, list[_Waiting]] = field(default_factory=lambda: defaultdict(list))
    _unread: dict[str, dict[str, InboxPage]] = field(default_factory=dict)
    hosts: HostStates = field(init=False)

    def __post_init__(self) -> None:
        self.hosts = HostStates(self.store, failed=lambda error: self._give_up((), error))

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
        self._open |= {each.url for each in claims}
        self._given += len(claims)
        self.stats_of(source).claimed += len(claims)
        return claims

    def fail(self, claim: Claim, reason: str) -> None:
        """Keep a failure as the outcome of a claim for which no request could be made."""
        now = datetime.now(UTC)
        outcome = Failed(reason=reason, retry_at=now + _DAY)
        failed = Fetched(url=claim.url, source_id=claim.source_id, fetched_at=now, outcome=outcome)
        self._put(_Waiting(failed, asyncio.get_running_loop().create_future()))

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
        waiting = _Waiting(fetched, asyncio.get_running_loop().create_future())
        same = fetched.outcome.of if isinstance(fetched.outcome, SamePage) else None
        if same in self._open and same != fetched.url:
            self._held[same].append(waiting)  # the outcome of that page decides
        else:
            self._put(waiting)
        await waiting.kept

    def _put(self, waiting: _Waiting) -> None:
        self._batch.append(waiting)
        if len(self._batch) >= _BATCH:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self.flush)

    def flush(self) -> None:
        """Commit the waiting outcomes in one transaction."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._batch = self._batch, []
        if not batch:
            return
        try:
            kept = self.store.articles.keep([each.fetched for each in batch], run_id=self.run_id)
        except StoreError as error:
            self._give_up(batch, error)
            return
        except Exception:
            logger.exception("a batch could not be kept: its pages are kept one by one")
            self._one_by_one(batch)
            return
        self._note(batch, kept)

    def _one_by_one(self, batch: Sequence[_Waiting]) -> None:
        """Keep each page in a transaction of its own, so that a page that cannot be kept costs no other."""
        for each in batch:
            try:
                self._note([each], self.store.articles.keep([each.fetched], run_id=self.run_id))
            except StoreError as error:
                self._give_up(batch, error)
                return
            except Exception as error:
                logger.exception("%s: could not be kept", each.fetched.url)
                reason = f"error: {type(error).__name__}: {error}"[:200]
                broken = replace(each.fetched, outcome=Failed(reason=reason, retry_at=datetime.now(UTC) + _DAY))
                self._note([each], self.store.articles.keep([broken], run_id=self.run_id))

    def _note(self, batch: Sequence[_Waiting], kept: Sequence[IngestResult]) -> None:
        for each, result in zip(batch, kept, strict=True):
            self.stats[each.fetched.source_id].note(result.effect, result.reason)
            if not each.kept.done():
                each.kept.set_result(None)
            self._open.discard(each.fetched.url)
            for held in self._held.pop(each.fetched.url, ()):
                self._put(held)

    def _give_up(self, batch: Sequence[_Waiting], error: StoreError) -> None:
        self.stop_claims()
        self.failed(error)
        held = [each for waiting in self._held.values() for each in waiting]
        self._held.clear()
        for each in (*batch, *held):
            if not each.kept.done():
                each.kept.set_exception(error)
                each.kept.exception()  # marked as retrieved: the stage may have ended with its spider
