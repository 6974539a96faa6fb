"""Fetches a page once a run, by whatever addresses it was named: redirects that lead to a known page end there."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetching.page_services import page_services
from pipelines.web.urls import canonical_url
from spiders.fetching.exceptions import DuplicateRequest
from storage.database.url_key import url_key
from storage.records import Claim


class DedupMiddleware:
    """Refuses a request for an article page that this run has already, or that a redirect leads to and the store has.

    Its place is below the redirects: it sees every answer, and a redirected request comes by as a new one. Where the
    page is being asked for just now by another of its addresses, the answer to that is waited for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._answered: dict[int, str] = {}
        self._under_way: dict[int, asyncio.Future[None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is None:
            return
        url = canonical_url(request.url)
        key = url_key(url)
        while (asked := self._under_way.get(key)) is not None:
            await asyncio.shield(asked)
        first = self._answered.get(key)
        if first is None and key != url_key(claim.url):
            first = page_services(self._crawler).store.frontier.known_page(url)
        if first is not None and first != claim.url:
            raise DuplicateRequest(first)
        self._under_way[key] = asyncio.get_running_loop().create_future()
        request.meta["under_way"] = key

    def process_response(self, request: Request, response: Response) -> Response:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is not None:
            if response.status == HTTPStatus.OK:
                self._answered.setdefault(url_key(canonical_url(response.url)), claim.url)
            self._came(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Let others ask for what *exception* kept from coming."""
        del exception
        self._came(request)

    def _came(self, request: Request) -> None:
        """Let go of the page that *request* asked for, if it was this one that did."""
        asked = self._under_way.pop(request.meta.pop("under_way", None), None)
        if asked is not None and not asked.done():
            asked.set_result(None)
