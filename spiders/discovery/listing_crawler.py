"""The spider's half for listings: asks for them, reads them, and follows what they say of further ones."""

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
from spiders.fetching.exceptions import HostPaused
from spiders.fetching.failures import gravity, word
from spiders.healing.rediscovery import ListingRediscovery
from spiders.interfaces import ListingRequest, ListingResponse, RunServices
from spiders.listings.listing import ListingContext, ListingError, ParsedListing
from spiders.listings.parse import listing_parts
from storage.discovery.listings import ListingState, Validators
from storage.records import ListingEntry
from storage.source import Discovery, Source

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_FIRST = 100_000  # Scrapy asks for the highest priority first, and for the latest of one priority


@dataclass(kw_only=True)
class ListingCrawler:
    """Looks at the listings of one source for one run. A feed or a sitemap may have *most_bytes*."""

    source: Source
    desk: RunServices
    most_bytes: int
    _asked: int = 0

    @cached_property
    def rounds(self) -> ListingTraversal:
        """What this run has seen of the source's listings."""
        desk = self.desk.listings
        return ListingTraversal(source=self.source, desk=desk, backfill=BackfillPlan(source=self.source, desk=desk))

    @property
    def goes_back(self) -> bool:
        """Whether the news are done, and a backfill has begun."""
        return self.rounds.backfill.begun

    def first(self) -> Iterator[Request]:
        """Yield the requests for the source's own listings, and for those that were found instead of dead ones."""
        for errand in self.rounds.first():
            yield self._request(errand)
        yield from self.also(self.desk.healing.replacements(self.source))

    def also(self, ways: Iterable[Discovery]) -> Iterator[Request]:
        """Yield the requests for ways of discovery that were found beside the file's."""
        for errand in self.rounds.own(ways):
            yield self._request(errand)

    @cached_property
    def healing(self) -> ListingRediscovery:
        """The half of the spider that looks around when a way of discovery has died."""
        return ListingRediscovery(source=self.source, desk=self.desk, listings=self.also)

    async def parse(self, response: Response, errand: ListingRequest) -> AsyncIterator[Request]:
        """Offer what a listing names, some at a time; further listings that it names are followed, the newest first."""
        async for each in self._follow(response, errand):
            yield each
        if errand.backfill and (step := self.step()) is not None:
            yield step

    async def _follow(self, response: Response, errand: ListingRequest) -> AsyncIterator[Request]:
        desk, url = self.desk.listings, errand.url
        known: ListingState = desk.table.known(url)
        digest = sha256(response.body).hexdigest()
        came = ListingResponse(
            status=response.status,
            validators=validators_of(response),
            digest=digest,
            moved_to=_moved_to(response, errand),
        )
        if response.status == HTTPStatus.NOT_MODIFIED:
            desk.unchanged(self.source, errand, replace(came, digest=None))
        elif response.status != HTTPStatus.OK:
            self._error(errand, _answered(response.status), status=response.status)
        elif known.digest == came.digest and not self._is_planned(errand):
            desk.unchanged(self.source, errand, came)
        else:
            async for each in self._read(response, errand, came, known):
                yield each

    async def _read(
        self, response: Response, errand: ListingRequest, came: ListingResponse, known: ListingState
    ) -> AsyncIterator[Request]:
        desk, now = self.desk.listings, datetime.now(UTC)
        reading, last, entries = desk.begin(self.source, errand), ParsedListing(), list[ListingEntry]()
        parts = listing_parts(response.body, header(response, "Content-Type"), errand.listing, self._outlook(response))
        try:
            for last in parts:
                entries = self.rounds.sifted(errand, last.entries)
                self.rounds.brought(errand, desk.offer(reading, entries))
                await asyncio.sleep(0)  # other sources' answers wait no longer than for one part
        except ListingError as error:
            self._error(errand, str(error), status=response.status, cause=error)
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
            yield self._request(below)
        if reading.new and may_lie(known, came.validators, now):
            yield self._proof_request(errand, known.validators)

    def parse_proof(self, response: Response, errand: ListingRequest) -> None:
        """Hear whether a listing calls itself "not modified" by what it was before it changed."""
        if response.status == HTTPStatus.NOT_MODIFIED:
            self.desk.listings.distrust(self.source, errand.url)

    def broke(self, failure: Failure) -> Iterator[Request]:
        """Note a listing that brought no answer."""
        errand: ListingRequest = failure.request.cb_kwargs["errand"]  # type: ignore[attr-defined]  # Scrapy sets it
        self._error(errand, word(failure.value), cause=failure.value)
        if errand.backfill and (step := self.step()) is not None:
            yield step

    def _error(
        self, errand: ListingRequest, error: str, *, status: int = 0, cause: BaseException | None = None
    ) -> None:
        if errand.progress is not None:
            self.rounds.backfill.page_failed(errand, status, datetime.now(UTC))
            return
        until = cause.until if isinstance(cause, HostPaused) else None
        grave = gravity(cause, status=status)
        self.desk.listings.failed(self.source, errand, error, status=status, severity=grave, until=until)

    def _is_planned(self, errand: ListingRequest) -> bool:
        """Whether a backfill must look at a section page for what lies behind it, though it has not changed."""
        return errand.listing.kind.facts.is_page and not self.desk.listings.window.is_open

    def _outlook(self, response: Response) -> ListingContext:
        zone = ZoneInfo(self.source.timezone)
        return ListingContext(url=response.url, home=self.source.home, zone=zone, now=datetime.now(UTC))

    def step(self) -> Request | None:
        """Return the request for what a backfill asks next, if it may go on."""
        if not self.desk.may_continue(self.source):
            return None
        step = self.rounds.next_step(datetime.now(UTC))
        return self._request(step) if step is not None else None

    def _request(self, errand: ListingRequest) -> Request:
        known = conditions(self.desk.listings.table.known(errand.url), datetime.now(UTC))
        if self._is_planned(errand):
            known = Validators()
        self._asked += 1
        return Request(
            errand.url,
            callback=self.parse,
            errback=self.broke,
            headers=conditional(known),
            cb_kwargs={"errand": errand},
            meta={} if errand.listing.kind.facts.is_page else {"download_maxsize": self.most_bytes},
            dont_filter=True,
            priority=_FIRST - self._asked,
        )

    def _proof_request(self, errand: ListingRequest, had: Validators) -> Request:
        return Request(
            errand.url,
            callback=self.parse_proof,
            errback=lambda _failure: None,
            headers=conditional(had),
            cb_kwargs={"errand": errand},
            dont_filter=True,
            priority=_FIRST,
        )


def _moved_to(response: Response, errand: ListingRequest) -> str | None:
    """Return where a source's own listing was found, when only permanent redirects led there (RFC 9110 §15.4)."""
    reasons = response.meta.get("redirect_reasons", ()) if response.request is not None else ()
    own = not errand.parents and not errand.backfill
    return response.url if own and reasons and set(reasons) <= _PERMANENT else None


def _answered(status: int) -> str:
    return f"answered {status}" + (": it is gone for good: edit the source" if status == HTTPStatus.GONE else "")
