"""For `scrapy crawl ID`: a spider that Scrapy starts alone opens a run of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.archive.run_archive import run_archive
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config, read_config
from crawler.config.store_url import note_store_url
from crawler.fetching.stopping.outage import watch_resolver
from crawler.fetching.stopping.signals import stop_at_signals
from crawler.run.coordinator import RunCoordinator
from crawler.run.due_sources import ended_poll, note_poll
from crawler.run.host_groups import hosts_of
from crawler.run.listings.listing_reader import PRELOAD
from crawler.run.outcomes.outlet_problems import noted_problem
from crawler.run.run import check_contact
from crawler.run.run_request import RunLimits
from pipelines.stages.reader_pool import ReaderPool
from spiders.news_spider import NewsSpider
from storage.database.errors import StoreError
from storage.database.locks import LockHeld, RunLocks
from storage.exit_status import ExitStatus, UserError
from storage.export.printable import printable
from storage.store import Store


class StandaloneRun:
    """Gives a spider without a run its own: host locks, store, readers and a run of one source."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._stack = ExitStack()
        self._outage: str | None = None
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        spider = crawler.spider
        if not isinstance(spider, NewsSpider) or not spider.is_alone:
            raise NotConfigured
        place = DataDir(data=Path(crawler.settings["RASAD_DATA"]))
        extension = cls(crawler)
        try:
            config = read_config(place.settings)
            check_contact(place, config, [spider.source])
            extension.open(place, config, spider)
        except (UserError, OSError) as error:
            status = error.exit_status if isinstance(error, UserError) else ExitStatus.USAGE
            sys.stderr.write(f"rasad: {printable(str(error))}\n")
            raise SystemExit(int(status)) from None
        return extension

    def open(self, place: DataDir, config: Config, spider: NewsSpider) -> None:
        """Lock the hosts and open the store before anything is fetched."""
        self._config, self._began_at = config, datetime.now(UTC)
        command = f"scrapy crawl {spider.name}"
        place.data.mkdir(parents=True, exist_ok=True)
        note_store_url(place)
        locks = self._stack.enter_context(RunLocks(place.data, command=command))
        holder = locks.take(hosts_of(spider.source))
        if holder is not None:
            raise LockHeld(f"{place.data}: {holder} holds a host of this source; wait for it, or stop it")
        self._store = self._stack.enter_context(Store.open(place.store))
        pool = self._stack.enter_context(
            ReaderPool(
                readers=config.readers,
                seconds=config.read_seconds,
                megabytes=config.read_megabytes,
                preload=PRELOAD,
            )
        )
        archive = self._stack.enter_context(run_archive(place, config, [spider.source], asked=False))
        self._store.sources.register([spider.source])
        self._store.frontier.release_leases(spider.source.id)
        run_id = self._store.runs.start(at=datetime.now(UTC), command=command, pid=os.getpid())
        spider.services = self._coordinator = RunCoordinator(
            store=self._store,
            pool=pool,
            run_id=run_id,
            limits=RunLimits(),
            failed=self._store_failed,
            archive=archive,
        )
        self._coordinator.stats_of(spider.source)

    def opened(self, spider: NewsSpider) -> None:
        """Stop at a signal as `rasad crawl` does, as soon as the loop runs and Scrapy has handlers of its own."""
        spider.logger.info("reading into %s", self._crawler.settings["RASAD_DATA"])
        loop = asyncio.get_event_loop_policy().get_event_loop()
        loop.call_soon(self._listen)

    def _listen(self) -> None:
        stop_at_signals(self._coordinator, noted=lambda: None)
        watch_resolver(self._coordinator, self._store, noted=self._note_outage)

    def _note_outage(self, problem: str) -> None:
        self._outage = problem
        self._crawler.spider.logger.error("%s", problem)  # type: ignore[union-attr]  # set before extensions are built

    def closed(self, spider: NewsSpider, reason: str) -> None:
        """Commit the waiting outcomes, note the end of the run, and release everything."""
        self._coordinator.finish()
        stats = self._coordinator.stats_of(spider.source)
        now = datetime.now(UTC)
        stats.was_cut = reason == "shutdown" or self._outage is not None
        if not stats.was_cut:
            least = self._config.due_minutes
            next_poll = ended_poll(self._store, stats, polled_at=self._began_at, now=now, least_minutes=least)
            if next_poll is not None:
                note_poll(self._store, stats, next_poll())
        status = ExitStatus.FELL_SHORT if stats.problem or self._outage else ExitStatus.EXPECTED
        if reason == "shutdown":
            status = ExitStatus.INTERRUPTED
        run_id = self._coordinator.run_id
        noted = noted_problem(self._store, stats, run_id=run_id)
        problems = {spider.name: noted} if noted else {}
        self._store.runs.finish(run_id, at=datetime.now(UTC), exit_status=status, problems=problems)
        self._stack.close()
        spider.logger.info("%s", stats.line())

    def _store_failed(self, error: StoreError) -> None:
        self._crawler.spider.logger.error("%s", error)  # type: ignore[union-attr]  # set before extensions are built
