"""Scrapy's item pipelines: from a download to its outcome, and from an outcome to the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Protocol, Self, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from pipelines.items import Download, PageContext
from pipelines.stages.reader_pool import ReadingStopped
from pipelines.web.retry_after import asked_pause
from storage.articles.withdrawal import MISSING_STATUSES
from storage.database.errors import StoreError
from storage.records import (
    Failed,
    Fetched,
    Gone,
    NotModified,
    Outcome,
    Page,
    Quarantined,
    ReadArticle,
    Rejected,
    SamePage,
)
from storage.source import Source

_FIRST_RETRY = timedelta(hours=1)
_LAST_RETRY = timedelta(hours=24)


class StageServices(Protocol):
    """What the item pipelines need from the run."""

    async def read(self, page: Page, source: Source, known: PageContext) -> ReadArticle | Rejected | Quarantined: ...

    async def keep(self, fetched: Fetched) -> None: ...

    def stay_away(self, source: Source, reason: str, *, until: datetime) -> None: ...


class _ServedSpider(Protocol):
    @property
    def services(self) -> StageServices: ...


class _Stage:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def _services(self) -> StageServices:
        return cast("_ServedSpider", self._crawler.spider).services  # only a NewsSpider yields downloads


class ReadStage(_Stage):
    """Turns a `Download` into a `Fetched`; a reader process reads the page."""

    async def process_item(self, item: Download) -> Fetched:
        now = datetime.now(UTC)
        outcome: Outcome | None = ending(item, now=now)
        if isinstance(outcome, Failed) and item.retry_after is not None:
            self._services.stay_away(item.source, outcome.reason, until=outcome.retry_at)
        if outcome is None:
            assert item.page is not None  # noqa: S101  # ending() leaves only a page that answered 200
            try:
                outcome = await self._services.read(item.page, item.source, PageContext(listed=item.claim.listed))
            except ReadingStopped as error:
                raise DropItem("the run ends: the next run reads this page", log_level="DEBUG") from error
        return Fetched(
            url=item.claim.url,
            source_id=item.source.id,
            fetched_at=item.page.fetched_at if item.page else now,
            outcome=outcome,
            etag=item.etag,
            last_modified=item.last_modified,
        )


class KeepStage(_Stage):
    """Hands a `Fetched` to the store; returns when it is committed."""

    async def process_item(self, item: Fetched) -> Fetched:
        try:
            await self._services.keep(item)
        except StoreError as error:  # the run has it already, once for all pages
            raise DropItem("the store cannot be written", log_level="DEBUG") from error
        return item


def ending(download: Download, *, now: datetime) -> Outcome | None:
    """Return the outcome of a download, or `None` where there is a page to read."""
    if download.refused is not None or download.same_as is not None:
        return _not_sent(download)
    if download.error is None and download.status == HTTPStatus.NOT_MODIFIED:
        return NotModified()
    if download.error is None and download.status in MISSING_STATUSES:
        return Gone(status=download.status)
    if download.error is None and download.status == HTTPStatus.OK and download.page is not None:
        return None
    reason = download.error or f"http-{download.status}"
    if download.retry_at is not None:
        return Failed(reason=reason, retry_at=download.retry_at)
    return Failed(reason=reason, retry_at=now + retry_in(download.claim.tries, download.retry_after, now=now))


def _not_sent(download: Download) -> Outcome:
    if download.same_as is not None:
        return SamePage(of=download.same_as)
    assert download.refused is not None  # noqa: S101  # one of the two
    return Rejected(reason=download.refused, evidence=download.error or "")


def retry_in(tries: int, retry_after: str | None, *, now: datetime) -> timedelta:
    """Return how long to wait before the next try: from an hour, doubled up to a day, or longer if the server asks.

    *retry_after* is the header as sent: seconds or an HTTP date (RFC 9110 §10.2.3).
    """
    wait = min(_FIRST_RETRY * 2 ** max(tries - 1, 0), _LAST_RETRY) if tries < 10 else _LAST_RETRY  # noqa: PLR2004
    return max(wait, asked_pause(retry_after, now=now) or wait)
