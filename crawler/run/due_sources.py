"""When sources are due, and what a run notes of its looks: the shell around `spiders.scheduling.next_poll`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.run.source_stats import SourceStats
from spiders.fetching.failures import FailureSeverity
from spiders.scheduling.next_poll import PollOutcome, after_look, mildest
from storage.database.errors import StoreMissing
from storage.source import Source
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSources:
    """What is due of the sources asked about.

    *listings* are the ids of those whose listings are due; the others of *sources* have pages that are. *next_id* is
    the first to come due where none is, at *next_at*.
    """

    sources: tuple[Source, ...] = ()
    listings: frozenset[str] = frozenset()
    next_id: str | None = None
    next_at: datetime | None = None


def due_sources(store: Path, sources: Sequence[Source], *, now: datetime) -> DueSources:
    """Return which of *sources* are due: never looked at, their next look here, or a page of theirs waiting.

    A store that is missing, or of an earlier version, knows of no look: all are due, and the run brings it up.
    """
    try:
        with Store.open(store, read_only=True) as opened:
            known = opened.polls.due(at=now)
    except StoreMissing:
        return DueSources(sources=tuple(sources), listings=frozenset(each.id for each in sources))
    waiting = {each.id: known.waiting[each.id] for each in sources if each.id in known.waiting}
    next_id = min(waiting, key=lambda each: (waiting[each], each), default=None)
    return DueSources(
        sources=tuple(each for each in sources if each.id not in waiting or each.id in known.pages),
        listings=frozenset(each.id for each in sources if each.id not in waiting),
        next_id=next_id,
        next_at=waiting[next_id] if next_id else None,
    )


def note_look(store: Store, tally: SourceStats, *, looked_at: datetime, now: datetime, least_minutes: float) -> None:
    """Note how the look at a source's listings went and when the next one is; call it when its part of a run ends.

    A run that was here for pages alone, or that was stopped before any listing spoke, notes no look: a pause that
    the server asked for meanwhile is kept all the same. Raises `StoreError`.
    """
    source = tally.source
    past = store.polls.last(source.id)
    outcome = _outcome(tally, looked_at=looked_at, now=now)
    if outcome is None:
        if past is not None and tally.paused_until is not None and tally.paused_until > now:
            store.polls.note(past.paused(tally.paused_until))
        return
    look = after_look(
        source.id,
        past,
        outcome,
        seen=lambda since, began_at: store.polls.history(source.id, since=since, began_at=began_at),
        zone=ZoneInfo(source.timezone),
        least=timedelta(minutes=least_minutes),
    )
    store.polls.note(look)
    tally.next_poll_at, tally.next_poll_reason = look.next_poll_at, look.next_poll_reason


def _outcome(tally: SourceStats, *, looked_at: datetime, now: datetime) -> PollOutcome | None:
    """Return how a look went; it failed where no listing at all answered, as the mildest of the failures says."""
    if not tally.polled:
        return None
    said = partial(PollOutcome, looked_at=looked_at, ended_at=now, not_before=tally.paused_until)
    if tally.listings:
        return said()
    if tally.severities:
        failure, reason = mildest(tally.severities)
        return said(failure=failure, reason=reason)
    return said(failure=FailureSeverity.SOFT, reason="its spider broke off") if tally.crashed else None
