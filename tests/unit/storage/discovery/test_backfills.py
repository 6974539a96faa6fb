"""Backfills: a run continues where the run before it ended."""

from __future__ import annotations

from dataclasses import replace

from storage.discovery.backfills import BackfillProgress
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE

NEW = BackfillProgress(url=HOME + "news", since="2026-01-01", until="", source_id=SOURCE.id)


def test_progress_is_known_for_the_same_page_and_dates(store: Store) -> None:
    """What was noted last is returned; another period of the same page is new."""
    under_way = replace(NEW, next_url=HOME + "news?page=3", pages=2)
    done = replace(under_way, next_url=None, pages=5, done_at=NOW)
    other = replace(NEW, since="2025-01-01")
    found = [store.backfills.progress(NEW)]
    for each in (under_way, done):
        store.backfills.note(each)
        found.append(store.backfills.progress(NEW))

    assert ([NEW, under_way, done], other) == (found, store.backfills.progress(other))
