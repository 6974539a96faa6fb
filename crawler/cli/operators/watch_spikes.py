"""Looks whether a watch that `[alert] spikes` names is in far more articles than usual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.config.data_dir import DataDir
from crawler.run.alerts.alert_state import AlertCause
from crawler.run.alerts.query_spikes import DAYS, QuerySpike, spike
from crawler.search.attend import scope_of
from crawler.search.places import check_places
from pipelines.arabic.search.query import match, parse_query
from storage.analysis.attention import count_days
from storage.exit_status import UserError
from storage.export.watches.saved_watch import SavedWatch, WatchFolder
from storage.store import Store

_EAST = timedelta(hours=14)  # no zone is farther ahead of UTC


def spike_causes(data_dir: DataDir, store: Store, names: Iterable[str], now: datetime) -> Iterator[AlertCause]:
    """Yield a cause for each watch with a spike today or yesterday, and for each that cannot be counted."""
    folder = WatchFolder(data_dir.watches)
    for name in names:
        subject = f"watch:{name}"
        try:
            watch = folder.read(name)
            found = _spike(store, watch, now)
        except UserError as error:
            remedy = "take it out of `[alert] spikes`, or look at it: `rasad watch list`"
            yield AlertCause(subject=subject, name=f"the watch {name}", text=str(error), remedy=remedy)
            continue
        if found is not None:
            remedy = f"`rasad search '{watch.query}' --since {found.day}`"
            yield AlertCause(subject=subject, name=f"the watch {name}", text=found.text, remedy=remedy)


def _spike(store: Store, watch: SavedWatch, now: datetime) -> QuerySpike | None:
    """Return the spike of a watch on the days that are not over or just ended. Raises `UserError`."""
    first, last = (now - timedelta(days=1)).date(), (now + _EAST).date()
    query = parse_query(watch.query)
    check_places(store, query)
    scope = replace(
        scope_of(store, query, originals_only=watch.originals), since=first - timedelta(days=DAYS), until=last
    )  # fmt: skip
    counts = count_days(store.file, match(query), scope)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return spike(counts, days=days)
