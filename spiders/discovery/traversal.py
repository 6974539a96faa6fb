"""The traversal of a source's listings in one run: which are requested, in which order, and which are skipped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipelines.web.urls import canonical_url
from spiders.discovery.backfill import BackfillPlan
from spiders.discovery.sitemap_index import choose, is_unchanged
from spiders.interfaces import ListingRequest, ListingServices
from spiders.listings.listing import ChildSitemap, ParsedListing
from spiders.listings.traps import MOST_NEW_LINKS, MOST_TRAPS, ParameterCounter, trap_of
from storage.records import ListingEntry
from storage.source import Discovery, Source

MOST_LISTINGS = 300
"""How many child sitemaps are requested for one source in a run. Those of a backfill do not count."""
MOST_DEPTH = 3
"""How many indexes may be between a source's own listing and a listing with entries."""
_NEWEST = 2
_SLICE = 200  # children, each of them a query
_READ_AGAIN = timedelta(days=30)


@dataclass(slots=True, kw_only=True)
class ListingTraversal:
    """The listings of a source that this run has requested. Whatever is skipped is counted by its reason."""

    source: Source
    services: ListingServices
    backfill: BackfillPlan
    _seen: set[str] = field(default_factory=set)
    _parameters: ParameterCounter = field(default_factory=ParameterCounter)
    _asked: int = 0
    _traps: int = 0
    _new_links: int = 0

    def first(self) -> Iterator[ListingRequest]:
        """Yield the source's own listings, each once."""
        yield from self.own(self.source.discover)

    def own(self, listings: Iterable[Discovery]) -> Iterator[ListingRequest]:
        """Yield requests for *listings*, each URL once in a run."""
        for listing in listings:
            if self.is_new(listing.url):
                yield ListingRequest(listing=listing, url=listing.url)

    def is_new(self, url: str) -> bool:
        """Whether *url* was not requested in this run. The call marks it as requested."""
        own = canonical_url(url)
        if own in self._seen:
            return False
        self._seen.add(own)
        return True

    async def below(
        self, request: ListingRequest, children: Sequence[ChildSitemap], now: datetime
    ) -> AsyncIterator[ListingRequest]:
        """Yield requests for the children of an index that are to be read now, those with the newest entries first.

        A child that is its own parent, one child too many and one too deep are skipped and counted. Between the
        children of a long index the reactor handles other responses.
        """
        if not children:
            return
        parents = (*request.parents, canonical_url(request.url))
        if len(parents) > MOST_DEPTH:
            self._left("too-deep", len(children))
            return
        chosen = await asyncio.to_thread(choose, children, self.services.window, now)
        async for number, child in _in_slices(chosen.now):
            if child.url in parents:
                self._left("loop")
            elif not self._is_unchanged(child, now, is_newest=number < _NEWEST):
                for each in self._one_below(request, child, parents):
                    yield each
        for reason, group in (("older-sitemaps", chosen.older), ("undated-sitemaps", chosen.undated)):
            unread = [
                each
                async for _number, each in _in_slices(group)
                if not self._was_read(each, now) and each.url not in parents
            ]
            if self.services.window.is_open:
                self._left(reason, len(unread))
            else:
                self.backfill.add(_child(request, each, parents, backfill=True) for each in unread)

    def _one_below(
        self, request: ListingRequest, child: ChildSitemap, parents: tuple[str, ...]
    ) -> Iterator[ListingRequest]:
        if request.backfill:
            self.backfill.add([_child(request, child, parents, backfill=True)])
        elif self._asked == MOST_LISTINGS:
            self._left("too-many-listings")
        elif self.is_new(child.url):
            self._asked += 1
            yield _child(request, child, parents, backfill=False)

    def without_traps(self, request: ListingRequest, entries: Sequence[ListingEntry]) -> list[ListingEntry]:
        """Return *entries* without traps, and without the links of a section page beyond the budget of the run."""
        kept = [each for each in entries if not self._is_trap(each.url)]
        if not request.listing.kind.facts.is_page:
            return kept
        kept = [each for each in kept if not self._is_endless(each.url)]
        room = len(kept) if request.backfill else max(0, MOST_NEW_LINKS - self._new_links)
        self._left("new-links", len(kept[room:]))
        return kept[:room]

    def count_new(self, request: ListingRequest, new: int) -> None:
        """Count the new URLs of a section page."""
        if request.listing.kind.facts.is_page and not request.backfill:
            self._new_links += new

    def page_read(
        self, request: ListingRequest, last: ParsedListing, entries: Sequence[ListingEntry], new: int, now: datetime
    ) -> None:
        """Let the backfill continue from a section page that was read."""
        if request.progress is not None:
            self.backfill.page_read(request, last, entries, new, now)
        elif request.listing.kind.facts.is_page and not request.backfill:
            self.backfill.plan(request, last, now)

    def next_step(self, now: datetime) -> ListingRequest | None:
        """Return the next request of a backfill. `None` at its end, and when its budget is spent."""
        while (step := self.backfill.pop()) is not None:
            if self.is_new(step.url):
                self.backfill.spend()
                return step
            if step.progress is not None:
                self._left("loop")
                self.backfill.end(step, step.progress, now)
        return None

    def _is_unchanged(self, child: ChildSitemap, now: datetime, *, is_newest: bool = False) -> bool:
        return is_unchanged(child, self.services.table.known(child.url), now, is_newest=is_newest)

    def _was_read(self, child: ChildSitemap, now: datetime) -> bool:
        """Whether a backfill may skip a child: it has not changed, or it has no date of change and was read lately."""
        answered_at = self.services.table.known(child.url).answered_at
        is_recent = answered_at is not None and now - answered_at < _READ_AGAIN
        return self._is_unchanged(child, now) or (child.modified_at is None and is_recent)

    def _is_trap(self, url: str) -> bool:
        reason = trap_of(url)
        if reason is None:
            return False
        self._left("trap")
        self._traps += 1
        if self._traps <= MOST_TRAPS:
            self.services.reject(self.source, url, f"trap: {reason}")
        return True

    def _is_endless(self, url: str) -> bool:
        is_endless = self._parameters.is_endless(url)
        self._left("endless-parameters", int(is_endless))
        return is_endless

    def _left(self, reason: str, number: int = 1) -> None:
        if number:
            self.services.skip(self.source, reason, number)


async def _in_slices(children: Sequence[ChildSitemap]) -> AsyncIterator[tuple[int, ChildSitemap]]:
    for number, child in enumerate(children):
        yield number, child
        if number % _SLICE == _SLICE - 1:
            await asyncio.sleep(0)


def _child(request: ListingRequest, child: ChildSitemap, parents: tuple[str, ...], *, backfill: bool) -> ListingRequest:
    return ListingRequest(
        listing=request.listing, url=child.url, parents=parents, named_at=child.modified_at, backfill=backfill
    )
