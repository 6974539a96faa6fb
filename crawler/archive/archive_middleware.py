"""The downloader middleware that gives every article page to the archive, as it was received."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Protocol, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from crawler.archive.archived_fetch import ArchivedFetch, facts_beside
from crawler.archive.run_archive import RunArchive
from spiders.news_spider import source_of
from storage.frontier.inbox import InboxPage
from storage.records import Claim


class _Services(Protocol):
    @property
    def archive(self) -> RunArchive | None: ...


class ArchiveMiddleware:
    """Archives the last response for each article page, redirects aside; it changes nothing.

    It notes when the response came (`received_at`), so that article and archive have the same time. A page from the
    inbox was received by a run that was killed, perhaps before it was archived.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        claim: Claim | None = request.cb_kwargs.get("claim")
        if claim is None:
            return response
        archive = cast("_Services", getattr(self._crawler.spider, "services", None)).archive
        if archive is None or not archive.takes(source_of(self._crawler)):
            return response
        replayed: InboxPage | None = request.meta.get("arrived")
        if replayed is not None:
            archive.put(_replayed(replayed, claim))
            return response
        request.meta["received_at"] = datetime.now(UTC)
        if _is_last(response):
            archive.put(_fetch(request, response, claim))
        return response


def _is_last(response: Response) -> bool:
    """Whether a response is what the page's reader gets: no redirect, and no 304, which has no body."""
    return not HTTPStatus.MULTIPLE_CHOICES <= response.status < HTTPStatus.BAD_REQUEST


def _fetch(request: Request, response: Response, claim: Claim) -> ArchivedFetch:
    return ArchivedFetch(
        requested_url=claim.url,
        url=response.url,
        source_id=claim.source_id,
        fetched_at=request.meta["received_at"],
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        request_headers=_pairs(request.headers),
        facts=facts_beside(claim, request.meta.get("site")),
    )


def _replayed(saved: InboxPage, claim: Claim) -> ArchivedFetch:
    """Return what the inbox has of a fetch: the body without its content coding, and the headers that we use."""
    page = saved.page
    known = (("Content-Type", page.content_type), ("ETag", saved.etag), ("Last-Modified", saved.last_modified))
    return ArchivedFetch(
        requested_url=claim.url,
        url=page.final_url,
        source_id=claim.source_id,
        fetched_at=page.fetched_at,
        status=page.status,
        headers=(*((name, value) for name, value in known if value is not None), *page.headers),
        body=page.body,
        facts={**facts_beside(claim, page.site), "from": "inbox"},
        is_replayed=True,
    )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name in headers for value in headers.getlist(name)
    )
