"""What becomes of a source with a dead way of discovery: when to look around, what to take, when to let go. Pure.

What is found is used beside the file, which nobody edits but its owner, and it is told in every run. It is let go when
it dies itself, when the file names it, and when all of the file's own ways have been well for three days.
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
"""How long the file's own ways must be well before what was found instead is let go."""
_DAY, _RAREST = timedelta(days=1), timedelta(days=7)
_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class HealingDecision:
    """A source's state after its listings have spoken: what is dead of the file's ways, and what changed, in words."""

    ailment: DiscoveryHealth
    dead: tuple[DeadListing, ...] = ()
    told: tuple[str, ...] = ()


def judged(
    before: DiscoveryHealth, source: Source, *, dead: Sequence[DeadListing], lost: Sequence[DeadListing], now: datetime
) -> HealingDecision:
    """Return what follows from the *dead* ways of the file and from the found ways that were *lost* as well."""
    own = {canonical_url(each.url) for each in source.discover}
    ways = [each for each in before.replacements if canonical_url(each.url) not in own]
    told = [f"{each.url}: found before, and let go now: {each.said}" for each in lost]
    why = {each.url: each.said for each in lost}
    ways = [_dropped(each, why[each.url], now) if each.url in why else each for each in ways]
    is_used = any(each.dropped_at is None for each in ways)
    well_since = None if dead or not is_used else before.well_since or now.replace(microsecond=0)
    if well_since is not None and now - well_since >= WELL_FOR:
        reason = f"the file's own ways have been well since {well_since:%Y-%m-%d}"
        told += [f"{each.url}: found before, and let go now: {reason}" for each in ways if each.dropped_at is None]
        ways = [_dropped(each, reason, now) if each.dropped_at is None else each for each in ways]
        well_since = None
    fruitless = before.fruitless_searches if dead else 0
    after = replace(before, replacements=tuple(ways), well_since=well_since, fruitless_searches=fruitless)
    return HealingDecision(ailment=replace(after, problem=words(after, dead)), dead=tuple(dead), told=tuple(told))


def is_due(ailment: DiscoveryHealth, dead: Sequence[DeadListing], *, now: datetime) -> bool:
    """Whether to look around: for what died since, or while nothing that was found is left; at most once a day.

    What finds nothing again and again is done ever more rarely, down to once a week.
    """
    is_known = {each.url for each in dead} <= set(ailment.searched_for)
    if not dead or (is_known and ailment.used):
        return False
    return ailment.searched_at is None or now >= next_at(ailment, ailment.searched_at, is_known=is_known)


def next_at(ailment: DiscoveryHealth, looked_at: datetime, *, is_known: bool = True) -> datetime:
    """Return before when there is no look around again."""
    doublings = max(ailment.fruitless_searches - 1, 0) if is_known else 0
    return looked_at + min(_DAY * (1 << min(doublings, 3)), _RAREST)


def chosen(
    ways: Sequence[DiscoveryCandidate],
    source: Source,
    *,
    dead: Sequence[DeadListing],
    used: Sequence[ReplacementListing],
    named: Callable[[DiscoveryCandidate], frozenset[str]],
    now: datetime,
) -> tuple[ReplacementListing, ...]:
    """Return what of *ways* is worth using: it brings articles, of these days, that no better living way brings.

    *named* tells which of a way's articles the living ways of its kind or a better one name. A section page is taken
    only where no other way is left alive. Where the dead are only silent, a way must have newer entries than they had.
    """
    own = {canonical_url(each.url) for each in (*source.discover, *(each.discovery for each in used))}
    lives = len(source.discover) + len(used) > len(dead)
    newest = min((each.since for each in dead), default=now) if all(each.silent for each in dead) else now - STALE_AFTER
    found = []
    for way in ways:
        url = canonical_url(way.discovery.url)
        is_old = way.newest_at is not None and way.newest_at <= max(newest, now - STALE_AFTER)
        is_last_resort = way.discovery.kind.facts.is_page
        if url in own or not way.articles or is_old or (is_last_resort and lives):
            continue
        if set(way.articles) <= named(way):
            continue
        found.append(_found(way, dead, now))
    return tuple(found[:_MOST])


def words(ailment: DiscoveryHealth, dead: Sequence[DeadListing]) -> str | None:
    """Return what the operator is told of a source: what is dead, what is used instead, and what to do."""
    used = ", ".join(f"{each.kind.value} {each.url}" for each in ailment.used)
    paste = f"put it into the source file: `rasad sources show {ailment.source_id}` prints it"
    if not dead:
        since = f"{ailment.well_since:%Y-%m-%d}" if ailment.well_since else ""
        return f"all ways of its file are well again since {since}; still used for a while: {used}" if used else None
    died = "; ".join(f"{each.url}: {each.said}" for each in dead)
    if used:
        return f"{died}; found instead: {used}; {paste}"
    if ailment.searched_at is None:
        return f"{died}; nobody has looked around yet"
    again = f"the next look around is not before {next_at(ailment, ailment.searched_at):%Y-%m-%d %H:%M} UTC"
    return f"{died}; nothing found instead on {ailment.searched_at:%Y-%m-%d}, {again}"


def _dropped(way: ReplacementListing, why: str, now: datetime) -> ReplacementListing:
    return replace(way, dropped_at=now.replace(microsecond=0), dropped_reason=why)


def _found(way: DiscoveryCandidate, dead: Sequence[DeadListing], now: datetime) -> ReplacementListing:
    each = way.discovery
    return ReplacementListing(
        kind=each.kind,
        url=each.url,
        follow=each.follow,
        found_at=now.replace(microsecond=0),
        entries=len(way.articles),
        replaces="; ".join(f"{one.url}: {one.said}" for one in dead),
    )
