"""When an outlet that answers is a problem all the same: its pages give no articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from crawler.run.outcomes.source_stats import LEFT_ALONE, MOVED_TO, SourceStats
from spiders.listings.listing import DID_IT_MOVE
from storage.records import Effect, Reason
from storage.runs.outlet_trouble import PagesWithoutArticle
from storage.store import Store

_KINDS_OF_PAGES = frozenset({
    Reason.SECTION_PAGE, Reason.TAG_PAGE, Reason.SEARCH_PAGE, Reason.SERVICE_PAGE, Reason.NOT_ARABIC,
    Reason.WITHDRAWN,
})  # fmt: skip
"""Reasons that a page has at any time, at a healthy outlet too: what a page is, and not what happened to it."""
_LEAST_TROUBLES, _LEAST_PAGES = 3, 10
"""So many new pages in a row without an article are a problem: of those that something happened to, or of all."""
_LEAST_NEW = 5
_NAMED = 2
_OF_LISTINGS = ("none of its listings ", "its listings ", LEFT_ALONE)
"""How problems begin that a poll finds."""
_SILENT_TIMES, _LEAST_SILENCE, _UNKNOWN_PAUSE, _FEW = 5, timedelta(days=3), timedelta(days=7), 5


def judge_outlet(store: Store, stats: SourceStats, *, now: datetime) -> None:
    """Write into *stats* why its outlet is a problem, and since when it has one. Raises `StoreError`."""
    if stats.held_by is not None:
        return
    source_id = stats.source.id
    stats.outlet_problem = moved(stats)
    if stats.outlet_problem is None and not stats.new[Effect.KEPT]:
        stats.outlet_problem = fruitless(store.outlet_troubles.without_article(source_id))
    stats.outlet_problem = stats.outlet_problem or mostly_fruitless(stats)
    silence = silence_of(store, source_id, now=now) if stats.polled else None
    if silence is not None:
        stats.problems.append(silence)
    if stats.problem is not None:
        stats.problem_since = store.outlet_troubles.problem_since(source_id)


def noted_problem(store: Store, stats: SourceStats, *, run_id: int) -> str | None:
    """Return what is noted of a source as its problem after this run, which is number *run_id*; `None`: nothing.

    A run that requests pages alone learns nothing of the listings: what the run before noted of them is still so.
    """
    if stats.problem is not None or stats.polled or stats.held_by is not None or stats.was_cut:
        return stats.problem
    before = store.outlet_troubles.problem_before(stats.source.id, run_id)
    return before if before is not None and before.startswith(_OF_LISTINGS) else None


def moved(stats: SourceStats) -> str | None:
    """Return the problem of an outlet whose listings all lead to other sites; `None` where one of them does not."""
    away = [each for each in stats.problems if each.endswith(DID_IT_MOVE)]
    if stats.found or not away or len(away) < stats.listings:
        return None
    lines = [each for each in stats.problems if MOVED_TO in each] or away
    return f"its listings name no page of its own site: {DID_IT_MOVE} ({'; '.join(lines[:_NAMED])})"


def silence_of(store: Store, source_id: str, *, now: datetime) -> str | None:
    """Return the line of a source that is silent; `None` where it is not. Raises `StoreError`."""
    last = store.outlet_troubles.last_article(source_id)
    if last is None or now - last <= _LEAST_SILENCE:
        return None
    return silent(store.outlet_troubles.articles_found(source_id, until=last), last=last, now=now)


def fruitless(pages: PagesWithoutArticle) -> str | None:
    """Return the problem of an outlet none of whose last new pages is an article."""
    total = sum(pages.reasons.values())
    troubles = sum(number for reason, number in pages.reasons.items() if reason not in _KINDS_OF_PAGES)
    few = pages.ever_kept and troubles < _LEAST_TROUBLES and total < _LEAST_PAGES
    if pages.since is None or few:
        return None
    since = f"{pages.since:%Y-%m-%d %H:%M} UTC"
    return f"none of its last {total} new pages is an article, since {since}: {_words(pages.reasons)}"


def mostly_fruitless(stats: SourceStats) -> str | None:
    """Return the problem of an outlet to most of whose new pages something happened in this run."""
    new = stats.new.total()
    reasons = {reason: number for reason, number in stats.new_reasons.items() if reason not in _KINDS_OF_PAGES}
    if new < _LEAST_NEW or sum(reasons.values()) * 2 <= new:
        return None
    return f"{sum(reasons.values())} of its {new} new pages are no article: {_words(reasons)}"


def silent(found: Sequence[datetime], *, last: datetime, now: datetime) -> str | None:
    """Return the line of an outlet that gave no article for five times its longest pause of 90 days."""
    pauses = [later - earlier for earlier, later in pairwise(found)]
    longest = max(pauses, default=_UNKNOWN_PAUSE) if len(found) >= _FEW else _UNKNOWN_PAUSE
    if now - last <= max(_LEAST_SILENCE, longest * _SILENT_TIMES):
        return None
    return (
        f"no article for {(now - last).days} days, since {last:%Y-%m-%d %H:%M} UTC; "
        f"its longest pause was {longest / timedelta(hours=1):.0f} hours"
    )


def _words(reasons: Mapping[str, int]) -> str:
    return ", ".join(
        f"{reason} {number}" for reason, number in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    )
