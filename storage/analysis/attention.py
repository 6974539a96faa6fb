"""Attention as a share: how many of the articles of the same outlets and days fit a search.

Raw counts follow the health of the crawl. So every row has its denominator, and says where it is too small to trust.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from storage.analysis.article_scope import COUNTED, HITS, ArticleScope, in_days, in_places
from storage.analysis.periods import SeriesPeriod
from storage.database.engine.store_file import StoreConnection, StoreFile

FEW = 20
"""Where a period has fewer articles, one article more or less moves its share by over five points."""

_COUNTS = f"""
with {HITS}
select s.id, s.outlet, a.local_day, count(*), count(case when a.id in (select id from hits) then 1 end)
from {COUNTED} join sources s on s.id = a.source_id
where {in_places()} and (a.local_day is null or ({in_days()})) group by s.id, a.local_day order by s.id, a.local_day nulls first
"""


class ShareCaution(StrEnum):
    """Why the share of a period says little."""

    NONE = ""
    EMPTY = "no articles"
    FEW = "few articles"
    LOW = "under half of usual"


class DayCount(NamedTuple):
    """The articles of an outlet on a day (`None`: the outlet gave none), and how many of them fit the search."""

    source_id: str
    outlet: str
    day: date | None
    articles: int
    matches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """One period, of all outlets or of one (*source_id*); *share* is *matches* of *articles*, `None` where there are none.

    *first_day* is its first day (ISO 8601), *outlets* how many have an article in it.
    """

    period: str
    first_day: str
    source_id: str | None
    outlet: str | None
    matches: int
    articles: int
    share: float | None
    outlets: int
    caution: ShareCaution


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionSeries:
    """The rows in the order of time, and what they add up to; articles without a day are in no row."""

    matches: int
    articles: int
    share: float | None
    outlets: int
    undated_matches: int
    undated_articles: int
    rows: tuple[AttentionRow, ...]


def count_days(file: StoreFile, match: str, scope: ArticleScope) -> list[DayCount]:
    """Return the articles of each outlet and day of *scope*, and those that fit *match*, an FTS5 expression."""
    with file.reading() as db:
        rows: list[tuple[str, str, str | None, int, int]] = _rows(db, match, scope)
    return [
        DayCount(source_id, outlet, date.fromisoformat(day) if day else None, articles, matches)
        for source_id, outlet, day, articles, matches in rows
    ]


def _rows(db: StoreConnection, match: str, scope: ArticleScope) -> list[tuple[str, str, str | None, int, int]]:
    return db.execute(_COUNTS, {"match": match, **scope.params()}).fetchall()


def attention(counts: Iterable[DayCount], *, by: SeriesPeriod, by_outlet: bool, few: int = FEW) -> AttentionSeries:
    """Return the share of each period, or of each period and outlet.

    Periods without articles between the first and the last one of a series have a row, too: a plot has a gap there. A
    period with fewer than *few* articles, or with under half of the median of its series, is marked.
    """
    counts = list(counts)
    dated = [each for each in counts if each.day is not None]
    undated = [each for each in counts if each.day is None]
    series: dict[str | None, list[DayCount]] = defaultdict(list)
    for each in dated:
        series[each.source_id if by_outlet else None].append(each)
    rows = [row for source_id, days in series.items() for row in _series(source_id, days, by, few)]
    matches, articles = sum(each.matches for each in dated), sum(each.articles for each in dated)
    return AttentionSeries(
        matches=matches,
        articles=articles,
        share=_share(matches, articles),
        outlets=len({each.source_id for each in dated}),
        undated_matches=sum(each.matches for each in undated),
        undated_articles=sum(each.articles for each in undated),
        rows=tuple(sorted(rows, key=lambda row: (row.first_day, row.source_id or ""))),
    )


def _series(source_id: str | None, days: list[DayCount], by: SeriesPeriod, few: int) -> list[AttentionRow]:
    periods: dict[date, list[DayCount]] = defaultdict(list)
    for each in days:
        if each.day is not None:
            periods[by.start(each.day)].append(each)
    starts = sorted(periods)
    usual = median(sum(each.articles for each in periods[start]) for start in starts)
    gaps = [gap for earlier, later in pairwise(starts) for gap in by.between(earlier, later)]
    return [
        AttentionRow(
            period=by.named(start),
            first_day=start.isoformat(),
            source_id=source_id,
            outlet=days[0].outlet if source_id is not None else None,
            matches=(matches := sum(each.matches for each in periods.get(start, ()))),
            articles=(articles := sum(each.articles for each in periods.get(start, ()))),
            share=_share(matches, articles),
            outlets=len({each.source_id for each in periods.get(start, ())}),
            caution=_caution(articles, usual, few),
        )
        for start in (*starts, *gaps)
    ]


def _share(matches: int, articles: int) -> float | None:
    return round(matches / articles, 6) if articles else None


def _caution(articles: int, usual: float, few: int) -> ShareCaution:
    if not articles:
        return ShareCaution.EMPTY
    if articles < few:
        return ShareCaution.FEW
    return ShareCaution.LOW if articles * 2 < usual else ShareCaution.NONE
