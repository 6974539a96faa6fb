"""Fetches each page once in a run, whatever URLs it has: a redirect to a known page ends there."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Self
from urllib.parse import unquote, urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetching.page_services import page_services
from pipelines.web.urls import canonical_url
from spiders.fetching.exceptions import CookieWall, DuplicateRequest
from storage.database.values.url_key import url_key
from storage.records import Claim


class DedupMiddleware:
    """Drops a request for an article page that this run has fetched, or for a known page that a redirect leads to.

    It runs below the redirect middleware: it sees every response, and a redirected request as a new one. While the
    same page is being fetched under another URL, a request waits for that response.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._fetched: dict[int, str] = {}
        self._in_progress: dict[int, asyncio.Future[None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is None:
            return
        url = canonical_url(request.url)
        key = url_key(url)
        while (pending := self._in_progress.get(key)) is not None:
            await asyncio.shield(pending)
        first = self._fetched.get(key)
        if first is None and key != url_key(claim.url):
            first = page_services(self._crawler).store.frontier.known_page(url)
        if first is not None and first != claim.url:
            raise DuplicateRequest(first)
        self._in_progress[key] = asyncio.get_running_loop().create_future()
        request.meta["in_progress"] = key

    def process_response(self, request: Request, response: Response) -> Response:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is not None:
            if response.status == HTTPStatus.OK:
                self._fetched.setdefault(url_key(canonical_url(response.url)), claim.url)
            self._done(request)
            if _is_cookie_wall(request, response):
                raise CookieWall
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Let other requests fetch the page, because this one failed."""
        del exception
        self._done(request)

    def _done(self, request: Request) -> None:
        """Release the page of *request*, if this request held it."""
        pending = self._in_progress.pop(request.meta.pop("in_progress", None), None)
        if pending is not None and not pending.done():
            pending.set_result(None)


def _is_cookie_wall(request: Request, response: Response) -> bool:
    """Whether a response sends the request to its own URL, with a cookie to bring back."""
    location = response.headers.get("Location")
    is_redirect = HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST and location is not None
    if not is_redirect or "Set-Cookie" not in response.headers:
        return False
    try:
        target = urljoin(request.url, (location or b"").decode("utf-8", "replace"))
    except ValueError:
        return False
    return unquote(target.partition("#")[0]) == unquote(request.url.partition("#")[0])
