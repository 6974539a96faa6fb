"""One request at a time and a pause behind each answer, per host; a public host's pause is never under a second."""

from __future__ import annotations

from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler

from crawler.addresses import is_private_host
from storage.source import (
    Source,
)

LEAST_DELAY = 1.0
"""Seconds between two requests to one public host; no source and no flag goes below."""
JITTER = 0.1
"""Seconds on top of every pause: requests sent a pause apart may arrive closer, and the outlet sees arrivals."""


class PaceMiddleware:
    """Gives every host a slot of its own with the pause that is due to it, also after a redirect."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._least = max(LEAST_DELAY, crawler.settings.getfloat("RASAD_DELAY", LEAST_DELAY))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.answered, signal=signals.response_downloaded)
        return middleware

    def answered(self, request: Request) -> None:
        """Let the pause begin when the answer is here: a host that stalls sees no two requests closer than it asked."""
        assert self._crawler.engine is not None  # noqa: S101  # answers only come inside an engine
        slot = self._crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None:
            slot.lastseen = monotonic()  # the downloader's own clock

    def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        request.meta["download_slot"] = host  # a redirect brings along the slot of the host it came from
        source: Source = self._crawler.spider.source  # type: ignore[union-attr]  # every spider is a NewsSpider
        slow_down(self._crawler, request.url, due_delay(host, source.delay_seconds, self._least))


def due_delay(host: str, said: float | None, least: float = LEAST_DELAY) -> float:
    """Return the pause due to *host* in seconds: the source's own word, never under *least* in public."""
    if is_private_host(host):
        return said or 0.0
    return max(said or 0.0, least)


def slow_down(crawler: Crawler, url: str, delay: float) -> None:
    """Let *url*'s host wait at least *delay* seconds between two requests for the rest of the crawl."""
    host = urlsplit(url).hostname or ""
    assert crawler.engine is not None  # noqa: S101  # middlewares only run inside an engine
    downloader: Downloader = crawler.engine.downloader
    settled = downloader.per_slot_settings.setdefault(host, {"concurrency": 1, "delay": 0.0, "jitter": 0.0})
    settled["delay"] = max(settled["delay"], delay + JITTER if delay else 0.0)
    slot = downloader.slots.get(host)
    if slot is not None:
        slot.delay, slot.concurrency = max(slot.delay, settled["delay"]), 1
