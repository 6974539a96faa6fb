"""Scrapy's downloader, which can give back the requests that wait and end those that are under way."""

from __future__ import annotations

import asyncio
from typing import Protocol, Self, cast

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.core.downloader.handlers import DownloadHandlers
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.fetching.stopping.returns import RequestReturns
from spiders.fetching.exceptions import RequestReturned
from spiders.news_spider import source_of


class _Services(Protocol):
    returns: RequestReturns


def _returns(crawler: Crawler) -> RequestReturns | None:
    """Return where requests are given back; `None` for a crawler without a run."""
    services = getattr(crawler.spider, "services", None)
    return cast("_Services", services).returns if hasattr(services, "returns") else None


class _Handlers(DownloadHandlers):
    """Downloads each request in a task of its own, which can be cancelled."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._under_way: set[asyncio.Task[Response]] = set()

    async def download_request_async(self, request: Request) -> Response:
        task = asyncio.ensure_future(super().download_request_async(request))
        self._under_way.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            raise RequestReturned from None
        finally:
            self._under_way.discard(task)

    def cancel(self) -> None:
        for task in self._under_way:
            task.cancel()


class ReturningDownloader(Downloader):
    """A downloader whose requests can be given back; their errbacks get `RequestReturned`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.handlers = self._own = _Handlers(crawler)
        returns = _returns(crawler)
        if returns is not None:
            returns.register(source_of(crawler).id, self)

    def give_back(self) -> None:
        """Fail every request that waits for its turn."""
        for slot in self.slots.values():
            waiting = list(slot.queue)
            slot.queue.clear()
            for _request, answer in waiting:
                answer.errback(Failure(RequestReturned()))  # type: ignore[no-untyped-call]  # Twisted's

    def cut_short(self) -> None:
        """End the requests that are under way."""
        self._own.cancel()


class ReturnMiddleware:
    """Stops every request of a source whose requests are given back, redirects and second tries among them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:  # noqa: ARG002  # Scrapy's signature
        raise_if_returned(self._crawler)


def raise_if_returned(crawler: Crawler) -> None:
    """Raise `RequestReturned` where the requests of the source of *crawler* are given back."""
    returns = _returns(crawler)
    if returns is not None and returns.covers(source_of(crawler).id):
        raise RequestReturned
