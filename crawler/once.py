"""Fetches a page once a run, by whatever addresses it was named: redirects that lead to a known page end there."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from pipelines.urls import canonical_url
from spiders.refusals import SamePageSeen
from storage.records import Claim
from storage.spellings import url_key

_FOUND = 200


class OnceMiddleware:
    """Refuses a request for an article page that this run has already, or that a redirect leads to and the store has.

    Its place is after the redirects: a redirected request comes by as a new one.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._answered: dict[int, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is None:
            return
        url = canonical_url(request.url)
        first = self._answered.get(url_key(url))
        if first is None and url_key(url) != url_key(claim.url):
            first = self._crawler.spider.desk.known_page(url)  # type: ignore[union-attr]  # every spider is a NewsSpider
        if first is not None and first != claim.url:
            raise SamePageSeen(first)

    def process_response(self, request: Request, response: Response) -> Response:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is not None and response.status == _FOUND:
            self._answered.setdefault(url_key(canonical_url(response.url)), claim.url)
        return response
