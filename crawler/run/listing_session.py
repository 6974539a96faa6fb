"""One listing while it is read: what is new of it goes into the store, some entries at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from spiders.discovery.validator_trust import dates_lie
from storage.discovery.listings import ListingAnswer
from storage.discovery.sightings import ListingCounts, mark
from storage.records import ListingEntry
from storage.source import DiscoveryKind
from storage.store import Store

_REMEMBERED = timedelta(days=1)
"""How long what a listing said is taken as said again without writing it down."""
DATES_LIE = "its dates of change all move at once: they say when the listing was made, so none was followed"


@dataclass(slots=True, kw_only=True)
class ListingSession:
    """A listing that is being read. *answer* is what is known of its answer before it was read.

    An entry of which the listing says what it said before costs no word to the store. Nothing of what the listing
    is asked with next time is kept before `close`, so that one that was read by halves is read again. *broken* says
    that the store did not take a part of it.
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
        """Keep what is new or changed among *entries*; returns how many URLs nobody had named before."""
        if self._marks is None:
            self._marks = self.store.sightings.marks(self.answer.url, since=self.at - _REMEMBERED)
        self.found += len(entries)
        self._seen.update(hash(each.url) for each in entries)
        self._note_newest(entries)
        changed = self._unmarked(entries)
        if not changed:
            return 0
        changed = self._unmarked(self._believed(changed, unchanged=len(entries) - len(changed)))
        if not changed:
            return 0
        offer = self.store.sightings.add(self.answer, changed, at=self.at)
        self.new += offer.new
        self._again += offer.again
        return offer.new

    def close(self, answer: ListingAnswer) -> None:
        """Keep what the whole *answer* was like: now nothing of it can be lost any more."""
        offer = ListingCounts(found=self.found, new=self.new, again=self._again)
        if self.dates_lie:  # nor can what fell out of its window be told from what was taken down
            note = f"{answer.note}; {DATES_LIE}" if answer.note else DATES_LIE
            answer = replace(answer, complete=False, note=note)
        self.store.sightings.close(answer, offer, at=self.at, seen=self._seen, newest_at=self._newest_at)

    def _unmarked(self, entries: Sequence[ListingEntry]) -> list[ListingEntry]:
        return [each for each in entries if mark(each) not in (self._marks or ())]

    def _believed(self, entries: Sequence[ListingEntry], *, unchanged: int) -> Sequence[ListingEntry]:
        """Return *entries* without dates of change where the listing's are none."""
        if self.answer.kind is DiscoveryKind.SECTION:
            return entries
        before = self.store.sightings.changes_listed(self.answer.url, [each.url for each in entries])
        self.dates_lie = self.dates_lie or dates_lie(before, entries, unchanged=unchanged)
        if not self.dates_lie:
            return entries
        return [replace(each, modified_at=None) for each in entries]

    def _note_newest(self, entries: Sequence[ListingEntry]) -> None:
        said = [at for each in entries if (at := each.published_at or each.modified_at) is not None]
        newest = max(said, default=None)
        if newest is not None and (self._newest_at is None or newest > self._newest_at):
            self._newest_at = newest
