"""The one spider: looks at a source's listings, then fetches what the desk gives out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.items import Download
from spiders.backfill import Backfill
from spiders.errands import Came, Errand, ListingDesk
from spiders.failures import word
from spiders.listing import Listing, ListingError, Outlook
from spiders.reading import listing_parts
from spiders.refusals import Refused
from spiders.rounds import Rounds
from spiders.trust import conditions, is_proven_lie, may_lie
from spiders.unpack import MOST_BYTES
from storage.listings import Known, Validators
from storage.records import Claim, DiscoveryKind, Listed, Page, Source

_OK, _NOT_MODIFIED, _GONE = 200, 304, 410
_BUSY = frozenset({429, 503})
_PERMANENT = frozenset({301, 308})
_LISTING_TIMES = 5  # a feed or a sitemap may be so many times larger than a page: it is never held as a tree
_LISTINGS_FIRST = 100_000  # Scrapy asks for the highest priority first, and for the latest of one priority


class Desk(Protocol):
    """What the spider needs of the run it belongs to."""

    @property
    def listings(self) -> ListingDesk: ...

    def claim(self, source: Source, *, backfill: bool = False) -> Sequence[Claim]: ...

    def may_go_on(self, source: Source) -> bool: ...


class NewsSpider(Spider):
    """Crawls one source. Subclasses differ by *source* alone (`spiders.loader.spider_class`)."""

    source: Source
    most_bytes = MOST_BYTES

    def __init__(self, *, desk: Desk | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk: Any = desk  # a `Desk`; one that is run alone is given its own before it starts
        self._asked = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.most_bytes = min(MOST_BYTES, _LISTING_TIMES * crawler.settings.getint("DOWNLOAD_MAXSIZE"))
        crawler.signals.connect(spider.give_out, signal=signals.spider_idle)
        return spider

    @cached_property
    def rounds(self) -> Rounds:
        """What this run has seen of the source's listings."""
        desk = self.desk.listings
        return Rounds(source=self.source, desk=desk, backfill=Backfill(source=self.source, desk=desk))

    async def start(self) -> AsyncIterator[Request]:
        for errand in self.rounds.first():
            yield self._listing_request(errand)

    # --- listings

    async def parse_listing(self, response: Response, errand: Errand) -> AsyncIterator[Request]:
        """Offer what a listing names, some at a time; further listings that it names are followed, the newest first."""
        async for each in self._follow(response, errand):
            yield each
        if errand.backfill and (step := self._step()) is not None:
            yield step

    async def _follow(self, response: Response, errand: Errand) -> AsyncIterator[Request]:
        desk, url = self.desk.listings, errand.url
        known: Known = desk.known(url)
        digest = sha256(response.body).hexdigest()
        came = Came(
            status=response.status, validators=_validators(response), digest=digest, moved_to=moved_to(response, errand)
        )
        if response.status == _NOT_MODIFIED:
            desk.unchanged(self.source, errand, replace(came, digest=None))
        elif response.status != _OK:
            self._listing_error(errand, _answered(response.status), status=response.status)
        elif known.digest == digest and not self._is_planned(errand):
            desk.unchanged(self.source, errand, came)
        else:
            async for each in self._read(response, errand, came, known):
                yield each

    async def _read(self, response: Response, errand: Errand, came: Came, known: Known) -> AsyncIterator[Request]:
        desk, now = self.desk.listings, datetime.now(UTC)
        reading, last, entries = desk.begin(self.source, errand), Listing(), list[Listed]()
        parts = listing_parts(response.body, _header(response, "Content-Type"), errand.listing, self._outlook(response))
        try:
            for last in parts:
                entries = self.rounds.sifted(errand, last.entries)
                self.rounds.brought(errand, desk.offer(reading, entries))
                await asyncio.sleep(0)  # other sources' answers wait no longer than for one part
        except ListingError as error:
            self._listing_error(errand, str(error), status=response.status)
            return
        # What broke off, and an index (its children have validators of their own), is asked for whole again; an index
        # is read again, too: its children may be left over from a run that was killed.
        if last.damaged is not None or last.children:
            came = replace(came, validators=Validators(), digest=None if last.children else came.digest)
        if reading.new and is_proven_lie(known, came.validators, came.digest):
            desk.distrust(self.source, errand.url)
        desk.close(self.source, errand, reading, last, came)
        self.rounds.read(errand, last, entries, reading.new, now)
        for below in self.rounds.below(errand, last.children, now) if last.children else ():
            yield self._listing_request(below)
        if reading.new and may_lie(known, came.validators, now):
            yield self._proof_request(errand, known.validators)

    def parse_proof(self, response: Response, errand: Errand) -> None:
        """Hear whether a listing calls itself "not modified" by what it was before it changed."""
        if response.status == _NOT_MODIFIED:
            self.desk.listings.distrust(self.source, errand.url)

    def listing_broke(self, failure: Failure) -> Iterator[Request]:
        """Note a listing that brought no answer."""
        errand: Errand = failure.request.cb_kwargs["errand"]  # type: ignore[attr-defined]  # Scrapy sets it
        self._listing_error(errand, word(failure.value))
        if errand.backfill and (step := self._step()) is not None:
            yield step

    def _listing_error(self, errand: Errand, error: str, *, status: int = 0) -> None:
        if errand.walk is not None:
            self.rounds.backfill.page_failed(errand, status, datetime.now(UTC))
        else:
            self.desk.listings.failed(self.source, errand, error, status=status)

    def _is_planned(self, errand: Errand) -> bool:
        """Whether a backfill must look at a section page for what lies behind it, though it has not changed."""
        return errand.listing.kind is DiscoveryKind.SECTION and not self.desk.listings.window.is_open

    def _outlook(self, response: Response) -> Outlook:
        zone = ZoneInfo(self.source.timezone)
        return Outlook(url=response.url, home=self.source.home, zone=zone, now=datetime.now(UTC))

    def _step(self) -> Request | None:
        """Return the request for what a backfill asks next, if it may go on."""
        if not self.desk.may_go_on(self.source):
            return None
        step = self.rounds.next_step(datetime.now(UTC))
        return self._listing_request(step) if step is not None else None

    def _listing_request(self, errand: Errand) -> Request:
        known = conditions(self.desk.listings.known(errand.url), datetime.now(UTC))
        if self._is_planned(errand):
            known = Validators()
        self._asked += 1
        return Request(
            errand.url,
            callback=self.parse_listing,
            errback=self.listing_broke,
            headers=_conditions(known),
            cb_kwargs={"errand": errand},
            meta={} if errand.listing.kind is DiscoveryKind.SECTION else {"download_maxsize": self.most_bytes},
            dont_filter=True,
            priority=_LISTINGS_FIRST - self._asked,
        )

    def _proof_request(self, errand: Errand, had: Validators) -> Request:
        return Request(
            errand.url,
            callback=self.parse_proof,
            errback=lambda _failure: None,
            headers=_conditions(had),
            cb_kwargs={"errand": errand},
            dont_filter=True,
            priority=_LISTINGS_FIRST,
        )

    # --- pages

    def give_out(self) -> None:
        """When nothing is under way, ask the desk for more; the spider ends when there is none.

        Pages are asked for only after every listing has spoken, so that what is known of a URL does not depend on
        which listing answered first. A backfill begins when the news are fetched.
        """
        claims = self.desk.claim(self.source, backfill=self.rounds.backfill.begun)
        for number, claim in enumerate(claims):
            self.crawler.engine.crawl(self._page_request(claim, priority=-number))
        if claims:
            raise DontCloseSpider
        if self.rounds.backfill.begun or self.desk.listings.window.is_open:
            return
        step = self._step()
        if step is not None:
            self.crawler.engine.crawl(step)
        if self.rounds.backfill.begun:
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


def moved_to(response: Response, errand: Errand) -> str | None:
    """Return where a source's own listing was found, when only permanent redirects led there (RFC 9110 §15.4)."""
    reasons = response.meta.get("redirect_reasons", ()) if response.request is not None else ()
    own = not errand.trail and not errand.backfill
    return response.url if own and reasons and set(reasons) <= _PERMANENT else None


def _answered(status: int) -> str:
    return f"answered {status}" + (": it is gone for good: edit the source" if status == _GONE else "")


def _conditions(known: Validators) -> dict[str, str]:
    """Return the headers that ask "has it changed?" (RFC 9110 §13.1)."""
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def _validators(response: Response) -> Validators:
    return Validators(etag=_header(response, "ETag"), last_modified=_header(response, "Last-Modified"))


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
