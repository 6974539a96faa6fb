"""Who copies whom: outlets, and how many texts each took from which other, day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from storage.analysis.article_scope import COUNTED, ArticleScope, in_days, in_places
from storage.database.engine.store_file import StoreFile

_HOURS = "(julianday(coalesce(c.published_until, c.published_at)) - julianday(coalesce(o.published_until, o.published_at))) * 24"
_COPIES = f"""
select a.source_id, o.source_id, a.local_day, a.agency_id is not null, {_HOURS}
from {COUNTED} cross join articles c indexed by articles_brief on c.id = a.id
  cross join articles o indexed by articles_brief on o.id = a.duplicate_of
where a.duplicate_of is not null and o.source_id <> a.source_id and {in_places()} and {in_days()}
  and (:from_source is null or :from_source in (a.source_id, o.source_id))
  and (:sources is null or o.source_id in (select value from json_each(:sources)))
  and (:country is null or o.source_id in (select id from sources where country = :country))
"""
_OUTLETS = f"""
select s.id, s.outlet, s.country, coalesce(n.articles, 0) from sources s left join (
  select a.source_id, count(*) as articles from {COUNTED} where {in_places()} and {in_days()} group by a.source_id
) n on n.source_id = s.id
"""


class NetworkSource(NamedTuple):
    """An outlet of the store, with its articles of the days that are looked at."""

    id: str
    outlet: str
    country: str
    articles: int


class FoundCopy(NamedTuple):
    """One article that another outlet had first; *hours* is how much later it appeared, `None` where a date is missing."""

    source_id: str
    original_source_id: str
    day: str | None
    credits_agency: bool
    hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOutlet:
    """An outlet with its articles of these days, and how many of them it took from others or others took from it."""

    id: str
    outlet: str
    country: str
    articles: int
    taken: int
    given: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLink:
    """What one outlet took from another: *copies*, of which some credit an agency, so that both may have it from there.

    *share* is that of the copying outlet's articles. *days* has the copies of each day (ISO 8601, the copying outlet's);
    copies without a day are in none. *median_hours* is how much later they appeared, `None` where that is unknown.
    """

    source_id: str
    original_source_id: str
    copies: int
    agency_copies: int
    share: float
    median_hours: float | None
    days: dict[str, int]

    @property
    def first_day(self) -> str | None:
        """The day of the first copy."""
        return min(self.days, default=None)

    @property
    def last_day(self) -> str | None:
        """The day of the last copy."""
        return max(self.days, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNetwork:
    """Every outlet that took or gave a text, and the links between them, the strongest first."""

    outlets: tuple[CopyOutlet, ...]
    links: tuple[CopyLink, ...]


def read_network(
    file: StoreFile, scope: ArticleScope, *, of_source: str | None = None, without_agencies: bool = False
) -> CopyNetwork:
    """Return who copied whom on the days of *scope*; both outlets are of its country and of its *sources*.

    *of_source*: only what this outlet took or gave. *without_agencies*: not what credits an agency. An outlet's copies
    of itself are left out.
    """
    params = {**scope.params(), "from_source": of_source}
    with file.snapshot() as db:
        copies = [FoundCopy(*row) for row in db.execute(_COPIES, params)]
        sources = [NetworkSource(*row) for row in db.execute(_OUTLETS, params)]
    return copy_network([each for each in copies if not (without_agencies and each.credits_agency)], sources)


def copy_network(copies: Iterable[FoundCopy], sources: Iterable[NetworkSource]) -> CopyNetwork:
    """Return the network of *copies*, whose outlets are all among *sources*."""
    pairs: dict[tuple[str, str], list[FoundCopy]] = defaultdict(list)
    for each in copies:
        pairs[each.source_id, each.original_source_id].append(each)
    taken, given = Counter[str](), Counter[str]()
    for (copier, original), found in pairs.items():
        taken[copier] += len(found)
        given[original] += len(found)
    outlets = [
        CopyOutlet(
            id=each.id,
            outlet=each.outlet,
            country=each.country,
            articles=each.articles,
            taken=taken[each.id],
            given=given[each.id],
        )
        for each in sorted(sources)
        if taken[each.id] or given[each.id]
    ]
    articles = {each.id: each.articles for each in outlets}
    links = [_link(copier, original, found, articles[copier]) for (copier, original), found in pairs.items()]
    return CopyNetwork(
        outlets=tuple(outlets),
        links=tuple(sorted(links, key=lambda each: (-each.copies, each.source_id, each.original_source_id))),
    )


def _link(copier: str, original: str, found: list[FoundCopy], articles: int) -> CopyLink:
    hours = [each.hours for each in found if each.hours is not None]
    days = Counter(each.day for each in found if each.day is not None)
    return CopyLink(
        source_id=copier,
        original_source_id=original,
        copies=len(found),
        agency_copies=sum(each.credits_agency for each in found),
        share=round(len(found) / articles, 6),
        median_hours=round(median(hours), 2) if hours else None,
        days=dict(sorted(days.items())),
    )
