"""The spider's half for healing: once its listings have spoken, it looks around for what may stand in for a dead one.

The same look around as `rasad sources add` (`spiders.autodiscovery.planner`, `spiders.autodiscovery.selection`), with
the requests of the crawl: one after the other, at the host's pace, under its robots.txt, no more than `MOST_ASKED`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.web.urls import same_site
from spiders.autodiscovery.planner import AWAY, ExplorationState, ProbeRequest, next_ask, so_far
from spiders.autodiscovery.probe import DocumentType, FailedProbe, ProbedDocument, look
from spiders.fetching.conditional import header
from spiders.fetching.exceptions import HostClosed, RequestRefused
from spiders.fetching.failures import word
from spiders.interfaces import RunServices
from storage.records import Page
from storage.source import Discovery, Source

_PRIORITY = 50_000


@dataclass(slots=True, kw_only=True)
class ListingRediscovery:
    """Looks around at the outlet of one source, once a run at most; *listings* turns what was found into requests."""

    source: Source
    desk: RunServices
    listings: Callable[[Sequence[Discovery]], Iterator[Request]]
    _begun: bool = False
    _known: int = 0

    def begin(self) -> Iterator[Request]:
        """Yield the first request of a look around, if one is due; to be called when the listings have spoken."""
        if self._begun or not self.desk.polls_listings(self.source):
            return
        self._begun = True
        gone = self.desk.healing.begin(self.source)
        if gone is not None:
            home = self.source.home
            known = tuple(
                ProbedDocument(asked=url, url=url, form=DocumentType.NOTHING, said="dead")
                for url in gone
                if url != home
            )
            self._known = len(known)
            robots = self.desk.healing.robots(home)
            yield from self._next(ExplorationState(typed=home, home=home, robots=robots, looked=known))

    def heard(self, response: Response, prospect: ExplorationState, ask: ProbeRequest) -> Iterator[Request]:
        """Look at one document, and ask for the next or end."""
        answer: Page | FailedProbe = Page(
            requested_url=ask.url,
            final_url=response.url,
            body=response.body,
            content_type=header(response, "Content-Type"),
            fetched_at=datetime.now(UTC),
            status=response.status,
        )
        if not self._is_own(response.url):
            answer = FailedProbe(url=ask.url, why=f"leads to another site: {response.url}")
        looked = self._looked(answer)
        is_shut = looked.said in AWAY or (self._is_front(ask) and looked.form is DocumentType.NOTHING)
        yield from self._after(prospect, looked, ask, is_shut=is_shut)

    def broke(self, failure: Failure) -> Iterator[Request]:
        """Note a document that did not come; a front page that is not there, or a host that asks to wait, ends it."""
        said = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        error, prospect, ask = failure.value, said["prospect"], said["ask"]
        looked = self._looked(FailedProbe(url=ask.url, why=word(error), forbidden=isinstance(error, RequestRefused)))
        is_shut = isinstance(error, HostClosed) or (self._is_front(ask) and not isinstance(error, RequestRefused))
        yield from self._after(prospect, looked, ask, is_shut=is_shut)

    def _after(
        self, prospect: ExplorationState, looked: ProbedDocument, ask: ProbeRequest, *, is_shut: bool
    ) -> Iterator[Request]:
        seen = prospect.seen(looked, ask)
        if is_shut or not self.desk.may_continue(self.source):
            yield from self._end(seen)
        else:
            yield from self._next(seen)

    def _next(self, prospect: ExplorationState) -> Iterator[Request]:
        ask = next_ask(prospect, now=datetime.now(UTC))
        while ask is not None and not self._is_own(ask.url):
            prospect = prospect.seen(self._looked(FailedProbe(url=ask.url, why="on another site")), ask)
            ask = next_ask(prospect, now=datetime.now(UTC))
        if ask is None:
            yield from self._end(prospect)
            return
        yield Request(
            ask.url,
            callback=self.heard,
            errback=self.broke,
            cb_kwargs={"prospect": prospect, "ask": ask},
            dont_filter=True,
            priority=_PRIORITY,
        )

    def _end(self, prospect: ExplorationState) -> Iterator[Request]:
        ways = so_far(prospect, now=datetime.now(UTC)).ways
        yield from self.listings(self.desk.healing.end(self.source, ways, requests=len(prospect.looked) - self._known))

    def _is_own(self, url: str) -> bool:
        """Whether an address is the outlet's, by its front page or its file: no other host's lock is held."""
        return any(same_site(url, own) for own in (self.source.home, *(each.url for each in self.source.discover)))

    def _is_front(self, ask: ProbeRequest) -> bool:
        return ask.url == self.source.home

    def _looked(self, answer: Page | FailedProbe) -> ProbedDocument:
        zone = ZoneInfo(self.source.timezone)
        return look(answer, home=self.source.home, zone=zone, now=datetime.now(UTC))
