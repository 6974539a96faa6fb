"""A polite session outside of a run: documents of an outlet fetched one by one, by the same rules as in a crawl."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from crawler.config.crawl_settings import process_settings
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config
from crawler.fetching.ssrf_guard import is_own_site
from crawler.politeness.host_state import host_states
from crawler.run.host_groups import host_groups
from crawler.run.logging_setup import open_logs
from crawler.run.run import check_contact
from crawler.sources.session_context import adhoc_context
from pipelines.web.urls import same_site
from spiders.autodiscovery.probe import FailedProbe
from spiders.fetching.exceptions import HostClosed, RequestRefused
from spiders.fetching.failures import error_text
from spiders.news_spider import NewsSpider
from storage.database.locks import LockHeld, RunLocks
from storage.records import Page
from storage.source import Source

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_PARALLEL = 8


class PoliteClient:
    """Fetches from one outlet during a session: one request at a time, with the host's delay between two."""

    def __init__(self, spider: _AdhocSpider) -> None:
        self._spider = spider

    async def fetch(self, url: str) -> Page | FailedProbe:
        """Return the document at *url*, or why there is none; a redirect is followed within the outlet's own site."""
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = await self._answer(at)
            except Exception as error:  # noqa: BLE001  # any error of a host costs one document
                forbidden = isinstance(error, RequestRefused | HostClosed)
                return FailedProbe(url=url, reason=error_text(error), forbidden=forbidden)
            if response.status not in _REDIRECTS or not response.headers.get("Location"):
                return _page(url, response)
            to = urljoin(at, (response.headers.get("Location") or b"").decode("latin-1"))
            if not same_site(to, at) and not is_own_site(self._spider.source, to):
                return FailedProbe(url=url, reason=f"leads to another site: {to}")
            at = to
        return FailedProbe(url=url, reason=f"more than {_MOST_REDIRECTS} redirects")

    def robots_txt(self, url: str) -> str | None:
        """Return the text of the robots.txt that applies to *url*; `None` before the first request to its host."""
        return host_states(self._spider.crawler).robots_txt(url, now=datetime.now(UTC))

    async def _answer(self, url: str) -> Response:
        engine = self._spider.crawler.engine
        assert engine is not None  # noqa: S101  # the session runs inside the engine
        request = Request(url, meta={"dont_redirect": True}, dont_filter=True)
        return await engine.download_async(request)


class _AdhocSpider(NewsSpider):
    name = "adhoc"

    def __init__(
        self, *, work: Callable[[PoliteClient], Awaitable[None]], failed: list[Exception], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._work, self._failed = work, failed

    async def start(self) -> AsyncIterator[Request]:
        """Do the work; Scrapy's own queue gets no request."""
        try:
            await self._work(PoliteClient(self))
        except Exception as error:  # noqa: BLE001  # raised again outside Scrapy, which would only log it
            self._failed.append(error)
        requests: tuple[Request, ...] = ()
        for each in requests:
            yield each

    def request_more(self) -> None:
        """Request nothing: all requests are made by the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdhocTask:
    """What is to be done for one source; *work* gets a client for its outlet."""

    source: Source
    work: Callable[[PoliteClient], Awaitable[None]]


def run_adhoc_tasks(data_dir: DataDir, config: Config, tasks: Sequence[AdhocTask], *, command: str) -> None:
    """Do all *tasks* in one process: several hosts in parallel, the tasks of one host one after the other.

    *command* names us to other runs while we hold the hosts. Raises `ConfigError` without a contact for a public
    host, `LockHeld` while a run holds one of the hosts (a host has one delay), and what the work itself raised.
    """
    sources = [each.source for each in tasks]
    check_contact(data_dir, config, sources)
    settings = process_settings(data_dir)
    for name in ("EXTENSIONS", "ITEM_PIPELINES"):
        settings.set(name, {}, priority="cmdline")
    data_dir.data.mkdir(parents=True, exist_ok=True)
    open_logs(data_dir.logs, stderr_level=logging.WARNING)
    process = AsyncCrawlerProcess(settings)
    failed: list[Exception] = []

    async def host_group(gate: asyncio.Semaphore, sources: Sequence[Source]) -> None:
        for task in (each for source in sources for each in tasks if each.source is source):
            async with gate:
                spider = type("Adhoc", (_AdhocSpider,), {"source": task.source})
                await process.crawl(spider, work=task.work, failed=failed, services=context)

    async def all_groups() -> None:
        gate = asyncio.Semaphore(_PARALLEL)
        await asyncio.gather(*(host_group(gate, each.sources) for each in host_groups(sources)))

    from twisted.internet import reactor  # noqa: PLC0415  # importing it earlier would install the wrong one

    loop = asyncio.get_event_loop_policy().get_event_loop()
    with RunLocks(data_dir.data, command=command) as locks, adhoc_context(data_dir) as context:
        holder = locks.take({host for each in host_groups(sources) for host in each.hosts})
        if holder is not None:
            raise LockHeld(f"{data_dir.data}: {holder} holds the same host: wait for it, or stop it")
        loop.create_task(all_groups()).add_done_callback(lambda _task: _stop(reactor))
        process.start(stop_after_crawl=False)
    if failed:
        raise failed[0]


def _stop(reactor: Any) -> None:
    """Stop the reactor, unless a second Ctrl-C did."""
    if reactor.running:
        reactor.stop()


def _page(url: str, response: Response) -> Page:
    content_type = response.headers.get("Content-Type")
    return Page(
        requested_url=url,
        final_url=response.url,
        body=response.body,
        content_type=content_type.decode("latin-1") if content_type else None,
        fetched_at=datetime.now(UTC),
        status=response.status,
    )
