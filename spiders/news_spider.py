"""The one spider: crawls the listings of a source, then the article pages that the frontier hands out."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Protocol, Self, cast

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.items import Download
from pipelines.web.status import BUSY
from spiders.discovery.listing_crawler import ListingCrawler
from spiders.fetching.conditional import conditional, header, validators_of
from spiders.fetching.exceptions import DuplicateRequest, HostPaused, RequestRefused, RequestReturned
from spiders.fetching.failures import error_text
from spiders.interfaces import RunServices
from spiders.listings.decompress import MOST_BYTES
from storage.discovery.listings import Validators
from storage.frontier.inbox import InboxPage
from storage.records import Claim, Page
from storage.source import Source

logger = logging.getLogger(__name__)

_LISTING_TIMES = 5  # a feed or sitemap may be so many times larger than a page, because it is never held as a tree


class NewsSpider(Spider):
    """Crawls one source. Subclasses differ only in *source* (`spiders.spider_loader.spider_class`)."""

    source: Source
    most_bytes = MOST_BYTES

    def __init__(self, *, services: RunServices | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._services = services

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.most_bytes = min(MOST_BYTES, _LISTING_TIMES * crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        crawler.signals.connect(spider.request_more, signal=signals.spider_idle)
        return spider

    @property
    def is_alone(self) -> bool:
        """Whether nobody has given the spider the services of a run, as for `scrapy crawl ID`."""
        return self._services is None

    @property
    def services(self) -> RunServices:
        """The services of the run. Raises `AttributeError` for a spider that was not given any yet."""
        if self._services is None:
            raise AttributeError(f"{self.name}: the spider has no run yet")
        return self._services

    @services.setter
    def services(self, services: RunServices) -> None:
        self._services = services

    @cached_property
    def listing_crawler(self) -> ListingCrawler:
        """The part of the spider that crawls listings."""
        return ListingCrawler(source=self.source, services=self.services, most_bytes=self.most_bytes)

    async def start(self) -> AsyncIterator[Request]:
        for request in self.listing_crawler.first() if self.services.polls_listings(self.source) else ():
            yield request

    def request_more(self) -> None:
        """When the spider is idle, send the next requests; the spider closes when there are none.

        Article pages are requested only after every listing was read. So what is known of a URL does not depend on
        which listing answered first. The search for a replacement of a dead listing comes before the pages. A backfill
        begins after the current articles. An error in one of these steps costs that step or that page alone.
        """
        if self._search():
            raise DontCloseSpider
        claims = self.services.claim(self.source, backfill=self.listing_crawler.goes_back)
        for number, claim in enumerate(claims):
            self._send(claim, priority=-number)
        if claims:
            raise DontCloseSpider
        if self.listing_crawler.goes_back or self.services.listings.window.is_open:
            return
        step = self.listing_crawler.step()
        if step is not None:
            self.crawler.engine.crawl(step)
        if self.listing_crawler.goes_back:
            raise DontCloseSpider

    def _search(self) -> bool:
        """Begin a search for listings if one is due; whether it has begun."""
        try:
            searches = list(self.listing_crawler.healing.begin())
            for request in searches:
                self.crawler.engine.crawl(request)
        except Exception:  # Scrapy would close the spider, and the pages would wait for another run
            logger.exception("%s: no search for listings could begin", self.source.id)
            return False
        return bool(searches)

    def _send(self, claim: Claim, *, priority: int) -> None:
        try:
            self.crawler.engine.crawl(self._page_request(claim, priority=priority))
        except Exception as error:  # every claim has an outcome
            logger.exception("%s: no request could be made", claim.url)
            self.services.fail(claim, error_text(error))

    def parse_page(self, response: Response, claim: Claim) -> Iterator[Download]:
        """Yield the outcome of the request; a URL gets an outcome whatever the status is."""
        replayed: InboxPage | None = response.request.meta.get("arrived") if response.request is not None else None
        arrived = replayed or inbox_page(response, claim)
        yield Download(
            claim=claim,
            source=self.source,
            page=arrived.page,
            status=response.status,
            etag=arrived.etag,
            last_modified=arrived.last_modified,
            retry_after=(header(response, "Retry-After") or "0") if response.status in BUSY else None,
        )

    def page_failed(self, failure: Failure) -> Iterator[Download]:
        """Yield the outcome of a request that got no response, or that we did not send; one given back has none."""
        error = failure.value
        claim: Claim = failure.request.cb_kwargs["claim"]  # type: ignore[attr-defined]  # Scrapy sets it
        if isinstance(error, RequestReturned):
            self.services.give_back(claim)
            return
        yield Download(
            claim=claim,
            source=self.source,
            page=None,
            status=0,
            error=error_text(error),
            refused=error.reason if isinstance(error, RequestRefused) else None,
            same_as=error.url if isinstance(error, DuplicateRequest) else None,
            retry_at=error.until if isinstance(error, HostPaused) else None,
        )

    def _page_request(self, claim: Claim, *, priority: int) -> Request:
        return Request(
            claim.url,
            callback=self.parse_page,
            errback=self.page_failed,
            headers=conditional(Validators(etag=claim.etag, last_modified=claim.last_modified)),
            cb_kwargs={"claim": claim},
            dont_filter=True,
            priority=priority,
        )


class _SourceSpider(Protocol):
    @property
    def source(self) -> Source: ...


def source_of(crawler: Crawler) -> Source:
    """Return the source that the spider of *crawler* reads; every spider of ours has one."""
    return cast("_SourceSpider", crawler.spider).source


def inbox_page(response: Response, claim: Claim) -> InboxPage:
    """Return the page of *claim* as it was received, with its validators."""
    validators = validators_of(response)
    meta = response.request.meta if response.request is not None else {}
    page = Page(
        requested_url=claim.url,
        final_url=response.url,
        body=response.body,
        content_type=header(response, "Content-Type"),
        fetched_at=meta.get("received_at") or datetime.now(UTC),
        status=response.status,
        headers=rights_headers(response),
        site=meta.get("site"),
    )
    return InboxPage(page=page, etag=validators.etag, last_modified=validators.last_modified)


def rights_headers(response: Response) -> tuple[tuple[str, str], ...]:
    """Return the response headers in which an outlet reserves rights, with names in lower case."""
    names = ("x-robots-tag", "tdm-reservation", "tdm-policy")
    return tuple((name, each.decode("latin-1")) for name in names for each in response.headers.getlist(name))
