"""Breaks an outlet off for this run when several pages or listings in a row fail at its server."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus
from typing import Protocol, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from pipelines.web.status import BUSY
from spiders.fetching.failures import error_text
from spiders.news_spider import source_of
from storage.records import Claim
from storage.source import Source

BREAK_AFTER = 5
"""After so many failures in a row nothing more is requested of an outlet in this run."""
_OF_THE_PAGE = frozenset({"cut-off", "too large"})  # as are our own refusals: no failure of the server
_RETRIED = 1  # so many of them are tried again at once, as one failure may be an accident


class _Services(Protocol):
    def break_off(self, source: Source, reason: str) -> None: ...


class StormMiddleware:
    """Counts failures in a row, as they arrive. It runs directly below Scrapy's `RetryMiddleware`.

    A failure is a 5xx or no answer. 429 and 503 have a pause of their own (`crawler/politeness/delay_middleware.py`). A
    page that failed in an earlier run says nothing when it fails again: it is perhaps dead.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._in_a_row: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        kind = _kind(request)
        if response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._in_a_row[kind] = 0
        elif response.status not in BUSY:
            self._note_failure(request, kind, f"http-{response.status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        reason = error_text(exception)
        if not isinstance(exception, IgnoreRequest) and reason not in _OF_THE_PAGE:
            self._note_failure(request, _kind(request), reason)

    def _note_failure(self, request: Request, kind: str, reason: str) -> None:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if not kind or (claim is not None and claim.tries > 1):
            return
        self._in_a_row[kind] += 1
        if self._in_a_row[kind] > _RETRIED:
            request.meta["dont_retry"] = True
        if self._in_a_row[kind] == BREAK_AFTER:
            words = f"broken off: {BREAK_AFTER} {kind} in a row failed ({reason}); the rest waits for the next run"
            cast("_Services", getattr(self._crawler.spider, "services", None)).break_off(
                source_of(self._crawler), words
            )


def _kind(request: Request) -> str:
    """Return what a request is for; empty where it is for a file of the host."""
    return "pages" if "claim" in request.cb_kwargs else "listings" if "request" in request.cb_kwargs else ""
