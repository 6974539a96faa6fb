"""A backfill: older sitemaps, the older pages of a section, and the archive pages of days, newest first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from spiders.interfaces import ListingRequest, ListingServices
from spiders.listings.date_archives import DateArchive, DayRange, archive_pages, archives_in, days_in, page_after
from spiders.listings.listing import ParsedListing
from storage.articles.withdrawal import MISSING_STATUSES
from storage.discovery.backfills import BackfillProgress
from storage.records import ListingEntry
from storage.source import Discovery, Source

_STALE = 3
"""After so many pages in a row without a new URL, the older pages of a section or archive are not followed further."""
_MISSING = 5
"""After so many missing archive pages in a row, we assume that the outlet has no archives of this form."""
_MOST_ARCHIVES = 2


@dataclass(slots=True, kw_only=True)
class BackfillPlan:
    """The requests that are left for the window of a run. What an earlier run read to its end is not repeated."""

    source: Source
    services: ListingServices
    begun: bool = False
    _pages: int = 0
    _missing: int = 0
    _steps: deque[ListingRequest] = field(default_factory=deque)
    _archives: set[DateArchive] = field(default_factory=set)

    def add(self, requests: Iterable[ListingRequest]) -> None:
        """Append requests for older sitemaps."""
        self._steps.extend(requests)

    def plan(self, request: ListingRequest, last: ParsedListing, now: datetime) -> None:
        """Plan what follows a section page that was read: its older pages, and the archives that it links to."""
        window = self.services.window
        if window.is_open:
            return
        next_page = page_after(request.url, last.links, last.next_page)
        progress = self.services.backfills.progress(self._progress(request.url, *_as_text(window.since, window.until)))
        if next_page is not None and progress.done_at is None:
            url = progress.next_url or next_page
            self._steps.append(ListingRequest(listing=request.listing, url=url, backfill=True, progress=progress))
        for archive in archives_in(last.links)[:_MOST_ARCHIVES]:
            if archive not in self._archives:
                self._archives.add(archive)
                self._plan_archive(request.listing, archive, now)

    def _plan_archive(self, listing: Discovery, archive: DateArchive, now: datetime) -> None:
        planned = 0
        for url, days in archive_pages(archive, self.services.window, today=now.date()):
            progress = self.services.backfills.progress(
                self._progress(url, days.first.isoformat(), days.last.isoformat())
            )
            if progress.done_at is None:
                planned += 1
                start = progress.next_url or url
                step = ListingRequest(listing=listing, url=start, backfill=True, progress=progress, days=days)
                self._steps.append(step)
            if planned > self.services.backfill_pages:
                return

    def pop(self) -> ListingRequest | None:
        """Return the next request. `None` when there is none, or when the budget is spent: then the rest is counted."""
        self.begun = True
        if self._steps and self._pages >= self.services.backfill_pages:
            self.services.skip(self.source, "backfill-pages", len(self._steps))
            self._steps.clear()
        return self._steps.popleft() if self._steps else None

    def spend(self) -> None:
        """Count one page against the page budget of this run."""
        self._pages += 1

    def page_read(
        self, request: ListingRequest, last: ParsedListing, entries: Sequence[ListingEntry], new: int, now: datetime
    ) -> None:
        """Record that a page was read, and plan the next older one, unless this was the last."""
        assert request.progress is not None  # noqa: S101  # called only for pages that have a progress
        self._missing = 0
        next_page = page_after(request.url, last.links, last.next_page)
        stale = 0 if new else request.stale + 1
        progress = replace(request.progress, pages=request.progress.pages + 1)
        if next_page is None or stale == _STALE or self._is_past(entries):
            self.end(request, progress, now)
            return
        progress = replace(progress, next_url=next_page)
        self.services.note_backfill(progress)
        self._steps.appendleft(replace(request, url=next_page, progress=progress, stale=stale))

    def page_failed(self, request: ListingRequest, status: int, now: datetime) -> None:
        """Record a page that is missing (404 and 410 end its backfill) or failed (a later run tries it again)."""
        assert request.progress is not None  # noqa: S101  # as above
        if status in MISSING_STATUSES:
            self.end(request, request.progress, now)
        else:
            self.services.skip(self.source, "backfill-pages", 1)
        if request.days is None:
            return
        self._missing += 1
        if self._missing == _MISSING:
            remaining = [each for each in self._steps if each.days is None]
            self.services.skip(self.source, "missing-archives", len(self._steps) - len(remaining))
            self._steps = deque(remaining)

    def end(self, request: ListingRequest, progress: BackfillProgress, now: datetime) -> None:
        """Record that the oldest page was read. The archive of a day that is not over is read again in a later run."""
        is_over = request.days is None or request.days.last < now.date() - timedelta(days=1)
        self.services.note_backfill(replace(progress, next_url=None, done_at=now if is_over else None))

    def _is_past(self, entries: Sequence[ListingEntry]) -> bool:
        """Whether all entries of a page are older than the window, as far as their dates and URLs tell."""
        dated = [days for each in entries if (days := _days_of(each)) is not None]
        return bool(dated) and all(self.services.window.is_before(each) for each in dated)

    def _progress(self, url: str, since: str, until: str) -> BackfillProgress:
        return BackfillProgress(url=url, since=since, until=until, source_id=self.source.id)


def _as_text(since: datetime | None, until: datetime | None) -> tuple[str, str]:
    return (f"{since:%Y-%m-%d}" if since else "", f"{until:%Y-%m-%d}" if until else "")


def _days_of(entry: ListingEntry) -> DayRange | None:
    if entry.published_at is not None:
        return DayRange(first=entry.published_at.date(), last=entry.published_at.date())
    days = days_in(entry.url)
    # A year alone in an article's URL may also be its number.
    return days if days is not None and days.last - days.first < timedelta(days=31) else None
