"""The part of the spider that crawls listings: requests them, parses them, and follows child sitemaps."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.discovery.backfill import BackfillPlan
from spiders.discovery.traversal import ListingTraversal
from spiders.discovery.validator_trust import conditions, is_proven_lie, may_lie
from spiders.fetching.conditional import conditional, header, validators_of
from spiders.fetching.exceptions import HostPaused, RequestReturned
from spiders.fetching.failures import error_text, severity
from spiders.healing.rediscovery import ListingRediscovery
from spiders.interfaces import ListingFailure, ListingRequest, ListingResponse, RunServices
from spiders.listings.listing import ListingContext, ListingError, ParsedListing
from storage.discovery.listings import ListingState, Validators
from storage.records import ListingEntry
from storage.source import Discovery, Source

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_FIRST = 100_000  # Scrapy sends the highest priority first and, within one priority, the latest request first


@dataclass(kw_only=True)
class ListingCrawler:
    """Crawls the listings of one source in one run. *most_bytes* is the size limit of a feed or sitemap."""

    source: Source
    services: RunServices
    most_bytes: int
    _asked: int = 0

    @cached_property
    def traversal(self) -> ListingTraversal:
        """The listings that this run has requested so far."""
        services = self.services.listings
        return ListingTraversal(
            source=self.source, services=services, backfill=BackfillPlan(source=self.source, services=services)
        )

    @property
    def goes_back(self) -> bool:
        """Whether the current listings are done and a backfill has begun."""
        return self.traversal.backfill.begun

    def first(self) -> Iterator[Request]:
        """Yield the requests for the source's own listings, and for the replacements of dead ones."""
        for request in self.traversal.first():
            yield self._request(request)
        yield from self.requests_for(self.services.healing.replacements(self.source))

    def requests_for(self, listings: Iterable[Discovery]) -> Iterator[Request]:
        """Yield the requests for *listings* that this run has not requested yet."""
        for request in self.traversal.own(listings):
            yield self._request(request)

    @cached_property
    def healing(self) -> ListingRediscovery:
        """The part of the spider that searches for a replacement when a listing is dead."""
        return ListingRediscovery(source=self.source, services=self.services, requests_for=self.requests_for)

    async def parse(self, response: Response, request: ListingRequest) -> AsyncIterator[Request]:
        """Store the entries of a listing in parts, and follow the child sitemaps that it names, newest first."""
        async for each in self._follow(response, request):
            yield each
        if request.backfill and (step := self.step()) is not None:
            yield step

    async def _follow(self, response: Response, request: ListingRequest) -> AsyncIterator[Request]:
        services, url = self.services.listings, request.url
        known: ListingState = services.table.known(url)
        digest = await asyncio.to_thread(_digest, response.body)
        answer = ListingResponse(
            status=response.status,
            validators=validators_of(response),
            digest=digest,
            moved_to=_moved_to(response, request),
        )
        if response.status == HTTPStatus.NOT_MODIFIED:
            services.unchanged(self.source, request, replace(answer, digest=None))
        elif response.status != HTTPStatus.OK:
            self._error(request, _answered(response.status), status=response.status)
        elif known.digest == answer.digest and not self._is_planned(request):
            services.unchanged(self.source, request, answer)
        else:
            async for each in self._read(response, request, answer, known):
                yield each

    async def _read(
        self, response: Response, request: ListingRequest, answer: ListingResponse, known: ListingState
    ) -> AsyncIterator[Request]:
        services, now = self.services.listings, datetime.now(UTC)
        reading, last, entries = services.begin(self.source, request), ParsedListing(), list[ListingEntry]()
        content_type, context = header(response, "Content-Type"), self._context(response, known)
        try:
            async for last in self.services.reading.parts(response.body, content_type, request.listing, context):
                entries = self.traversal.without_traps(request, last.entries)
                self.traversal.count_new(request, services.offer(reading, entries))
                if self.services.returns_requests(self.source):
                    return
                await asyncio.sleep(0)  # lets the reactor handle other responses between two parts
        except RequestReturned:
            return  # it is not closed, so the next run reads it again
        except ListingError as error:
            self._error(request, str(error), status=response.status, cause=error)
            return
        # A damaged listing and an index are requested without validators next time: the children of an index have
        # validators of their own. An index has no digest either: a killed run may have left its children unread.
        if last.damaged is not None or last.children:
            answer = replace(answer, validators=Validators(), digest=None if last.children else answer.digest)
        if reading.new and is_proven_lie(known, answer.validators, answer.digest):
            services.distrust(self.source, request.url)
        for reason, number in last.skipped:
            services.skip(self.source, reason, number)
        services.close(self.source, request, reading, last, answer)
        self.traversal.page_read(request, last, entries, reading.new, now)
        async for below in self.traversal.below(request, last.children, now):
            yield self._request(below)
        if reading.new and may_lie(known, answer.validators, now):
            yield self._validator_check(request, known.validators)

    def parse_validator_check(self, response: Response, request: ListingRequest) -> None:
        """Distrust a listing that answers "not modified" to validators from before a change that we saw."""
        if response.status == HTTPStatus.NOT_MODIFIED:
            self.services.listings.distrust(self.source, request.url)

    def request_failed(self, failure: Failure) -> Iterator[Request]:
        """Record a listing that gave no response; one that was given back was not asked."""
        if isinstance(failure.value, RequestReturned):
            return
        request: ListingRequest = failure.request.cb_kwargs["request"]  # type: ignore[attr-defined]  # Scrapy sets it
        self._error(request, error_text(failure.value), cause=failure.value)
        if request.backfill and (step := self.step()) is not None:
            yield step

    def _error(
        self, request: ListingRequest, error: str, *, status: int = 0, cause: BaseException | None = None
    ) -> None:
        if request.progress is not None:
            self.traversal.backfill.page_failed(request, status, datetime.now(UTC))
            return
        until = cause.until if isinstance(cause, HostPaused) else None
        how_severe = severity(cause, status=status)
        failure = ListingFailure(error=error, status=status, severity=how_severe, until=until)
        self.services.listings.failed(self.source, request, failure)

    def _is_planned(self, request: ListingRequest) -> bool:
        """Whether a section page must be parsed although it has not changed: a backfill needs its older pages."""
        return request.listing.kind.facts.is_page and not self.services.listings.window.is_open

    def _context(self, response: Response, known: ListingState) -> ListingContext:
        zone, now = ZoneInfo(self.source.timezone), datetime.now(UTC)
        return ListingContext(
            url=response.url,
            home=self.source.home,
            zone=zone,
            now=now,
            utc_is_local=known.utc_is_local,
            own=self.source.own_urls,
        )

    def step(self) -> Request | None:
        """Return the next request of a backfill. `None` when there is none, or when the run must stop."""
        if not self.services.may_continue(self.source):
            return None
        step = self.traversal.next_step(datetime.now(UTC))
        return self._request(step) if step is not None else None

    def _request(self, request: ListingRequest) -> Request:
        known = conditions(self.services.listings.table.known(request.url), datetime.now(UTC))
        if self._is_planned(request):
            known = Validators()
        self._asked += 1
        return Request(
            request.url,
            callback=self.parse,
            errback=self.request_failed,
            headers=conditional(known),
            cb_kwargs={"request": request},
            meta={} if request.listing.kind.facts.is_page else {"download_maxsize": self.most_bytes},
            dont_filter=True,
            priority=_FIRST - self._asked,
        )

    def _validator_check(self, request: ListingRequest, old_validators: Validators) -> Request:
        return Request(
            request.url,
            callback=self.parse_validator_check,
            errback=lambda _failure: None,
            headers=conditional(old_validators),
            cb_kwargs={"request": request},
            dont_filter=True,
            priority=_FIRST,
        )


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()


def _moved_to(response: Response, request: ListingRequest) -> str | None:
    """Return the new URL of a source's own listing, when only permanent redirects led there (RFC 9110 §15.4)."""
    reasons = response.meta.get("redirect_reasons", ()) if response.request is not None else ()
    own = not request.parents and not request.backfill
    return response.url if own and reasons and set(reasons) <= _PERMANENT else None


def _answered(status: int) -> str:
    return f"answered {status}" + (": it is gone for good: edit the source" if status == HTTPStatus.GONE else "")
