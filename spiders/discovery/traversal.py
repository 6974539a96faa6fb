"""One run's rounds over the listings of a source: what is asked for, in which order, and where that ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
"""How many listings beside its own a source may lead to in a run, backfills apart."""
MOST_DEPTH = 3
"""How many indexes may be between a source's own listing and a listing with entries."""
_NEWEST = 2
_READ_AGAIN = timedelta(days=30)


@dataclass(slots=True, kw_only=True)
class ListingTraversal:
    """What was seen of a source's listings in this run; every end that is no end of theirs is counted by its reason."""

    source: Source
    desk: ListingServices
    backfill: BackfillPlan
    _seen: set[str] = field(default_factory=set)
    _watch: ParameterCounter = field(default_factory=ParameterCounter)
    _asked: int = 0
    _traps: int = 0
    _new_links: int = 0

    def first(self) -> Iterator[ListingRequest]:
        """Yield the source's own listings, each once."""
        yield from self.own(self.source.discover)

    def own(self, ways: Iterable[Discovery]) -> Iterator[ListingRequest]:
        """Yield errands for ways of discovery, each address once."""
        for listing in ways:
            if self.is_new(listing.url):
                yield ListingRequest(listing=listing, url=listing.url)

    def is_new(self, url: str) -> bool:
        """Whether *url* was not asked for in this run; from now on it was."""
        own = canonical_url(url)
        if own in self._seen:
            return False
        self._seen.add(own)
        return True

    def below(
        self, errand: ListingRequest, children: Sequence[ChildSitemap], now: datetime
    ) -> Iterator[ListingRequest]:
        """Yield the children of an index that are to be read now, those with the newest first.

        A child that is the index itself or one above it, one too many and one too deep are left, and counted.
        """
        trail = (*errand.parents, canonical_url(errand.url))
        if len(trail) > MOST_DEPTH:
            self._left("too-deep", len(children))
            return
        chosen = choose(children, self.desk.window, now)
        for number, child in enumerate(chosen.now):
            if child.url in trail:
                self._left("loop")
            elif not self._is_unchanged(child, now, is_newest=number < _NEWEST):
                yield from self._one_below(errand, child, trail)
        for reason, some in (("older-sitemaps", chosen.older), ("undated-sitemaps", chosen.undated)):
            rest = [each for each in some if not self._was_read(each, now) and each.url not in trail]
            if self.desk.window.is_open:
                self._left(reason, len(rest))
            else:
                self.backfill.add(_child(errand, each, trail, backfill=True) for each in rest)

    def _one_below(
        self, errand: ListingRequest, child: ChildSitemap, trail: tuple[str, ...]
    ) -> Iterator[ListingRequest]:
        if errand.backfill:
            self.backfill.add([_child(errand, child, trail, backfill=True)])
        elif self._asked == MOST_LISTINGS:
            self._left("too-many-listings")
        elif self.is_new(child.url):
            self._asked += 1
            yield _child(errand, child, trail, backfill=False)

    def sifted(self, errand: ListingRequest, entries: Sequence[ListingEntry]) -> list[ListingEntry]:
        """Return *entries* without traps, and without what a section page names beyond its budget."""
        kept = [each for each in entries if not self._is_trap(each.url)]
        if not errand.listing.kind.facts.is_page:
            return kept
        kept = [each for each in kept if not self._is_endless(each.url)]
        room = len(kept) if errand.backfill else max(0, MOST_NEW_LINKS - self._new_links)
        self._left("new-links", len(kept[room:]))
        return kept[:room]

    def brought(self, errand: ListingRequest, new: int) -> None:
        """Count the new addresses of a section page."""
        if errand.listing.kind.facts.is_page and not errand.backfill:
            self._new_links += new

    def read(
        self, errand: ListingRequest, last: ParsedListing, entries: Sequence[ListingEntry], new: int, now: datetime
    ) -> None:
        """Note that a page of teasers was read: a backfill goes on behind it."""
        if errand.progress is not None:
            self.backfill.page_read(errand, last, entries, new, now)
        elif errand.listing.kind.facts.is_page and not errand.backfill:
            self.backfill.plan(errand, last, now)

    def next_step(self, now: datetime) -> ListingRequest | None:
        """Return what a backfill asks for next; null at its end, or where its budget ends."""
        while (step := self.backfill.pop()) is not None:
            if self.is_new(step.url):
                self.backfill.spend()
                return step
            if step.progress is not None:
                self._left("loop")
                self.backfill.end(step, step.progress, now)
        return None

    def _is_unchanged(self, child: ChildSitemap, now: datetime, *, is_newest: bool = False) -> bool:
        return is_unchanged(child, self.desk.table.known(child.url), now, is_newest=is_newest)

    def _was_read(self, child: ChildSitemap, now: datetime) -> bool:
        """Whether a backfill may pass by a child: it has not changed, or says nothing of that and was read lately."""
        answered_at = self.desk.table.known(child.url).answered_at
        is_recent = answered_at is not None and now - answered_at < _READ_AGAIN
        return self._is_unchanged(child, now) or (child.modified_at is None and is_recent)

    def _is_trap(self, url: str) -> bool:
        reason = trap_of(url)
        if reason is None:
            return False
        self._left("trap")
        self._traps += 1
        if self._traps <= MOST_TRAPS:
            self.desk.reject(self.source, url, f"trap: {reason}")
        return True

    def _is_endless(self, url: str) -> bool:
        is_endless = self._watch.is_endless(url)
        self._left("endless-parameters", int(is_endless))
        return is_endless

    def _left(self, reason: str, number: int = 1) -> None:
        if number:
            self.desk.skip(self.source, reason, number)


def _child(errand: ListingRequest, child: ChildSitemap, trail: tuple[str, ...], *, backfill: bool) -> ListingRequest:
    return ListingRequest(
        listing=errand.listing, url=child.url, parents=trail, named_at=child.modified_at, backfill=backfill
    )
