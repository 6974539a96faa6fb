"""One listing while it is read: its new entries go into the store, some at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from spiders.discovery.validator_trust import dates_lie
from storage.discovery.listings import ListingAnswer
from storage.discovery.sightings import ListingCounts, mark
from storage.records import ListingEntry
from storage.store import Store

_WRITTEN_FOR = timedelta(days=1)
"""For so long an entry with the same values as before is not written again."""
DATES_LIE = "its dates of change all move at once: they are the time when the listing was made, so they are ignored"


@dataclass(slots=True, kw_only=True)
class ListingSession:
    """A listing that is being read. *answer* is what is known of its response before the body was read.

    An entry with the same values as before is not written. The validators of the listing are kept only by `close`, so
    that a listing that was read in part is read again. *broken*: the store could not write a part of it.
    """

    store: Store
    answer: ListingAnswer
    at: datetime
    new: int = 0
    found: int = 0
    dates_lie: bool = False
    broken: bool = False
    _again: int = 0
    _newest_at: datetime | None = None
    _seen: set[int] = field(default_factory=set)
    _marks: frozenset[int] | None = None

    def offer(self, entries: Sequence[ListingEntry]) -> int:
        """Keep what is new or changed among *entries*; returns how many URLs no listing had named before."""
        if self._marks is None:
            self._marks = self.store.sightings.marks(self.answer.url, since=self.at - _WRITTEN_FOR)
        self.found += len(entries)
        self._seen.update(hash(each.url) for each in entries)
        self._note_newest(entries)
        changed = self._unmarked(entries)
        if not changed:
            return 0
        changed = self._unmarked(self._trusted(changed, unchanged=len(entries) - len(changed)))
        if not changed:
            return 0
        counts = self.store.sightings.add(self.answer, changed, at=self.at)
        self.new += counts.new
        self._again += counts.again
        return counts.new

    def close(self, answer: ListingAnswer) -> None:
        """Keep the facts of the whole *answer*: all of its entries are in the store now."""
        counts = ListingCounts(found=self.found, new=self.new, again=self._again)
        if self.dates_lie:  # a URL that left its window cannot be told from one that was taken down
            note = f"{answer.note}; {DATES_LIE}" if answer.note else DATES_LIE
            answer = replace(answer, complete=False, note=note)
        self.store.sightings.close(answer, counts, at=self.at, seen=self._seen, newest_at=self._newest_at)

    def _unmarked(self, entries: Sequence[ListingEntry]) -> list[ListingEntry]:
        return [each for each in entries if mark(each) not in (self._marks or ())]

    def _trusted(self, entries: Sequence[ListingEntry], *, unchanged: int) -> Sequence[ListingEntry]:
        """Return *entries*, without their dates of change where these are not to be trusted."""
        if self.answer.kind.facts.is_page:
            return entries
        before = self.store.sightings.changes_listed(self.answer.url, [each.url for each in entries])
        self.dates_lie = self.dates_lie or dates_lie(before, entries, unchanged=unchanged)
        if not self.dates_lie:
            return entries
        return [replace(each, modified_at=None) for each in entries]

    def _note_newest(self, entries: Sequence[ListingEntry]) -> None:
        dates = [at for each in entries if (at := each.published_at or each.modified_at) is not None]
        newest = max(dates, default=None)
        if newest is not None and (self._newest_at is None or newest > self._newest_at):
            self._newest_at = newest
