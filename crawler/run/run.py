"""One run: many sources in one process, one reader pool and one store, and an honest exit status."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime

import scrapy.core.downloader.handlers.http11  # noqa: F401  # loaded inside the running reactor it costs thrice as much
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.config import Config, ConfigError
from crawler.data_dir import DataDir
from crawler.exit_status import ExitStatus
from crawler.fetching.private_addresses import is_private_host
from crawler.fetching.ssrf_guard import private_hosts
from crawler.run.coordinator import RunCoordinator, RunLimits
from crawler.run.due_sources import note_look
from crawler.run.host_groups import HostGroup, lanes
from crawler.run.logging_setup import open_logs
from crawler.run.source_stats import SourceStats
from pipelines.stages.reader_pool import ReaderPool
from pipelines.web.urls import host_of
from spiders.spider_loader import spider_class
from storage.database.errors import StoreError
from storage.locks import LockHeld, RunLocks
from storage.source import Source
from storage.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a run is asked to do; *command* is how it is named in `runs` and to whoever finds the lock held.

    A run keeps the hosts that it crawls until its end, so that the same command beside it has nothing to do; with
    *shares* it lets go of each as soon as it is done, for a run that is called again and again for what is due.
    *listings* are the ids whose listings are looked at (null: all); of the others only pages are asked for.
    """

    sources: Sequence[Source]
    command: str
    limits: RunLimits = field(default_factory=RunLimits)
    max_minutes: float | None = None
    listings: frozenset[str] | None = None
    quiet: bool = False
    shares: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How a run ended: a tally a source and the exit status that follows from what happened."""

    run_id: int
    stats: tuple[SourceStats, ...]
    exit_status: ExitStatus
    error: StoreError | None = None


def crawl(
    place: DataDir, config: Config, order: RunRequest, watch: Callable[[RunCoordinator], None] | None = None
) -> RunReport:
    """Crawl the sources of *order* into the store of *place*; *watch* is shown the desk as the run begins.

    Raises `ConfigError` (no contact for a public host), `LockHeld` and `StoreError`; nothing was fetched then.
    """
    check_contact(place, config, order.sources)
    place.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_things:
        locks = open_things.enter_context(RunLocks(place.data, command=order.command))
        _check_free(place, order, locks)
        open_logs(place.logs, quiet=order.quiet)
        store = open_things.enter_context(Store.open(place.store))
        pool = open_things.enter_context(
            ReaderPool(readers=config.readers, seconds=config.read_seconds, megabytes=config.read_megabytes)
        )
        store.sources.register(order.sources)
        run_id = store.runs.start(at=datetime.now(UTC), command=order.command, pid=os.getpid())
        run = _Run(
            process_settings(place, order.sources),
            config=config,
            order=order,
            store=store,
            pool=pool,
            locks=locks,
            run_id=run_id,
        )
        if watch is not None:
            watch(run.desk)
        run.start()
        report = run.report()
        if report.error is None:
            problems = {each.source.id: each.problem for each in report.stats if each.problem}
            store.runs.finish(run_id, at=datetime.now(UTC), exit_status=report.exit_status, problems=problems)
    return report


def _check_free(place: DataDir, order: RunRequest, locks: RunLocks) -> None:
    """Raise `LockHeld` when every host of the order is in the hands of other runs."""
    holders = [locks.holder(each.hosts) for each in lanes(order.sources)]
    if holders and all(holders):
        raise LockHeld(f"{place.data}: {holders[0]} works here; wait for it, or stop it")


def check_contact(place: DataDir, config: Config, sources: Sequence[Source]) -> None:
    """Refuse to crawl a public host without a contact that its outlet can use."""
    public = next((each for each in sources if not _is_private(each)), None)
    if public is not None and config.contact is None:
        raise ConfigError(
            f"{public.id} is a public outlet and no contact is set: outlets must be able to reach you. "
            f'Put contact = "you@example.org" into {place.settings}, or set RASAD_CONTACT'
        )


def process_settings(place: DataDir, sources: Sequence[Source]) -> Settings:
    """Return Scrapy's settings for a run; the operator's own come in by `crawler/politeness/policy_addon.py`."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("RASAD_DATA", str(place.data), priority="cmdline")
    settings.set(
        "LOG_INSTALL_ROOT_HANDLER", value=False, priority="cmdline"
    )  # crawler/run/logging_setup.py has its own
    names = sorted({host for source in sources for host in private_hosts(source)})
    settings.set("RASAD_PRIVATE_NAMES", names, priority="cmdline")
    return settings


class _Run:
    def __init__(
        self,
        settings: Settings,
        *,
        config: Config,
        order: RunRequest,
        store: Store,
        pool: ReaderPool,
        locks: RunLocks,
        run_id: int,
    ) -> None:
        self._order, self._run_id, self._config = order, run_id, config
        self._store, self._locks = store, locks
        self._gate = asyncio.Semaphore(config.parallel_sources)
        self._process = AsyncCrawlerProcess(settings)
        self._error: StoreError | None = None
        self._interrupted = False
        self.desk = RunCoordinator(
            store=store, pool=pool, run_id=run_id, limits=order.limits, failed=self._store_failed
        )
        for source in order.sources:
            self.desk.tally(source).polled = order.listings is None or source.id in order.listings

    def start(self) -> None:
        """Crawl until every lane is done, the time is up, or somebody says stop."""
        from twisted.internet import reactor  # noqa: PLC0415  # importing it earlier would install the wrong one

        loop = asyncio.get_event_loop_policy().get_event_loop()
        loop.create_task(self._lanes()).add_done_callback(lambda _task: reactor.stop())  # type: ignore[misc]  # zope
        if self._order.max_minutes is not None:
            loop.call_later(self._order.max_minutes * 60, self.desk.stop_claims)
        self._process.start(stop_after_crawl=False)

    async def _lanes(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._note_signal(number)
        await asyncio.gather(*(self._safely(each) for each in lanes(self._order.sources)))
        self.desk.flush()
        self.desk.hosts.save()

    async def _safely(self, lane: HostGroup) -> None:
        """Crawl a lane; whatever breaks it costs no other."""
        try:
            await self._lane(lane)
        except Exception:
            logger.exception("%s: its lane broke off", lane.sources[0].id)
            for source in lane.sources:
                self.desk.tally(source).crashed = True

    async def _lane(self, lane: HostGroup) -> None:
        """Crawl sources that share a host one after the other, unless another run has the host."""
        async with self._gate:
            holder = self._locks.take(lane.hosts)
            if holder is not None:
                for source in lane.sources:
                    self.desk.tally(source).left_to = holder
                return
            for source in lane.sources:
                if not self._interrupted and self._error is None:
                    await self._crawl_one(source)
            if self._order.shares:
                self.desk.flush()
                self._locks.release(lane.hosts)

    async def _crawl_one(self, source: Source) -> None:
        crawler: Crawler = self._process.create_crawler(spider_class(source))
        tally = self.desk.tally(source)
        looked_at = datetime.now(UTC)
        try:
            self._store.frontier.release_leases(source.id)
            await self._process.crawl(crawler, desk=self.desk)
        except StoreError as error:
            self._store_failed(error)
        except Exception:
            logger.exception("%s: its spider broke off", source.id)
            tally.crashed = True
        else:
            assert crawler.stats is not None  # noqa: S101  # it has run
            tally.crashed = bool(crawler.stats.get_value("spider_exceptions/count"))
        logger.info("%s", tally.line())
        if not self._interrupted and self._error is None:  # what was cut short stays due
            self._note_look(tally, looked_at)

    def _note_look(self, tally: SourceStats, looked_at: datetime) -> None:
        now, least = datetime.now(UTC), self._config.due_minutes
        try:
            note_look(self.desk.store, tally, looked_at=looked_at, now=now, least_minutes=least)
        except StoreError as error:
            self._store_failed(error)

    def _note_signal(self, number: int) -> None:
        before = signal.getsignal(number)

        def noted(signum: int, frame: object) -> None:
            self._interrupted = True
            self.desk.stop_claims()
            if callable(before):
                before(signum, frame)  # type: ignore[arg-type]  # Scrapy's own handler: a graceful stop

        signal.signal(number, noted)

    def _store_failed(self, error: StoreError) -> None:
        if self._error is None:
            self._error = error
            logger.error("%s", error)
            asyncio.get_running_loop().create_task(self._process.stop())

    def report(self) -> RunReport:
        tallies = tuple(self.desk.tallies.values())
        if self._error is not None:
            status = ExitStatus.STORE
        elif self._interrupted:
            status = ExitStatus.INTERRUPTED
        else:
            status = ExitStatus.FELL_SHORT if any(each.problem for each in tallies) else ExitStatus.EXPECTED
        return RunReport(run_id=self._run_id, stats=tallies, exit_status=status, error=self._error)


def _is_private(source: Source) -> bool:
    return all(is_private_host(host_of(url)) for url in (source.home, *(each.url for each in source.discover)))
