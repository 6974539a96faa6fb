"""One request at a time and a pause behind each answer, per host; a public host's pause is never under a second."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.fetching.private_addresses import is_private_host
from crawler.politeness.host_state import PATIENCE, hosts_of
from pipelines.web.status import BUSY
from spiders.fetching.exceptions import HostPaused
from spiders.news_spider import source_of
from storage.source import LEAST_DELAY

JITTER = 0.1
"""Seconds on top of every pause: requests sent a pause apart may arrive closer, and the outlet sees arrivals."""
NO_PAUSE = 0.001
"""Seconds for a private host without any due pause: at zero Scrapy sends all that waits for a host at once."""
_MOST_SLOWED = 60.0
_SAID = "rasad_said"  # what was asked for, beside Scrapy's own names of a slot's settings


class DelayMiddleware:
    """Gives every host a slot of its own with the pause that is due to it, also after a redirect.

    A host that answers 429 or 503 is left alone: what waits for it waits on for up to half a minute, and is given up
    with `HostPaused` for longer.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._least = max(LEAST_DELAY, crawler.settings.getfloat("RASAD_DELAY", LEAST_DELAY))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.answered, signal=signals.response_downloaded)
        return middleware

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        request.meta["download_slot"] = host  # a redirect brings along the slot of the host it came from
        source = source_of(self._crawler)
        slow_down(self._crawler, request.url, due_delay(host, source.delay_seconds, self._least))
        while (wait := self._wait(host)) > timedelta():  # noqa: ASYNC110  # a time is waited for, and it may move
            await asyncio.sleep(wait.total_seconds())

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Send a refused request once more where the pause that was asked for is a short one."""
        if response.status not in BUSY or "waited" in request.meta:
            return response
        if hosts_of(self._crawler).left(request.meta["download_slot"], now=datetime.now(UTC)) > PATIENCE:
            return response
        return request.replace(meta={**request.meta, "waited": True}, dont_filter=True)

    def answered(self, request: Request, response: Response) -> None:
        """Let the pause begin when the answer is here: a host that stalls sees no two requests closer than it asked."""
        host, now = request.meta.get("download_slot", ""), datetime.now(UTC)
        hosts = hosts_of(self._crawler)
        if response.status in BUSY:
            said = response.headers.get("Retry-After")
            header = said.decode("latin-1") if said else None
            hosts.refused(host, status=response.status, retry_after=header, now=now)
            slow_down(self._crawler, request.url, 0.0)
        else:
            hosts.answered(host, now=now)
        slot, left = _downloader(self._crawler).slots.get(host), hosts.left(host, now=now)
        if slot is None:
            return
        slot.lastseen = monotonic() + max(left.total_seconds() - slot.delay, 0.0)  # the downloader's own clock
        if left > PATIENCE:
            self._give_up(slot, self._paused(host))

    def _wait(self, host: str) -> timedelta:
        """Return how long *host* is still to be left alone. Raises `HostPaused` where a run should not wait for it."""
        now, hosts = datetime.now(UTC), hosts_of(self._crawler)
        left, pace, downloader = hosts.left(host, now=now), hosts.pace(host), _downloader(self._crawler)
        if left > PATIENCE:
            raise self._paused(host)
        if host in downloader.slots or pace.answered_at is None or pace.answered_at > now + timedelta(seconds=1):
            return left  # the slot keeps the pause between two requests of this crawl; a clock put back keeps none
        delay = timedelta(seconds=downloader.per_slot_settings[host]["delay"])
        return max(left, pace.answered_at + delay - now)

    def _paused(self, host: str) -> HostPaused:
        hosts = hosts_of(self._crawler)
        return HostPaused(hosts.paused(host), until=hosts.pace(host).pause_until or datetime.now(UTC))

    def _give_up(self, slot: Slot, error: HostPaused) -> None:
        """Take back what stands in the host's queue: it must not be sent within the pause."""
        waiting = list(slot.queue)
        slot.queue.clear()
        for _request, answer in waiting:
            answer.errback(Failure(error))  # type: ignore[no-untyped-call]  # Twisted's


def due_delay(host: str, said: float | None, least: float = LEAST_DELAY) -> float:
    """Return the pause due to *host* in seconds: the source's own word, never under *least* in public."""
    if is_private_host(host):
        return said or 0.0
    return max(said or 0.0, least)


def slow_down(crawler: Crawler, url: str, delay: float) -> None:
    """Let *url*'s host wait at least *delay* seconds between two requests for the rest of the crawl.

    A host that pushed back in this run or the last waits its factor times as long, though no more than a minute for it.
    """
    host = urlsplit(url).hostname or ""
    downloader = _downloader(crawler)
    settled = downloader.per_slot_settings.get(host, {})
    said = max(settled.get(_SAID, 0.0), delay)
    pause = slowed(said, hosts_of(crawler).pace(host).factor)
    downloader.per_slot_settings[host] = {"concurrency": 1, "delay": pause, "jitter": 0.0, _SAID: said}
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay, slot.concurrency = max(slot.delay, pause), 1


def slowed(delay: float, factor: int) -> float:
    """Return the pause that is kept where *delay* is due to a host with *factor*, in seconds."""
    if factor > 1:
        delay = max(delay, min(max(delay, JITTER) * factor, _MOST_SLOWED))
    return delay + JITTER if delay else NO_PAUSE


def floor_of(crawler: Crawler, host: str) -> float:
    """Return the pause in seconds below which nothing brings *host*'s slot."""
    return float(_downloader(crawler).per_slot_settings.get(host, {}).get("delay", LEAST_DELAY))


def _downloader(crawler: Crawler) -> Downloader:
    assert crawler.engine is not None  # noqa: S101  # middlewares only run inside an engine
    downloader: Downloader = crawler.engine.downloader
    return downloader
