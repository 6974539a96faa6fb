"""The one spider: looks at a source's listings, then fetches what the desk gives out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.items import Download
from pipelines.urls import canonical_url
from spiders.failures import Gravity, gravity, word
from spiders.feed import read_feed
from spiders.listing import Child, Listing, ListingError, Outlook, follows
from spiders.refusals import Refused
from spiders.section import read_section
from spiders.sitemap import read_sitemap
from storage.frontier import Validators
from storage.records import Claim, Discovery, DiscoveryKind, Page, Source

_OK, _NOT_MODIFIED = 200, 304
_BUSY = frozenset({429, 503})
_MOST_DEPTH = 3
_MOST_CHILDREN = 500
_LISTINGS_FIRST = 100_000  # Scrapy asks for the highest priority first, and for the latest of one priority


class Desk(Protocol):
    """What the spider needs of the run it belongs to."""

    def wants_listings(self, source: Source) -> bool: ...

    def validators(self, listing_url: str) -> Validators: ...

    def offer(self, source: Source, listing: Discovery, url: str, found: Listing, fresh: Validators) -> None: ...

    def listing_unchanged(self, source: Source, listing: Discovery, url: str) -> None: ...

    def listing_failed(
        self,
        source: Source,
        listing: Discovery,
        url: str,
        error: str,
        *,
        status: int = 0,
        gravity: Gravity = Gravity.SOFT,
        retry_after: str | None = None,
    ) -> None: ...

    def claim(self, source: Source) -> Sequence[Claim]: ...


class NewsSpider(Spider):
    """Crawls one source. Subclasses differ by *source* alone (`spiders.loader.spider_class`)."""

    source: Source

    def __init__(self, *, desk: Desk | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk: Any = desk  # a `Desk`; one that is run alone is given its own before it starts
        self._seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.give_out, signal=signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        for listing in self.source.discover if self.desk.wants_listings(self.source) else ():
            if self._is_new(listing.url):
                yield self._listing_request(listing.url, listing, depth=0, known=self.desk.validators(listing.url))

    # --- listings

    def parse_listing(self, response: Response, listing: Discovery, url: str, depth: int) -> Iterator[Request]:
        """Offer what a listing names; what it says of further listings is followed, the newest first."""
        if response.status == _NOT_MODIFIED:
            self.desk.listing_unchanged(self.source, listing, url)
            return
        if response.status != _OK:
            said = _header(response, "Retry-After") if response.status in _BUSY else None
            self._listing_error(listing, url, f"answered {response.status}", status=response.status, retry_after=said)
            return
        try:
            found = self._read(response, listing)
        except ListingError as error:
            self._listing_error(listing, url, str(error), status=response.status, cause=error)
            return
        # What broke off, and an index (its children have validators of their own), is asked for whole again.
        whole = found.damaged is None and not found.children
        self.desk.offer(self.source, listing, url, found, _validators(response) if whole else Validators())
        if depth < _MOST_DEPTH:
            yield from self._children(found.children, listing, depth=depth + 1)

    def listing_broke(self, failure: Failure) -> None:
        """Note a listing that brought no answer."""
        said = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it before an errback
        self._listing_error(said["listing"], said["url"], word(failure.value), cause=failure.value)

    def _children(self, children: Sequence[Child], listing: Discovery, *, depth: int) -> Iterator[Request]:
        asked = 0
        for child in sorted(children, key=_newest_first):
            if asked == _MOST_CHILDREN:
                return
            known = self.desk.validators(child.url)
            if self._is_new(child.url) and not _is_unchanged(child, known):
                asked += 1
                yield self._listing_request(child.url, listing, depth=depth, known=known, priority=-asked)

    def _is_new(self, url: str) -> bool:
        own = canonical_url(url)
        if own in self._seen:
            return False
        self._seen.add(own)
        return True

    def _listing_error(
        self,
        listing: Discovery,
        url: str,
        error: str,
        *,
        status: int = 0,
        cause: BaseException | None = None,
        retry_after: str | None = None,
    ) -> None:
        grave = gravity(cause, status=status)
        self.desk.listing_failed(
            self.source, listing, url, error, status=status, gravity=grave, retry_after=retry_after
        )

    def _read(self, response: Response, listing: Discovery) -> Listing:
        outlook = Outlook(
            url=response.url, home=self.source.home, zone=ZoneInfo(self.source.timezone), now=datetime.now(UTC)
        )
        content_type = _header(response, "Content-Type")
        match listing.kind:
            case DiscoveryKind.FEED:
                found = read_feed(response.body, content_type, outlook)
            case DiscoveryKind.SECTION:
                found = read_section(response.body, listing.follow, content_type, outlook)
            case _:
                found = read_sitemap(response.body, outlook)
        if listing.follow is not None:
            found = replace(found, entries=tuple(each for each in found.entries if follows(listing.follow, each.url)))
        if found.elsewhere and not found.entries and not found.children and found.damaged is None:
            return replace(found, damaged=f"all {found.elsewhere} links lead to other sites: did the outlet move?")
        return found

    def _listing_request(
        self, url: str, listing: Discovery, *, depth: int, known: Validators, priority: int = 0
    ) -> Request:
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.listing_broke,
            headers=_conditions(known),
            cb_kwargs={"listing": listing, "url": url, "depth": depth},
            dont_filter=True,
            priority=_LISTINGS_FIRST + priority,
        )

    # --- pages

    def give_out(self) -> None:
        """When nothing is under way, ask the desk for more; the spider ends when there is none.

        Pages are asked for only after every listing has spoken, so that what is known of a URL does not depend on
        which listing answered first.
        """
        claims = self.desk.claim(self.source)
        for number, claim in enumerate(claims):
            self.crawler.engine.crawl(self._page_request(claim, priority=-number))
        if claims:
            raise DontCloseSpider

    def parse_page(self, response: Response, claim: Claim) -> Iterator[Download]:
        """Hand over how the request ended; whatever the status, the URL has a fate."""
        fresh = _validators(response)
        page = Page(
            requested_url=claim.url,
            final_url=response.url,
            body=response.body,
            content_type=_header(response, "Content-Type"),
            fetched_at=datetime.now(UTC),
            status=response.status,
        )
        yield Download(
            claim=claim,
            source=self.source,
            page=page,
            status=response.status,
            etag=fresh.etag,
            last_modified=fresh.last_modified,
            retry_after=(_header(response, "Retry-After") or "0") if response.status in _BUSY else None,
        )

    def page_broke(self, failure: Failure) -> Iterator[Download]:
        """Hand over a request that brought no answer, or that we did not send."""
        error = failure.value
        yield Download(
            claim=failure.request.cb_kwargs["claim"],  # type: ignore[attr-defined]  # Scrapy sets it
            source=self.source,
            page=None,
            status=0,
            error=word(error),
            refused=error.reason if isinstance(error, Refused) else None,
        )

    def _page_request(self, claim: Claim, *, priority: int) -> Request:
        return Request(
            claim.url,
            callback=self.parse_page,
            errback=self.page_broke,
            headers=_conditions(Validators(etag=claim.etag, last_modified=claim.last_modified)),
            cb_kwargs={"claim": claim},
            dont_filter=True,
            priority=priority,
        )


def _newest_first(child: Child) -> tuple[bool, float]:
    return (child.modified_at is None, -child.modified_at.timestamp() if child.modified_at else 0.0)


def _is_unchanged(child: Child, known: Validators) -> bool:
    """Whether the answer we have of a child is younger than the change that its index tells of."""
    if child.modified_at is None or known.last_modified is None:
        return False
    try:
        had_at = parsedate_to_datetime(known.last_modified)
    except ValueError:
        return False
    return had_at.tzinfo is not None and child.modified_at <= had_at


def _conditions(known: Validators) -> dict[str, str]:
    """Return the headers that ask "has it changed?" (RFC 9110 §13.1)."""
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def _validators(response: Response) -> Validators:
    return Validators(etag=_header(response, "ETag"), last_modified=_header(response, "Last-Modified"))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
