"""The part of the spider that searches for a replacement of a dead listing, after all listings were read.

The search is the same as in `rasad sources add` (`spiders.autodiscovery.planner`, `spiders.autodiscovery.selection`),
but with the requests of the crawl: one after the other, with the host's delay and robots.txt, at most `MOST_PROBES`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.web.urls import same_site
from spiders.autodiscovery.planner import BLOCKED, ExplorationState, ProbeRequest, current_result, next_probe
from spiders.autodiscovery.probe import DocumentType, FailedProbe, ProbedDocument, identify_document
from spiders.autodiscovery.selection import DiscoveryCandidate
from spiders.fetching.conditional import header
from spiders.fetching.exceptions import HostClosed, RequestRefused, RequestReturned
from spiders.fetching.failures import error_text
from spiders.interfaces import RunServices
from storage.records import Page
from storage.source import Discovery, Source

logger = logging.getLogger(__name__)

_PRIORITY = 50_000


@dataclass(slots=True, kw_only=True)
class ListingRediscovery:
    """Searches the outlet of one source for listings, at most once a run.

    *requests_for* returns the requests for the listings that were found.
    """

    source: Source
    services: RunServices
    requests_for: Callable[[Sequence[Discovery]], Iterator[Request]]
    _begun: bool = False
    _known: int = 0

    def begin(self) -> Iterator[Request]:
        """Yield the first request of a search, if one is due. Call it after all listings were read."""
        if self._begun or not self.services.polls_listings(self.source):
            return
        self._begun = True
        failed_urls = self.services.healing.begin(self.source)
        if failed_urls is not None:
            home = self.source.home
            known = tuple(
                ProbedDocument(requested_url=url, url=url, document_type=DocumentType.NOTHING, description="dead")
                for url in failed_urls
                if url != home
            )
            self._known = len(known)
            robots = self.services.healing.robots(home)
            state = ExplorationState(given_url=home, home=home, robots=robots, documents=known)
            seen, probe = self._following(state)
            if probe is not None:
                yield self._request(seen, probe)

    async def parse(self, response: Response, state: ExplorationState, probe: ProbeRequest) -> AsyncIterator[Request]:
        """Identify one document, and request the next one or end the search."""
        answer = Page(
            requested_url=probe.url,
            final_url=response.url,
            body=response.body,
            content_type=header(response, "Content-Type"),
            fetched_at=datetime.now(UTC),
            status=response.status,
        )
        if self._is_own(response.url):
            zone = ZoneInfo(self.source.timezone)
            document = await self.services.reading.identify(answer, home=self.source.home, zone=zone)
        else:
            document = self._failed(FailedProbe(url=probe.url, reason=f"leads to another site: {response.url}"))
        is_closed = document.description in BLOCKED or (
            self._is_front(probe) and document.document_type is DocumentType.NOTHING
        )
        async for each in self._after(state, document, probe, is_closed=is_closed):
            yield each

    async def request_failed(self, failure: Failure) -> AsyncIterator[Request]:
        """Record a request without a response. It ends the search for the front page, or when the host asks to wait."""
        arguments = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        error, state, probe = failure.value, arguments["state"], arguments["probe"]
        is_refused = isinstance(error, RequestRefused)
        document = self._failed(FailedProbe(url=probe.url, reason=error_text(error), forbidden=is_refused))
        is_closed = isinstance(error, HostClosed | RequestReturned) or (self._is_front(probe) and not is_refused)
        async for each in self._after(state, document, probe, is_closed=is_closed):
            yield each

    async def _after(
        self, state: ExplorationState, document: ProbedDocument, probe: ProbeRequest, *, is_closed: bool
    ) -> AsyncIterator[Request]:
        """Yield the next requests. Choosing takes long where an outlet names much, so a thread of its own does it."""
        seen, candidates = state.seen(document, probe), tuple[DiscoveryCandidate, ...]()
        try:
            if not is_closed and self.services.may_continue(self.source):
                seen, following = await asyncio.to_thread(self._following, seen)
                if following is not None:
                    yield self._request(seen, following)
                    return
            candidates = (await asyncio.to_thread(current_result, seen, now=datetime.now(UTC))).candidates
        except Exception:  # what the documents hold costs the search, not the crawl of the source
            logger.exception("%s: the search for listings broke off", self.source.id)
        requests = len(seen.documents) - self._known
        for each in self.requests_for(self.services.healing.end(self.source, candidates, requests=requests)):
            yield each

    def _following(self, state: ExplorationState) -> tuple[ExplorationState, ProbeRequest | None]:
        """Return the next document on a site of the outlet, and *state* with those that are not."""
        probe = next_probe(state, now=datetime.now(UTC))
        while probe is not None and not self._is_own(probe.url):
            state = state.seen(self._failed(FailedProbe(url=probe.url, reason="on another site")), probe)
            probe = next_probe(state, now=datetime.now(UTC))
        return state, probe

    def _request(self, state: ExplorationState, probe: ProbeRequest) -> Request:
        return Request(
            probe.url,
            callback=self.parse,
            errback=self.request_failed,
            cb_kwargs={"state": state, "probe": probe},
            dont_filter=True,
            priority=_PRIORITY,
        )

    def _is_own(self, url: str) -> bool:
        """Whether a URL is on a site of the outlet, by its front page or its file: the run holds only their locks."""
        return any(same_site(url, own) for own in self.source.own_urls)

    def _is_front(self, probe: ProbeRequest) -> bool:
        return probe.url == self.source.home

    def _failed(self, answer: FailedProbe) -> ProbedDocument:
        zone = ZoneInfo(self.source.timezone)
        return identify_document(answer, home=self.source.home, zone=zone, now=datetime.now(UTC))
