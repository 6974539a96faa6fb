"""One request at a time per host, and a delay after each response; for a public host it is at least one second."""

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

from crawler.fetching.stopping.downloader import raise_if_returned
from crawler.politeness.host_state import MAX_WAIT, host_states
from pipelines.web.addresses import is_private_host
from pipelines.web.status import BUSY
from spiders.fetching.exceptions import HostPaused
from spiders.news_spider import source_of
from storage.source import LEAST_DELAY

JITTER = 0.1
"""Seconds added to every delay: requests may arrive closer than they were sent, and the outlet sees the arrival."""
NO_PAUSE = 0.001
"""Seconds for a private host without a delay: at zero Scrapy sends all waiting requests of a host at once."""
_MAX_SLOWED = 60.0
_LONGEST_SLEEP = 1.0  # seconds until a waiting request sees that the run is stopped
_REQUESTED = "rasad_requested"  # the delay before the factor, beside Scrapy's own keys of a slot's settings


class DelayMiddleware:
    """Gives every host a slot of its own with the delay that is due to it, also after a redirect.

    A host that answers 429 or 503 gets a pause. Its requests wait for a pause of up to half a minute; for a longer one
    they fail with `HostPaused`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._minimum = max(LEAST_DELAY, crawler.settings.getfloat("RASAD_DELAY", LEAST_DELAY))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.on_response, signal=signals.response_downloaded)
        return middleware

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        request.meta["download_slot"] = host  # after a redirect it is still the slot of the first host
        source = source_of(self._crawler)
        raise_delay(self._crawler, request.url, due_delay(host, source.delay_seconds, self._minimum))
        while (wait := self._wait(host)) > timedelta():  # the end of the wait may move
            await asyncio.sleep(min(wait.total_seconds(), _LONGEST_SLEEP))
            raise_if_returned(self._crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Send a refused request once more if the pause is short enough to wait for."""
        if response.status not in BUSY or "waited" in request.meta:
            return response
        if host_states(self._crawler).pause_left(request.meta["download_slot"], now=datetime.now(UTC)) > MAX_WAIT:
            return response
        return request.replace(meta={**request.meta, "waited": True}, dont_filter=True)

    def on_response(self, request: Request, response: Response) -> None:
        """Start the delay when the response is here, so that a slow host never gets two requests too close."""
        host, now = request.meta.get("download_slot", ""), datetime.now(UTC)
        hosts = host_states(self._crawler)
        if response.status in BUSY:
            header = response.headers.get("Retry-After")
            retry_after = header.decode("latin-1") if header else None
            hosts.note_refusal(host, status=response.status, retry_after=retry_after, now=now)
            raise_delay(self._crawler, request.url, 0.0)
        else:
            hosts.note_response(host, now=now)
        slot, left = _downloader(self._crawler).slots.get(host), hosts.pause_left(host, now=now)
        if slot is None:
            return
        slot.lastseen = monotonic() + max(left.total_seconds() - slot.delay, 0.0)  # the clock of Scrapy's downloader
        if left > MAX_WAIT:
            self._fail_waiting(slot, self._paused(host))

    def _wait(self, host: str) -> timedelta:
        """Return how long to wait before the next request to *host*. Raises `HostPaused` for too long a pause."""
        now, hosts = datetime.now(UTC), host_states(self._crawler)
        left, pace, downloader = hosts.pause_left(host, now=now), hosts.pace(host), _downloader(self._crawler)
        if left > MAX_WAIT:
            raise self._paused(host)
        if host in downloader.slots or pace.answered_at is None or pace.answered_at > now + timedelta(seconds=1):
            return left  # in this crawl the slot keeps the delay; after a clock was put back there is none to keep
        delay = timedelta(seconds=downloader.per_slot_settings[host]["delay"])
        return max(left, pace.answered_at + delay - now)

    def _paused(self, host: str) -> HostPaused:
        hosts = host_states(self._crawler)
        return HostPaused(hosts.pause_message(host), until=hosts.pace(host).pause_until or datetime.now(UTC))

    def _fail_waiting(self, slot: Slot, error: HostPaused) -> None:
        """Fail the requests in the queue of a host: they must not be sent during the pause."""
        waiting = list(slot.queue)
        slot.queue.clear()
        for _request, answer in waiting:
            answer.errback(Failure(error))  # type: ignore[no-untyped-call]  # Twisted's


def due_delay(host: str, requested: float | None, minimum: float = LEAST_DELAY) -> float:
    """Return the delay of *host* in seconds: what the source requests, for a public host at least *minimum*."""
    if is_private_host(host):
        return requested or 0.0
    return max(requested or 0.0, minimum)


def raise_delay(crawler: Crawler, url: str, delay: float) -> None:
    """Raise the delay of *url*'s host to at least *delay* seconds for the rest of the crawl.

    After a 429 or 503 in this run or the last, the delay is multiplied by the host's factor, up to one minute.
    """
    host = urlsplit(url).hostname or ""
    downloader = _downloader(crawler)
    settings = downloader.per_slot_settings.get(host, {})
    requested = max(settings.get(_REQUESTED, 0.0), delay)
    pause = delay_with_factor(requested, host_states(crawler).pace(host).factor)
    downloader.per_slot_settings[host] = {"concurrency": 1, "delay": pause, "jitter": 0.0, _REQUESTED: requested}
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay, slot.concurrency = max(slot.delay, pause), 1


def delay_with_factor(delay: float, factor: int) -> float:
    """Return the delay between two requests, in seconds, for a host with this *delay* and *factor*."""
    if factor > 1:
        delay = max(delay, min(max(delay, JITTER) * factor, _MAX_SLOWED))
    return delay + JITTER if delay else NO_PAUSE


def min_delay_of(crawler: Crawler, host: str) -> float:
    """Return the minimum delay of *host* in seconds."""
    return float(_downloader(crawler).per_slot_settings.get(host, {}).get("delay", LEAST_DELAY))


def _downloader(crawler: Crawler) -> Downloader:
    assert crawler.engine is not None  # noqa: S101  # middlewares run only inside an engine
    downloader: Downloader = crawler.engine.downloader
    return downloader
