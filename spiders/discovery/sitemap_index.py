"""Which children of a sitemap index are read in every run, and which only in a backfill."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from spiders.discovery.validator_trust import UNASKED
from spiders.listings.date_archives import DateWindow, DayRange, days_in
from spiders.listings.listing import ChildSitemap
from storage.discovery.listings import ListingState

RECENT = timedelta(days=60)
"""How far behind the newest child of an index an ordinary run goes."""
_A_DAY = timedelta(days=1)
_AN_HOUR = timedelta(hours=1)
_LEAST_RECENT, MOST_UNDATED, _MOST_EDITED = 3, 20, 10
_OTHERS = re.compile(r"(?:category|categories|tags?|author|page|image|video|user)s?[-_]?sitemap", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)(?=\D*$)")
_YEARS = (1990, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSitemaps:
    """The children to request *now*, and the *older* and *undated* ones that only a backfill reads."""

    now: tuple[ChildSitemap, ...]
    older: tuple[ChildSitemap, ...]
    undated: tuple[ChildSitemap, ...]


def choose(children: Sequence[ChildSitemap], window: DateWindow, now: datetime) -> ChosenSitemaps:
    """Return which children of an index are read when, those with the newest entries first.

    Every run reads the children of the last weeks, counted back from the newest child, and children of old months that
    were changed since then: an old article was edited. Where no child has a date, it reads some from both ends of the
    list. The others are for a backfill, if they may hold something of its *window*.
    """
    numbered = _are_numbers(children)
    dated = [(at, each) for each in children if (at := _newest(each, now, numbered=numbered)) is not None]
    dated.sort(key=lambda each: each[0], reverse=True)
    undated = _from_both_ends([each for each in children if _newest(each, now, numbered=numbered) is None])
    floor = dated[0][0] - RECENT if dated else now
    recent = [each for rank, (at, each) in enumerate(dated) if at >= floor or rank < _LEAST_RECENT]
    old = [each for _at, each in dated[len(recent) :]]
    edited = _edited(old, floor)
    old = [each for each in old if each not in edited]
    first, others = undated[:MOST_UNDATED], undated[MOST_UNDATED:]
    return ChosenSitemaps(
        now=tuple(each for each in recent + edited + first if _may_hold(each, window, numbered=numbered)),
        older=tuple(each for each in old if _may_hold(each, window, numbered=numbered)),
        undated=tuple(others),
    )


def is_unchanged(child: ChildSitemap, known: ListingState, now: datetime, *, is_newest: bool) -> bool:
    """Whether a child has no new entries since it was read, by the date in its index or its own Last-Modified.

    A date without a time means the end of that day, because the child may grow until then. A child without a date of
    change is complete when its name is of a month that was over when it was read. The newest children of an index
    are requested once a day in any case, because some indexes never change their dates.
    """
    if child.modified_at is None:
        days = days_in(child.url)
        return days is not None and known.answered_at is not None and days.last < known.answered_at.date() - _A_DAY
    if is_newest and (known.answered_at is None or now - known.answered_at >= UNASKED):
        return False
    named_at = child.modified_at.replace(microsecond=0)
    if known.named_at == named_at and known.answered_at is not None and child.modified_at <= known.answered_at:
        return True
    if known.validators.last_modified is None:
        return False
    try:
        last_modified = parsedate_to_datetime(known.validators.last_modified)
    except ValueError:
        return False
    return last_modified.tzinfo is not None and child.modified_at <= last_modified


def _edited(old: Sequence[ChildSitemap], floor: datetime) -> list[ChildSitemap]:
    """Return the children of old months that the index dates as changed after *floor*, the latest first.

    An index that is made anew dates most of its children within one hour. That is no edit.
    """
    changed = [(each.modified_at, each) for each in old if each.modified_at is not None and each.modified_at >= floor]
    if not changed:
        return []
    changed.sort(key=lambda each: each[0], reverse=True)
    at_once = sum(changed[0][0] - at < _AN_HOUR for at, _each in changed)
    if at_once > 1 and at_once * 2 > len(old):
        return []
    return [each for _at, each in changed[:_MOST_EDITED]]


def _newest(child: ChildSitemap, now: datetime, *, numbered: bool) -> datetime | None:
    """Return the latest time that an entry of a child can have: the date in its name limits the date in the index."""
    days = _named(child, numbered=numbered)
    if days is None:
        return child.modified_at
    ends = min(datetime.combine(days.last, time.max, tzinfo=UTC), now)
    return min(ends, child.modified_at) if child.modified_at else ends


def _named(child: ChildSitemap, *, numbered: bool) -> DayRange | None:
    days = days_in(child.url)
    is_year = days is not None and (days.first.month, days.last.month) == (1, 12)
    return None if numbered and is_year else days


def _may_hold(child: ChildSitemap, window: DateWindow, *, numbered: bool) -> bool:
    days = _named(child, numbered=numbered)
    if days is not None and not window.holds(days):
        return False
    return window.since is None or child.modified_at is None or child.modified_at >= window.since


def _are_numbers(children: Sequence[ChildSitemap]) -> bool:
    """Whether a number that looks like a year is a page number: other numbers of the list are not years."""
    numbers = [int(found[1][:9]) for each in children if (found := _NUMBER.search(each.url))]
    return any(not _YEARS[0] <= each <= _YEARS[1] for each in numbers)


def _from_both_ends(children: Sequence[ChildSitemap]) -> list[ChildSitemap]:
    """Return undated children, the highest and the lowest numbers in turn. Sitemaps of tags and authors come last."""
    others = [each for each in children if _OTHERS.search(each.url)]
    stories = deque(sorted((each for each in children if not _OTHERS.search(each.url)), key=_number))
    alternating: list[ChildSitemap] = []
    while stories:
        alternating.append(stories.pop())
        if stories:
            alternating.append(stories.popleft())
    return alternating + others


def _number(child: ChildSitemap) -> int:
    found = _NUMBER.search(child.url)
    return int(found[1][:9]) if found else 0
