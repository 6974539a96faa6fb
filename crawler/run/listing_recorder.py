"""The desk's half for listings: what is known of them, and what each answer brought."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from crawler.run.listing_session import DATES_LIE, ListingSession
from crawler.run.source_stats import SourceStats
from spiders.fetching.failures import FailureSeverity
from spiders.interfaces import ListingRequest, ListingResponse
from spiders.listings.date_archives import DateWindow
from spiders.listings.listing import ParsedListing
from storage.database.errors import StoreError
from storage.discovery.backfills import BackfillProgress
from storage.discovery.listings import ListingAnswer, ListingState
from storage.records import ListingEntry
from storage.source import DiscoveryKind, Source
from storage.store import Store

logger = logging.getLogger(__name__)

RANK = {
    DiscoveryKind.FEED: 0,
    DiscoveryKind.NEWS_SITEMAP: 1,
    DiscoveryKind.SITEMAP: 2,
    DiscoveryKind.SECTION: 3,
}
_SITEMAPS = frozenset({DiscoveryKind.NEWS_SITEMAP, DiscoveryKind.SITEMAP})


@dataclass(slots=True, kw_only=True)
class ListingRecorder:
    """Implements `spiders.interfaces.ListingServices`; every method runs in the reactor's thread.

    *gave_up* is called with the error when the store cannot be written; nothing that was not written counts as read.
    """

    store: Store
    run_id: int
    window: DateWindow
    backfill_pages: int
    tally: Callable[[Source], SourceStats]
    gave_up: Callable[[StoreError], None]
    _left: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _refused: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def known(self, url: str) -> ListingState:
        return self.store.listings.known(url)

    def begin(self, source: Source, errand: ListingRequest) -> ListingSession:
        answer = _answer(source, errand, ListingResponse(status=200))
        return ListingSession(store=self.store, answer=answer, at=datetime.now(UTC))

    def offer(self, reading: ListingSession, entries: Sequence[ListingEntry]) -> int:
        """Keep what is new among *entries*, in one transaction; returns how many URLs are."""
        with self._written(reading):
            return reading.offer(entries)
        return 0

    def close(
        self,
        source: Source,
        errand: ListingRequest,
        reading: ListingSession,
        last: ParsedListing,
        came: ListingResponse,
    ) -> None:
        """Note a listing that was read to its end; a page of a walk has no row of its own."""
        if reading.broken:
            return
        complete = last.complete and errand.listing.kind in _SITEMAPS
        moved_to = came.moved_to or last.moved_to
        answer = _answer(source, errand, came, complete=complete, note=last.damaged, moved_to=moved_to)
        with self._written(reading):
            if errand.walk is None:
                reading.close(answer)
            self.store.runs.count(self.run_id, source.id, found=reading.found)
        self.write_left(source)
        self.tally(source).listings += 1
        self.tally(source).found += reading.found
        self._tell(source, errand, _moved(moved_to), last.damaged, DATES_LIE if reading.dates_lie else None)

    def unchanged(self, source: Source, errand: ListingRequest, came: ListingResponse) -> None:
        """Note a listing that is as it was: "not modified", or the same body again."""
        with self._written():
            self.store.listings.note_unchanged(_answer(source, errand, came), at=datetime.now(UTC))
        self.tally(source).listings += 1
        known = self.known(errand.url)
        self._tell(source, errand, _moved(known.moved_to), known.note)

    def failed(
        self,
        source: Source,
        errand: ListingRequest,
        error: str,
        *,
        status: int = 0,
        gravity: FailureSeverity = FailureSeverity.SOFT,
        until: datetime | None = None,
    ) -> None:
        """Note a listing that could not be read; one that fails for long says since when.

        *until* is the end of a pause that its host asked for.
        """
        before = self.known(errand.url)
        with self._written():
            answer = _answer(source, errand, ListingResponse(status=status))
            self.store.listings.note_failed(answer, error, at=datetime.now(UTC))
        since = f" (since {before.failed_since:%Y-%m-%d}, {before.failures + 1} times)" if before.failed_since else ""
        tally = self.tally(source)
        tally.listing_failed(gravity, error)
        if until is not None:
            tally.wait_until(until)
        tally.problems.append(f"{errand.url}: {error}{since}")
        logger.warning("%s: %s: %s%s", source.id, errand.url, error, since)

    def distrust(self, source: Source, url: str) -> None:
        """Note that a listing said "not modified" of what had changed."""
        with self._written():
            self.store.listings.distrust(url)
        self.tally(source).problems.append(
            f"{url}: says 'not modified' when it has changed: it is asked whole from now on"
        )

    def left(self, source: Source, reason: str, number: int) -> None:
        """Count what was left out; it comes into the run's figures with the next listing, or at the end."""
        self.tally(source).left[reason] += number
        self._left[source.id][reason] += number

    def refuse(self, source: Source, url: str, reason: str) -> None:
        self._refused[source.id][url] = reason

    def write_left(self, source: Source) -> None:
        """Write down what was left out and refused since the last time."""
        left, refused = self._left.pop(source.id, None), self._refused.pop(source.id, None)
        with self._written():
            if left:
                self.store.runs.count_reasons(self.run_id, source.id, left)
            if refused:
                self.store.frontier.reject(source.id, refused, at=datetime.now(UTC))

    def walked(self, walk: BackfillProgress) -> BackfillProgress:
        return self.store.backfills.progress(walk)

    def note_walk(self, walk: BackfillProgress) -> None:
        with self._written():
            self.store.backfills.note(walk)

    def _tell(self, source: Source, errand: ListingRequest, *troubles: str | None) -> None:
        self.tally(source).problems += [f"{errand.url}: {each}" for each in troubles if each is not None]

    @contextmanager
    def _written(self, reading: ListingSession | None = None) -> Iterator[None]:
        """Let the run end where the store cannot be written: Scrapy would log it and go on as if all were well."""
        try:
            yield
        except StoreError as error:
            if reading is not None:
                reading.broken = True
            self.gave_up(error)


def _moved(url: str | None) -> str | None:
    return None if url is None else f"moved to {url}: edit the source"


def _answer(
    source: Source,
    errand: ListingRequest,
    came: ListingResponse,
    *,
    complete: bool | None = None,
    note: str | None = None,
    moved_to: str | None = None,
) -> ListingAnswer:
    kind = errand.listing.kind
    return ListingAnswer(
        url=errand.url,
        source_id=source.id,
        kind=kind,
        rank=RANK[kind],
        complete=kind in _SITEMAPS if complete is None else complete,
        status=came.status,
        validators=came.validators,
        digest=came.digest,
        named_at=errand.named_at,
        moved_to=moved_to,
        note=note,
        backfill=errand.backfill,
    )
