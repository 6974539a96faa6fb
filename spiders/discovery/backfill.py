"""A backfill: older sitemaps, the pages behind a section page and the archives of days, the newest first."""

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
"""So many pages that bring nothing new end a walk."""
_MISSING = 5
"""So many archive pages in a row that are not there say that the outlet has none of this name."""
_MOST_ARCHIVES = 2


@dataclass(slots=True, kw_only=True)
class BackfillPlan:
    """What is still to be walked for the window of a run. What was walked to its end in an earlier run is not."""

    source: Source
    desk: ListingServices
    begun: bool = False
    _pages: int = 0
    _missing: int = 0
    _steps: deque[ListingRequest] = field(default_factory=deque)
    _archives: set[DateArchive] = field(default_factory=set)

    def add(self, errands: Iterable[ListingRequest]) -> None:
        """Put older sitemaps behind what is to be walked."""
        self._steps.extend(errands)

    def plan(self, errand: ListingRequest, last: ParsedListing, now: datetime) -> None:
        """Plan what lies behind a section page that was read: its older pages, and the archives that it links to."""
        window = self.desk.window
        if window.is_open:
            return
        after = page_after(errand.url, last.links, last.next_page)
        walk = self.desk.backfills.progress(self._walk(errand.url, *_words(window.since, window.until)))
        if after is not None and walk.done_at is None:
            self._steps.append(
                ListingRequest(listing=errand.listing, url=walk.next_url or after, backfill=True, progress=walk)
            )
        for archive in archives_in(last.links)[:_MOST_ARCHIVES]:
            if archive not in self._archives:
                self._archives.add(archive)
                self._plan_archive(errand.listing, archive, now)

    def _plan_archive(self, listing: Discovery, archive: DateArchive, now: datetime) -> None:
        planned = 0
        for url, days in archive_pages(archive, self.desk.window, today=now.date()):
            walk = self.desk.backfills.progress(self._walk(url, days.first.isoformat(), days.last.isoformat()))
            if walk.done_at is None:
                planned += 1
                next_url = walk.next_url or url
                step = ListingRequest(listing=listing, url=next_url, backfill=True, progress=walk, days=days)
                self._steps.append(step)
            if planned > self.desk.backfill_pages:
                return

    def pop(self) -> ListingRequest | None:
        """Return the next step; null when there is none, or the budget is spent: then what is left is counted."""
        self.begun = True
        if self._steps and self._pages >= self.desk.backfill_pages:
            self.desk.skip(self.source, "backfill-pages", len(self._steps))
            self._steps.clear()
        return self._steps.popleft() if self._steps else None

    def spend(self) -> None:
        """Count a page against the budget of this run."""
        self._pages += 1

    def page_read(
        self, errand: ListingRequest, last: ParsedListing, entries: Sequence[ListingEntry], new: int, now: datetime
    ) -> None:
        """Note that a page was read, and go on to the one behind it unless the walk has come to its end."""
        assert errand.progress is not None  # noqa: S101  # called for pages of a backfill only
        self._missing = 0
        after = page_after(errand.url, last.links, last.next_page)
        stale = 0 if new else errand.stale + 1
        walk = replace(errand.progress, pages=errand.progress.pages + 1)
        if after is None or stale == _STALE or self._is_past(entries):
            self.end(errand, walk, now)
            return
        walk = replace(walk, next_url=after)
        self.desk.note_backfill(walk)
        self._steps.appendleft(replace(errand, url=after, progress=walk, stale=stale))

    def page_failed(self, errand: ListingRequest, status: int, now: datetime) -> None:
        """Note that a page was not there (404 and 410 end its walk), or could not be read: then it is tried again."""
        assert errand.progress is not None  # noqa: S101  # as above
        if status in MISSING_STATUSES:
            self.end(errand, errand.progress, now)
        else:
            self.desk.skip(self.source, "backfill-pages", 1)
        if errand.days is None:
            return
        self._missing += 1
        if self._missing == _MISSING:
            ahead = [each for each in self._steps if each.days is None]
            self.desk.skip(self.source, "missing-archives", len(self._steps) - len(ahead))
            self._steps = deque(ahead)

    def end(self, errand: ListingRequest, walk: BackfillProgress, now: datetime) -> None:
        """Note the end of a walk; the archive of a day that is not over yet is walked again."""
        is_over = errand.days is None or errand.days.last < now.date() - timedelta(days=1)
        self.desk.note_backfill(replace(walk, next_url=None, done_at=now if is_over else None))

    def _is_past(self, entries: Sequence[ListingEntry]) -> bool:
        """Whether a page names only what is older than the window, as far as its dates and addresses say."""
        dated = [days for each in entries if (days := _days_of(each)) is not None]
        return bool(dated) and all(self.desk.window.is_before(each) for each in dated)

    def _walk(self, url: str, since: str, until: str) -> BackfillProgress:
        return BackfillProgress(url=url, since=since, until=until, source_id=self.source.id)


def _words(since: datetime | None, until: datetime | None) -> tuple[str, str]:
    return (f"{since:%Y-%m-%d}" if since else "", f"{until:%Y-%m-%d}" if until else "")


def _days_of(entry: ListingEntry) -> DayRange | None:
    if entry.published_at is not None:
        return DayRange(first=entry.published_at.date(), last=entry.published_at.date())
    days = days_in(entry.url)
    # A year alone in a story's address may as well be its number.
    return days if days is not None and days.last - days.first < timedelta(days=31) else None
