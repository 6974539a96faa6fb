"""Which sources are due, and what a run notes about its polls: the shell around `spiders.scheduling.next_poll`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.run.outcomes.source_stats import SourceStats
from spiders.fetching.severity import FailureSeverity
from spiders.scheduling.next_poll import PollOutcome, after_poll, mildest
from storage.database.errors import StoreMissing
from storage.discovery.poll_schedule import LONGEST_WAIT, PollState, PublicationHistory
from storage.source import Source
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSources:
    """What is due of the given sources, by their ids.

    *listings* are those whose listings are due; the others of *ids* have article pages that are due. *next_id* is the
    source whose listings are due next, at *next_at*; `None` where all are due now.
    """

    ids: tuple[str, ...] = ()
    listings: frozenset[str] = frozenset()
    next_id: str | None = None
    next_at: datetime | None = None


def due_sources(store: Path, ids: Sequence[str], *, now: datetime, least_minutes: float = 0.0) -> DueSources:
    """Return which of *ids* are due: never polled, due for the next poll, or with a page that is due.

    *least_minutes* is the operator's least time between two polls. A poll that lies further ahead than any can be was
    noted by a clock that was ahead: it is due.

    A store that is missing, or has an older schema, knows of no poll: all are due, and the run creates or migrates it.
    """
    try:
        with Store.open(store, read_only=True) as opened:
            known = opened.polls.due(at=now, longest=max(LONGEST_WAIT, timedelta(minutes=least_minutes + 60)))
    except StoreMissing:
        return DueSources(ids=tuple(ids), listings=frozenset(ids))
    waiting = {each: known.waiting[each] for each in ids if each in known.waiting}
    next_id = min(waiting, key=lambda each: (waiting[each], each), default=None)
    return DueSources(
        ids=tuple(each for each in ids if each not in waiting or each in known.pages),
        listings=frozenset(each for each in ids if each not in waiting),
        next_id=next_id,
        next_at=waiting[next_id] if next_id else None,
    )


def ended_poll(
    store: Store, stats: SourceStats, *, polled_at: datetime, now: datetime, least_minutes: float
) -> Callable[[], PollState] | None:
    """Return what computes the next poll of a source when its part of a run has ended; any thread may call it.

    It reads what the source published, and a listing may have named a hundred thousand URLs. `None` for a run that
    fetched pages alone, or that was stopped before any listing answered; a pause that the server asked for meanwhile is
    kept all the same. Raises `StoreError`, as what it returns does.
    """
    past = store.polls.last(stats.source.id)
    outcome = _outcome(stats, polled_at=polled_at, now=now)
    if outcome is not None:
        return partial(_next_poll, store.place, stats.source, past, outcome, least_minutes)
    if past is not None and stats.paused_until is not None and stats.paused_until > now:
        store.polls.note(past.paused(stats.paused_until))
    return None


def note_poll(store: Store, stats: SourceStats, poll: PollState) -> None:
    """Note when a source is polled next. Raises `StoreError`."""
    store.polls.note(poll)
    stats.next_poll_at, stats.next_poll_reason = poll.next_poll_at, poll.next_poll_reason


def _next_poll(
    path: Path, source: Source, past: PollState | None, outcome: PollOutcome, least_minutes: float
) -> PollState:
    """Return the next poll of a source. The store is opened by the thread that reads it, and only to learn a rate."""

    def published(since: datetime, began_at: datetime) -> PublicationHistory:
        with Store.open(path, read_only=True) as own:
            return own.polls.history(source.id, since=since, began_at=began_at)

    least = timedelta(minutes=least_minutes)
    return after_poll(source.id, past, outcome, seen=published, zone=ZoneInfo(source.timezone), least=least)


def _outcome(stats: SourceStats, *, polled_at: datetime, now: datetime) -> PollOutcome | None:
    """Return how a poll went; it failed where no listing answered, with the mildest of the failures."""
    if not stats.polled:
        return None
    outcome = partial(PollOutcome, polled_at=polled_at, ended_at=now, not_before=stats.paused_until)
    if stats.listings:
        return outcome()
    if stats.severities:
        failure, reason = mildest(stats.severities)
        return outcome(failure=failure, reason=reason)
    return outcome(failure=FailureSeverity.SOFT, reason="its spider crashed") if stats.crashed else None
