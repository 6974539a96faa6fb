"""Saves every received page to the inbox, and replays from it the pages that a killed run had fetched."""

from __future__ import annotations

from http import HTTPStatus
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetching.page_services import page_services
from spiders.news_spider import inbox_page, source_of
from storage.records import Claim


class InboxReplayMiddleware:
    """Answers a request from the inbox if the page is there; it runs before every other middleware."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is None or request.meta.get("redirect_times"):
            return None
        arrived = page_services(self._crawler).saved_page(source_of(self._crawler), claim.url)
        if arrived is None:
            return None
        request.meta["arrived"] = arrived
        return Response(arrived.page.final_url, request=request)


class InboxSaveMiddleware(InboxReplayMiddleware):
    """Commits a page as soon as it is received, so that a kill costs the outlet no second request.

    It runs directly above the decompression of bodies. Pages wait in the spider's queue to be read, and a crawl of
    many hosts may hold dozens of them.
    """

    def process_request(self, request: Request) -> None:
        """Let every request pass."""

    def process_response(self, request: Request, response: Response) -> Response:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is not None and response.status == HTTPStatus.OK and "arrived" not in request.meta:
            response.request = request  # the engine does the same one step later
            arrived = request.meta["arrived"] = inbox_page(response, claim)
            page_services(self._crawler).save_page(arrived)
        return response
