"""A polite session outside of a run: documents of an outlet asked for one by one, with all the manners of a crawl."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from crawler.config import Config
from crawler.data_dir import DataDir
from crawler.politeness.host_state import hosts_of
from crawler.run.host_groups import host_groups
from crawler.run.logging_setup import open_logs
from crawler.run.run import check_contact, process_settings
from crawler.sources.session_context import errand_desk
from pipelines.web.urls import same_site
from spiders.autodiscovery.probe import FailedProbe
from spiders.fetching.exceptions import HostClosed, RequestRefused
from spiders.fetching.failures import error_text
from spiders.news_spider import NewsSpider
from storage.locks import LockHeld, RunLocks
from storage.records import Page
from storage.source import Source

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_PARALLEL = 8


class PoliteClient:
    """The line to one outlet's host while a session lasts; one request at a time, with the host's pause between two."""

    def __init__(self, spider: _Errand) -> None:
        self._spider = spider

    async def ask(self, url: str) -> Page | FailedProbe:
        """Return the document at *url*, or why there is none; a redirect is followed within the outlet's own site."""
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                response = await self._answer(at)
            except Exception as error:  # noqa: BLE001  # whatever a host does, it costs one document
                return FailedProbe(
                    url=url, reason=error_text(error), forbidden=isinstance(error, RequestRefused | HostClosed)
                )
            if response.status not in _REDIRECTS or not response.headers.get("Location"):
                return _page(url, response)
            to = urljoin(at, (response.headers.get("Location") or b"").decode("latin-1"))
            if not same_site(to, at):
                return FailedProbe(url=url, reason=f"leads to another site: {to}")
            at = to
        return FailedProbe(url=url, reason=f"more than {_MOST_REDIRECTS} redirects")

    def robots(self, url: str) -> str | None:
        """Return the text of the robots.txt that holds for *url*; null before its host was asked for anything."""
        return hosts_of(self._spider.crawler).robots(url, now=datetime.now(UTC))

    async def _answer(self, url: str) -> Response:
        engine = self._spider.crawler.engine
        assert engine is not None  # noqa: S101  # the session runs inside of it
        request = Request(url, meta={"dont_redirect": True}, dont_filter=True)
        return await engine.download_async(request)


class _Errand(NewsSpider):
    name = "errand"

    def __init__(
        self, *, work: Callable[[PoliteClient], Awaitable[None]], failed: list[Exception], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._work, self._failed = work, failed

    async def start(self) -> AsyncIterator[Request]:
        """Do the work; no request is left to Scrapy's own queue."""
        try:
            await self._work(PoliteClient(self))
        except Exception as error:  # noqa: BLE001  # raised again outside of Scrapy, which would only log it
            self._failed.append(error)
        requests: tuple[Request, ...] = ()
        for each in requests:
            yield each

    def request_more(self) -> None:
        """Ask for nothing more: the work is all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdhocTask:
    """What is to be asked of one source's outlet."""

    source: Source
    work: Callable[[PoliteClient], Awaitable[None]]


def run_errands(place: DataDir, config: Config, errands: Sequence[AdhocTask], *, command: str) -> None:
    """Do all *errands* in one process, several hosts at a time, those of one host one after the other.

    Raises `ConfigError` without a contact for a public host, `LockHeld` while a run has one of the hosts (each has
    one pace), and what the work itself raised. *command* is how others are told who has the hosts.
    """
    sources = [each.source for each in errands]
    check_contact(place, config, sources)
    settings = process_settings(place, sources)
    for name in ("EXTENSIONS", "ITEM_PIPELINES"):
        settings.set(name, {}, priority="cmdline")
    place.data.mkdir(parents=True, exist_ok=True)
    open_logs(place.logs, quiet=True)
    process = AsyncCrawlerProcess(settings)
    failed: list[Exception] = []

    async def lane(gate: asyncio.Semaphore, sources: Sequence[Source]) -> None:
        for errand in (each for source in sources for each in errands if each.source is source):
            async with gate:
                spider = type("Errand", (_Errand,), {"source": errand.source})
                await process.crawl(spider, work=errand.work, failed=failed, desk=desk)

    async def everything() -> None:
        gate = asyncio.Semaphore(_PARALLEL)
        await asyncio.gather(*(lane(gate, each.sources) for each in host_groups(sources)))

    from twisted.internet import reactor  # noqa: PLC0415  # importing it earlier would install the wrong one

    loop = asyncio.get_event_loop_policy().get_event_loop()
    with RunLocks(place.data, command=command) as locks, errand_desk(place) as desk:
        holder = locks.take({host for each in host_groups(sources) for host in each.hosts})
        if holder is not None:
            raise LockHeld(f"{place.data}: {holder} asks the same host; wait for it, or stop it")
        loop.create_task(everything()).add_done_callback(lambda _task: _stop(reactor))
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
