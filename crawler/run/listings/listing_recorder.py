"""The run's services for listings: what is known of them, and what each response brought."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus

from crawler.run.listings.listing_session import DATES_LIE, ListingSession
from crawler.run.outcomes.source_stats import SourceStats
from spiders.interfaces import ListingFailure, ListingProgress, ListingRequest, ListingResponse
from spiders.listings.date_archives import DateWindow
from spiders.listings.listing import ParsedListing
from storage.database.errors import StoreError
from storage.discovery.backfills import BackfillProgress, BackfillTable
from storage.discovery.listings import ListingAnswer, ListingTable
from storage.records import ListingEntry
from storage.source import Source
from storage.store import Store

logger = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class ListingRecorder:
    """Implements `spiders.interfaces.ListingServices`; every method runs in the reactor's thread.

    *gave_up* is called with the error when the store cannot be written; a listing that was not written is not counted.
    """

    store: Store
    run_id: int
    window: DateWindow
    backfill_pages: int
    stats_of: Callable[[Source], SourceStats]
    gave_up: Callable[[StoreError], None]
    _skipped: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _rejected: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def table(self) -> ListingTable:
        """What the store knows of listings."""
        return self.store.listings

    @property
    def backfills(self) -> BackfillTable:
        """What the store knows of backfills."""
        return self.store.backfills

    def begin(self, source: Source, request: ListingRequest) -> ListingSession:
        answer = _answer(source, request, ListingResponse(status=HTTPStatus.OK))
        return ListingSession(store=self.store, answer=answer, at=datetime.now(UTC))

    def offer(self, session: ListingProgress, entries: Sequence[ListingEntry]) -> int:
        """Keep what is new among *entries*, in one transaction; returns how many URLs are."""
        own = _own(session)
        with self._written(own):
            return own.offer(entries)
        return 0

    def close(
        self,
        source: Source,
        request: ListingRequest,
        session: ListingProgress,
        last: ParsedListing,
        response: ListingResponse,
    ) -> None:
        """Note a listing that was read to its end; a page behind a section page has no row of its own."""
        own = _own(session)
        if own.broken:
            return
        complete = last.complete and request.listing.kind.facts.names_all
        moved_to = response.moved_to or last.moved_to
        answer = _answer(source, request, response, complete=complete, note=last.damaged, moved_to=moved_to)
        answer = replace(answer, utc_is_local=last.utc_is_local)
        with self._written(own):
            if request.progress is None:
                own.close(answer)
            self.store.runs.count(self.run_id, source.id, found=own.found)
        self.write_skipped(source)
        self.stats_of(source).listings += 1
        self.stats_of(source).found += own.found
        self._report(source, request, _moved(moved_to), last.damaged, DATES_LIE if own.dates_lie else None)

    def unchanged(self, source: Source, request: ListingRequest, response: ListingResponse) -> None:
        """Note a listing that did not change: "not modified", or the same body again."""
        with self._written():
            self.store.listings.note_unchanged(_answer(source, request, response), at=datetime.now(UTC))
        self.stats_of(source).listings += 1
        known = self.table.known(request.url)
        self._report(source, request, _moved(known.moved_to), known.note)

    def failed(self, source: Source, request: ListingRequest, failure: ListingFailure) -> None:
        """Note a listing that could not be read; the problem names the first of several failures in a row."""
        before = self.table.known(request.url)
        with self._written():
            answer = _answer(source, request, ListingResponse(status=failure.status))
            self.store.listings.note_failed(answer, failure.error, at=datetime.now(UTC))
        since = f" (since {before.failed_since:%Y-%m-%d}, {before.failures + 1} times)" if before.failed_since else ""
        stats = self.stats_of(source)
        stats.listing_failed(failure.severity, failure.error)
        if failure.until is not None:
            stats.wait_until(failure.until)
        stats.problems.append(f"{request.url}: {failure.error}{since}")
        logger.warning("%s: %s: %s%s", source.id, request.url, failure.error, since)

    def distrust(self, source: Source, url: str) -> None:
        """Note that a listing answered "not modified" although it had changed."""
        with self._written():
            self.store.listings.distrust(url)
        self.stats_of(source).problems.append(
            f"{url}: says 'not modified' when it has changed: it is requested in full from now on"
        )

    def skip(self, source: Source, reason: str, number: int) -> None:
        """Count what was found and skipped; it is written with the next listing, or at the end."""
        self.stats_of(source).skipped[reason] += number
        self._skipped[source.id][reason] += number

    def reject(self, source: Source, url: str, reason: str) -> None:
        """Note a URL that must not be fetched; it is written with the next listing, or at the end."""
        self._rejected[source.id][url] = reason

    def write_skipped(self, source: Source) -> None:
        """Write what was skipped and rejected since the last call."""
        skipped, rejected = self._skipped.pop(source.id, None), self._rejected.pop(source.id, None)
        with self._written():
            if skipped:
                self.store.runs.count_reasons(self.run_id, source.id, skipped)
            if rejected:
                self.store.frontier.reject(source.id, rejected, at=datetime.now(UTC))

    def note_backfill(self, progress: BackfillProgress) -> None:
        with self._written():
            self.backfills.note(progress)

    def _report(self, source: Source, request: ListingRequest, *problems: str | None) -> None:
        self.stats_of(source).problems += [f"{request.url}: {each}" for each in problems if each is not None]

    @contextmanager
    def _written(self, session: ListingSession | None = None) -> Iterator[None]:
        """End the run where the store cannot be written: Scrapy would log the error and continue."""
        try:
            yield
        except StoreError as error:
            if session is not None:
                session.broken = True
            self.gave_up(error)


def _moved(url: str | None) -> str | None:
    return None if url is None else f"moved to {url}: edit the source"


def _own(session: ListingProgress) -> ListingSession:
    """Return *session* as what `begin` gave out."""
    if not isinstance(session, ListingSession):
        raise TypeError(f"{session!r} was not begun here")
    return session


def _answer(
    source: Source,
    request: ListingRequest,
    response: ListingResponse,
    *,
    complete: bool | None = None,
    note: str | None = None,
    moved_to: str | None = None,
) -> ListingAnswer:
    kind = request.listing.kind
    return ListingAnswer(
        url=request.url,
        source_id=source.id,
        kind=kind,
        rank=kind.facts.rank,
        complete=kind.facts.names_all if complete is None else complete,
        status=response.status,
        validators=response.validators,
        digest=response.digest,
        named_at=request.named_at,
        moved_to=moved_to,
        note=note,
        backfill=request.backfill,
    )
