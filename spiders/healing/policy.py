"""What to do about a dead listing: when to search for a replacement, which to use, when to drop it. Pure functions.

A replacement is used beside the listings of the file, because only its owner edits the file. Every run reports it.
It is dropped when it is dead itself, when the file names it, and when all listings of the file have worked for three
days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.web.urls import canonical_url
from spiders.autodiscovery.selection import STALE_AFTER, DiscoveryCandidate
from spiders.healing.detection import DeadListing
from storage.discovery.health import DiscoveryHealth, ReplacementListing
from storage.source import Source

WELL_FOR = timedelta(days=3)
"""How long the listings of the file must work before their replacements are dropped."""
_DAY, _RAREST = timedelta(days=1), timedelta(days=7)
_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class HealingDecision:
    """The state of a source after its listings were read.

    *health* is its new health, *dead* the dead listings of its file, *messages* what changed, as lines for people.
    """

    health: DiscoveryHealth
    dead: tuple[DeadListing, ...] = ()
    messages: tuple[str, ...] = ()


def judge(
    before: DiscoveryHealth, source: Source, *, dead: Sequence[DeadListing], lost: Sequence[DeadListing], now: datetime
) -> HealingDecision:
    """Return what follows from the *dead* listings of the file and the *lost* (also dead) replacements."""
    own = {canonical_url(each.url) for each in source.discover}
    found = [each for each in before.replacements if canonical_url(each.url) not in own]
    messages = [f"{each.url}: was a replacement, dropped now: {each.problem}" for each in lost]
    reasons = {each.url: each.problem for each in lost}
    found = [_dropped(each, reasons[each.url], now) if each.url in reasons else each for each in found]
    is_used = any(each.dropped_at is None for each in found)
    well_since = None if dead or not is_used else before.well_since or now.replace(microsecond=0)
    if well_since is not None and now - well_since >= WELL_FOR:
        reason = f"all listings of the file have worked since {well_since:%Y-%m-%d}"
        messages += [
            f"{each.url}: was a replacement, dropped now: {reason}" for each in found if each.dropped_at is None
        ]
        found = [_dropped(each, reason, now) if each.dropped_at is None else each for each in found]
        well_since = None
    fruitless = before.fruitless_searches if dead else 0
    after = replace(before, replacements=tuple(found), well_since=well_since, fruitless_searches=fruitless)
    return HealingDecision(
        health=replace(after, problem=problem_text(after, dead)), dead=tuple(dead), messages=tuple(messages)
    )


def is_search_due(health: DiscoveryHealth, dead: Sequence[DeadListing], *, now: datetime) -> bool:
    """Whether to search: for a listing that died since the last search, or while no replacement is in use.

    At most once a day; after searches that found nothing less often, down to once a week.
    """
    is_known = {each.url for each in dead} <= set(health.searched_for)
    if not dead or (is_known and health.used):
        return False
    at = health.searched_at
    return at is None or at > now or now >= next_search_at(health, at, is_known=is_known)


def next_search_at(health: DiscoveryHealth, searched_at: datetime, *, is_known: bool = True) -> datetime:
    """Return the earliest time of the next search. *is_known*: it is for the same dead listings as the last one."""
    doublings = max(health.fruitless_searches - 1, 0) if is_known else 0
    return searched_at + min(_DAY * (1 << min(doublings, 3)), _RAREST)


def choose_replacements(
    candidates: Sequence[DiscoveryCandidate],
    source: Source,
    *,
    dead: Sequence[DeadListing],
    used: Sequence[ReplacementListing],
    named: Callable[[DiscoveryCandidate], frozenset[str]],
    now: datetime,
) -> tuple[ReplacementListing, ...]:
    """Return which *candidates* are worth using: they name recent articles that no better working listing names.

    *named* returns the articles of a candidate that working listings of its kind, or of a better one, name. A section
    page is used only where no other listing works. If the dead listings are only silent, a candidate must have newer
    entries than they had.
    """
    own = {canonical_url(each.url) for each in (*source.discover, *(each.discovery for each in used))}
    has_working = len(source.discover) + len(used) > len(dead)
    newest = min((each.since for each in dead), default=now) if all(each.silent for each in dead) else now - STALE_AFTER
    found = []
    for candidate in candidates:
        url = canonical_url(candidate.discovery.url)
        is_old = candidate.newest_at is not None and candidate.newest_at <= max(newest, now - STALE_AFTER)
        is_last_resort = candidate.discovery.kind.facts.is_page
        if url in own or not candidate.articles or is_old or (is_last_resort and has_working):
            continue
        if set(candidate.articles) <= named(candidate):
            continue
        found.append(_replacement(candidate, dead, now))
    return tuple(found[:_MOST])


def problem_text(health: DiscoveryHealth, dead: Sequence[DeadListing]) -> str | None:
    """Return the line for the operator: what is dead, what is used instead, what to do. `None` if all is well."""
    used = ", ".join(f"{each.kind.value} {each.url}" for each in health.used)
    paste = f"put it into the source file: `rasad sources show {health.source_id}` prints it"
    if not dead:
        since = f"{health.well_since:%Y-%m-%d}" if health.well_since else ""
        return f"all listings of its file work again since {since}; still used for a while: {used}" if used else None
    problems = "; ".join(f"{each.url}: {each.problem}" for each in dead)
    if used:
        return f"{problems}; found instead: {used}; {paste}"
    if health.searched_at is None:
        return f"{problems}; not searched for a replacement yet"
    again = f"the next search is not before {next_search_at(health, health.searched_at):%Y-%m-%d %H:%M} UTC"
    return f"{problems}; no replacement found on {health.searched_at:%Y-%m-%d}, {again}"


def _dropped(listing: ReplacementListing, reason: str, now: datetime) -> ReplacementListing:
    return replace(listing, dropped_at=now.replace(microsecond=0), dropped_reason=reason)


def _replacement(candidate: DiscoveryCandidate, dead: Sequence[DeadListing], now: datetime) -> ReplacementListing:
    each = candidate.discovery
    return ReplacementListing(
        kind=each.kind,
        url=each.url,
        follow=each.follow,
        found_at=now.replace(microsecond=0),
        entries=len(candidate.articles),
        replaces="; ".join(f"{one.url}: {one.problem}" for one in dead),
    )
