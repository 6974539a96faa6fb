"""Counts the figures of some days in the store."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from storage.articles.figures.news_figures import (
    AgencyFigures,
    CopiedArticle,
    CopyPair,
    CrawlFigures,
    DayFigures,
    HeadlineChange,
    NewsFigures,
    OutletFigures,
    SilentOutlet,
)
from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import stamp, unstamp
from storage.runs.runs import RunTable

_MOST_ROWS = 10
_EAST = timedelta(hours=14)  # no zone is farther ahead of UTC
_OURS = "(:sources is null or {}source_id in (select value from json_each(:sources)))"
_HERE, _COPIER, _ORIGINAL, _RUN = (_OURS.format(each) for each in ("", "c.", "o.", "x."))
_THERE = f"withdrawn_at is null and local_day between :since and :until and {_HERE}"
_DAYS = f"select local_day, max(hijri_day), count(*), count(*) - count(duplicate_of) from articles where {_THERE} group by 1"
_NEWEST = f"select max(local_day) from articles where withdrawn_at is null and {_HERE}"
_HOURS = f"select local_hour, count(*) from articles where {_THERE} and local_hour is not null group by 1"
_OUTLETS = f"""
select c.source_id, s.outlet, c.articles, c.originals, coalesce(e.edited, 0), coalesce(l.led, 0) from (
  select source_id, count(*) as articles, count(*) - count(duplicate_of) as originals from articles where {_THERE} group by 1
) c join sources s on s.id = c.source_id left join (
  select source_id, count(*) as edited from articles where {_THERE} and id in (select article_id from revisions) group by 1
) e on e.source_id = c.source_id left join (
  select o.source_id, count(*) as led from articles c join articles o on o.id = c.duplicate_of
  where c.withdrawn_at is null and c.local_day between :since and :until group by 1
) l on l.source_id = c.source_id order by c.articles desc, c.source_id"""
_AGENCIES = f"""
select g.id, g.name, g.arabic_name, c.articles from (
  select agency_id, count(*) as articles from articles where {_THERE} and agency_id is not null group by 1
) c join agencies g on g.id = c.agency_id order by c.articles desc, g.id"""
_PAIRS = f"""
select min(t.outlet), min(s.outlet), count(*) from articles c join articles o on o.id = c.duplicate_of
join sources s on s.id = c.source_id join sources t on t.id = o.source_id
where c.withdrawn_at is null and c.local_day between :since and :until and {_COPIER}
group by o.source_id, c.source_id order by 3 desc, o.source_id, c.source_id limit :most"""
_MOST_COPIED = f"""
select o.id, min(t.outlet), o.headline, o.canonical_url, count(*) from articles c join articles o on o.id = c.duplicate_of
join sources t on t.id = o.source_id
where c.withdrawn_at is null and o.withdrawn_at is null and c.local_day between :since and :until and {_ORIGINAL}
group by o.id order by 5 desc, o.id desc limit :most"""
_HEADLINES = f"""
select article_id, outlet, canonical_url, headline_before, headline_after, after_seen_at from corrections
where is_headline_changed and local_day between :since and :until and {_HERE}
order by after_seen_at desc, article_id, revision limit :most"""
_WITHDRAWN = (
    f"select count(*) from articles where withdrawn_at is not null and local_day between :since and :until and {_HERE}"
)
_UNDATED = (
    "select count(*) from articles where withdrawn_at is null and local_day is null "
    f"and fetched_at between :from and :to and {_HERE}"
)
_SILENT = (
    f"select source_id, outlet, last_day, days_silent, usual_gap from silent_outlets where {_HERE} "
    "order by days_silent / usual_gap desc, 1"
)
_CRAWL = f"""
select count(distinct r.run_id), coalesce(sum(x.fetched), 0), coalesce(sum(x.kept), 0), coalesce(sum(x.rejected), 0),
  coalesce(sum(x.quarantined), 0), coalesce(sum(x.failed), 0)
from runs r left join source_runs x on x.run_id = r.run_id and {_RUN} where r.started_at between :from and :to
  and (:sources is null or x.run_id is not null)"""


def collect_figures(file: StoreFile, *, days: int, at: datetime, sources: tuple[str, ...] | None = None) -> NewsFigures:
    """Return the figures of the last *days* days before *at* (UTC); of these *sources* alone, or of all (`None`).

    The last of them is the day in UTC, or the next one where an outlet in the east has an article of it already.
    """
    with file.snapshot() as db:  # so that the figures agree, whatever a crawl writes meanwhile
        until = _last_day(db, at)
        since = until - timedelta(days=days - 1)
        params: dict[str, Any] = {
            "sources": None if sources is None else json.dumps(sources),
            "since": since.isoformat(),
            "until": until.isoformat(),
            "from": f"{since.isoformat()}T00:00:00Z",
            "to": stamp(at),
            "most": _MOST_ROWS,
        }
        newest = db.execute(_NEWEST, params).fetchone()[0]
        return NewsFigures(
            since=since,
            until=until,
            at=at,
            last_day=date.fromisoformat(newest) if newest else None,
            days=_days(db, params, since, until),
            hours=_hours(db, params),
            outlets=tuple(_outlet(row) for row in db.execute(_OUTLETS, params)),
            agencies=tuple(_agency(row) for row in db.execute(_AGENCIES, params)),
            pairs=tuple(CopyPair(original=a, copier=b, articles=n) for a, b, n in db.execute(_PAIRS, params)),
            most_copied=tuple(_copied(row) for row in db.execute(_MOST_COPIED, params)),
            headline_changes=tuple(_change(row) for row in db.execute(_HEADLINES, params)),
            withdrawn=db.execute(_WITHDRAWN, params).fetchone()[0],
            undated=db.execute(_UNDATED, params).fetchone()[0],
            silent=tuple(_silent(row) for row in db.execute(_SILENT, params)),
            crawl=_crawl(db, params),
            health=tuple(each for each in RunTable(file).health() if sources is None or each.source_id in sources),
        )


def _last_day(db: StoreConnection, at: datetime) -> date:
    latest = (at + _EAST).date()
    row = db.execute(
        "select max(local_day) from articles where withdrawn_at is null and local_day <= ?", (latest.isoformat(),)
    ).fetchone()
    return max(at.date(), date.fromisoformat(row[0])) if row[0] else at.date()


def _days(db: StoreConnection, params: dict[str, Any], since: date, until: date) -> tuple[DayFigures, ...]:
    """Return every day, also one without an article."""
    found = {row[0]: row[1:] for row in db.execute(_DAYS, params)}
    every = [since + timedelta(days=each) for each in range((until - since).days + 1)]
    rows = [(day, *found.get(day.isoformat(), (None, 0, 0))) for day in every]
    return tuple(DayFigures(day=day, hijri_day=hijri, articles=n, originals=o) for day, hijri, n, o in rows)


def _hours(db: StoreConnection, params: dict[str, Any]) -> tuple[int, ...]:
    found = dict(db.execute(_HOURS, params).fetchall())
    return tuple(found.get(hour, 0) for hour in range(24))


def _outlet(row: tuple[Any, ...]) -> OutletFigures:
    source_id, outlet, articles, originals, edited, led = row
    return OutletFigures(
        source_id=source_id, outlet=outlet, articles=articles, originals=originals, edited=edited, led=led
    )


def _agency(row: tuple[Any, ...]) -> AgencyFigures:
    agency_id, name, arabic_name, articles = row
    return AgencyFigures(agency_id=agency_id, name=name, arabic_name=arabic_name, articles=articles)


def _copied(row: tuple[Any, ...]) -> CopiedArticle:
    article_id, outlet, headline, url, copies = row
    return CopiedArticle(id=article_id, outlet=outlet, headline=headline, url=url, copies=copies)


def _change(row: tuple[Any, ...]) -> HeadlineChange:
    article_id, outlet, url, before, after, seen_at = row
    return HeadlineChange(
        article_id=article_id, outlet=outlet, url=url, before=before, after=after, seen_at=unstamp(seen_at)
    )


def _silent(row: tuple[Any, ...]) -> SilentOutlet:
    source_id, outlet, last_day, days_silent, usual_gap = row
    day = date.fromisoformat(last_day)
    return SilentOutlet(source_id=source_id, outlet=outlet, last_day=day, days_silent=days_silent, usual_gap=usual_gap)


def _crawl(db: StoreConnection, params: dict[str, Any]) -> CrawlFigures:
    runs, fetched, kept, rejected, quarantined, failed = db.execute(_CRAWL, params).fetchone()
    return CrawlFigures(
        runs=runs, fetched=fetched, kept=kept, rejected=rejected, quarantined=quarantined, failed=failed
    )
