"""One run: many sources in one process, one reader pool and one store, and an honest exit status."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime

import scrapy.core.downloader.handlers.http11  # noqa: F401  # loaded inside the running reactor it takes three times as long
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.archive.run_archive import RunArchive, run_archive
from crawler.config.crawl_settings import process_settings
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config, ConfigError
from crawler.fetching.stopping.outage import watch_resolver
from crawler.fetching.stopping.signals import stop_at_signals
from crawler.run.coordinator import RunCoordinator
from crawler.run.due_sources import ended_poll, note_poll
from crawler.run.host_groups import HostGroup, host_groups
from crawler.run.listings.listing_reader import PRELOAD
from crawler.run.logging_setup import LoggedRun, open_logs
from crawler.run.outcomes.outlet_problems import judge_outlet, noted_problem
from crawler.run.outcomes.source_stats import SourceStats
from crawler.run.run_request import RunReport, RunRequest
from pipelines.stages.reader_pool import ReaderPool
from pipelines.web.addresses import is_private_host
from pipelines.web.urls import host_of
from spiders.spider_loader import spider_class
from storage.database.errors import StoreError
from storage.database.folder_errors import folder_errors
from storage.database.locks import LockHeld, RunLocks
from storage.database.sqlite.wal import fold_wal, network_filesystem
from storage.exit_status import ExitStatus
from storage.source import Source
from storage.store import Store

logger = logging.getLogger(__name__)


def crawl(
    place: DataDir, config: Config, order: RunRequest, watch: Callable[[RunCoordinator], None] | None = None
) -> RunReport:
    """Crawl the sources of *order* into the store of *place*; *watch* gets the coordinator as the run begins.

    Raises `ConfigError` (no contact for a public host), `LockHeld` and `StoreError`; nothing was fetched then.
    """
    check_contact(place, config, order.sources)
    with folder_errors(place.data):
        place.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        locks = stack.enter_context(RunLocks(place.data, command=order.command))
        _check_free(place, order, locks)
        logged = LoggedRun(source_ids=frozenset(each.id for each in order.sources)) if config.log_json else None
        open_logs(place.logs, stderr_level=order.stderr_level, json_of=logged)
        run = _opened_run(stack, place, config, order, locks)
        if logged is not None:
            logged.run_id = run.run_id
        if watch is not None:
            watch(run.coordinator)
        gc.collect()
        gc.freeze()  # what is imported stays: looking through it again and again would stop the reactor
        run.start()
        report = run.report()
        if report.error is None:
            _finish(run.coordinator.store, report)
    return report


def _opened_run(stack: ExitStack, place: DataDir, config: Config, order: RunRequest, locks: RunLocks) -> _Run:
    """Open store, readers and archive until *stack* ends, and note in the store that a run starts."""
    store = stack.enter_context(Store.open(place.store))
    pool = stack.enter_context(
        ReaderPool(
            readers=config.readers,
            seconds=config.read_seconds,
            megabytes=config.read_megabytes,
            preload=PRELOAD,
        )
    )
    archive = stack.enter_context(run_archive(place, config, order.sources, asked=order.archives))
    _warn_of_network(place)
    store.sources.register(order.sources)
    run_id = store.runs.start(at=datetime.now(UTC), command=order.command, pid=os.getpid())
    return _Run(
        process_settings(place),
        config=config,
        order=order,
        store=store,
        pool=pool,
        locks=locks,
        archive=archive,
        run_id=run_id,
    )


def _finish(store: Store, report: RunReport) -> None:
    """Note in the store how the run ended."""
    noted = {each.source.id: noted_problem(store, each, run_id=report.run_id) for each in report.stats}
    problems = {source_id: problem for source_id, problem in noted.items() if problem}
    crawled = [each.source.id for each in report.stats if each.held_by is None and not each.was_cut]
    store.runs.finish(
        report.run_id, at=datetime.now(UTC), exit_status=report.exit_status, problems=problems, sources=crawled
    )
    if (warning := fold_wal(store.file)) is not None:
        logger.warning("%s", warning)


def _warn_of_network(place: DataDir) -> None:
    kind = network_filesystem(place.data)
    if kind is not None:
        words = "%s: on a network file system (%s), where a store can be damaged: use a local disk"
        logger.warning(words, place.data, kind)


def _check_free(place: DataDir, order: RunRequest, locks: RunLocks) -> None:
    """Raise `LockHeld` when other runs hold every host of the order."""
    holders = [locks.holder(each.hosts) for each in host_groups(order.sources)]
    if holders and all(holders):
        raise LockHeld(f"{place.data}: {holders[0]} holds every host of these sources; wait for it, or stop it")


def check_contact(place: DataDir, config: Config, sources: Sequence[Source]) -> None:
    """Raise `ConfigError` for a public host without a contact that its outlet can use."""
    public = next((each for each in sources if not _is_private(each)), None)
    if public is not None and config.contact is None:
        raise ConfigError(
            f"{public.id} is a public outlet and no contact is set: outlets must be able to reach you. "
            f'Put contact = "you@example.org" into {place.settings}, or set RASAD_CONTACT'
        )


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
        archive: RunArchive | None,
        run_id: int,
    ) -> None:
        self._order, self.run_id, self._config = order, run_id, config
        self._store, self._locks = store, locks
        self._gate = asyncio.Semaphore(config.parallel_sources)
        self._process = AsyncCrawlerProcess(settings)
        self._error: StoreError | None = None
        self._interrupted = False
        self._outage: str | None = None
        self.coordinator = RunCoordinator(
            store=store,
            pool=pool,
            run_id=run_id,
            limits=order.limits,
            failed=self._store_failed,
            archive=archive,
        )
        for source in order.sources:
            self.coordinator.stats_of(source).polled = order.listings is None or source.id in order.listings

    def start(self) -> None:
        """Crawl until every host group is done, the time is up, or the run is stopped."""
        from twisted.internet import reactor  # noqa: PLC0415  # importing it earlier would install the wrong one

        loop = asyncio.get_event_loop_policy().get_event_loop()
        loop.create_task(self._crawl_all()).add_done_callback(lambda _task: reactor.stop())  # type: ignore[misc]  # zope
        if self._order.max_minutes is not None:
            loop.call_later(self._order.max_minutes * 60, self.coordinator.stop_claims)
        self._process.start(stop_after_crawl=False)

    async def _crawl_all(self) -> None:
        stop_at_signals(self.coordinator, noted=self._interrupt)
        watch_resolver(self.coordinator, self._store, noted=self._note_outage)
        await asyncio.gather(*(self._safely(each) for each in host_groups(self._order.sources)))
        self.coordinator.finish()
        self._judge_outlets()

    def _judge_outlets(self) -> None:
        if self._is_ending:
            return
        try:
            for stats in self.coordinator.stats.values():
                judge_outlet(self._store, stats, now=datetime.now(UTC))
        except StoreError as error:
            self._store_failed(error)

    async def _safely(self, group: HostGroup) -> None:
        """Crawl a host group; an error in it costs no other group."""
        try:
            await self._crawl_group(group)
        except Exception:
            logger.exception("%s: the crawl of its host group crashed", group.sources[0].id)
            for source in group.sources:
                self.coordinator.stats_of(source).crashed = True

    async def _crawl_group(self, group: HostGroup) -> None:
        """Crawl sources that share a host one after the other, unless another run has the host."""
        async with self._gate:
            holder = self._locks.take(group.hosts)
            if holder is not None:
                for source in group.sources:
                    stats = self.coordinator.stats_of(source)
                    stats.held_by, stats.is_done = holder, True
                return
            for source in group.sources:
                if not self._is_ending:
                    await self._crawl_one(source)
                else:
                    self.coordinator.stats_of(source).was_cut = True
            if self._order.shares:
                self.coordinator.flush()
                self.coordinator.hosts.save()  # the next run of these hosts keeps their pace from the first request on
                self._locks.release(group.hosts)

    async def _crawl_one(self, source: Source) -> None:
        crawler: Crawler = self._process.create_crawler(spider_class(source))
        stats = self.coordinator.stats_of(source)
        polled_at = datetime.now(UTC)
        try:
            self._store.frontier.release_leases(source.id)
            await self._process.crawl(crawler, services=self.coordinator)
        except StoreError as error:
            self._store_failed(error)
        except Exception:
            logger.exception("%s: its spider crashed", source.id)
            stats.crashed = True
        else:
            assert crawler.stats is not None  # noqa: S101  # it has run
            stats.crashed = bool(crawler.stats.get_value("spider_exceptions/count"))
        stats.is_done = True
        stats.was_cut = self._is_ending  # what was cut stays due
        logger.info("%s", stats.line())
        if not self._is_ending:
            await self._note_poll(stats, polled_at)

    async def _note_poll(self, stats: SourceStats, polled_at: datetime) -> None:
        store, now, least = self.coordinator.store, datetime.now(UTC), self._config.due_minutes
        try:
            next_poll = ended_poll(store, stats, polled_at=polled_at, now=now, least_minutes=least)
            if next_poll is not None:
                note_poll(store, stats, await asyncio.to_thread(next_poll))
        except StoreError as error:
            self._store_failed(error)

    def _interrupt(self) -> None:
        self._interrupted = True

    def _note_outage(self, problem: str) -> None:
        self._outage = problem
        logger.error("%s", problem)

    @property
    def _is_ending(self) -> bool:
        """Whether the run ends before its sources are done."""
        return self._interrupted or self._error is not None or self._outage is not None

    def _store_failed(self, error: StoreError) -> None:
        if self._error is None:
            self._error = error
            logger.error("%s", error)
            asyncio.get_running_loop().create_task(self._process.stop())

    def report(self) -> RunReport:
        stats = tuple(self.coordinator.stats.values())
        if self._error is not None:
            status = ExitStatus.STORE
        elif self._interrupted:
            status = ExitStatus.INTERRUPTED
        else:
            fell_short = self._outage is not None or any(each.problem for each in stats)
            status = ExitStatus.FELL_SHORT if fell_short else ExitStatus.EXPECTED
        return RunReport(run_id=self.run_id, stats=stats, exit_status=status, error=self._error, outage=self._outage)


def _is_private(source: Source) -> bool:
    return all(is_private_host(host_of(url)) for url in (source.home, *(each.url for each in source.discover)))
