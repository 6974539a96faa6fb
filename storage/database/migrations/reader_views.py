"""Columns, an index and views for those who ask the store in SQL.

A later migration that makes a table of theirs anew, or changes a view, drops the views first and creates them at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.database.values.agencies import news_agencies
from storage.database.values.derived import derive_all

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = {
    "local_day": "text",
    "local_hour": "integer",
    "local_weekday": "integer",
    "hijri_day": "text",
    "agency_id": "text",
}
_COUNTED = (
    "source_id, local_day, withdrawn_at, duplicate_of, series_id, agency_id, local_hour, local_weekday, hijri_day, "
    "language, kind, section, words"
)
_ARTICLE = (
    "a.id, a.source_id, s.outlet, s.country, a.headline, a.deck, a.byline, a.authors, a.agency_id, a.section, a.tags, "
    "a.summary, a.body, a.language, a.kind, a.words, a.published_at, a.published_precision, a.local_day, a.local_hour, "
    "a.local_weekday, a.hijri_day, a.modified_at, a.image_url, a.canonical_url, a.duplicate_of, a.series_id"
)
_THERE = "from articles a join sources s on s.id = a.source_id where a.withdrawn_at is null"
_LATEST_FIRST = "order by coalesce(a.published_until, a.published_at) desc"
_VIEWS = {
    "latest": f"select {_ARTICLE} {_THERE} {_LATEST_FIRST}",
    "originals": f"select {_ARTICLE} {_THERE} and a.duplicate_of is null",
    "copies": """
select c.id, c.source_id, s.outlet, c.headline, c.published_at, c.local_day, c.canonical_url, o.id as original_id,
  o.source_id as original_source_id, t.outlet as original_outlet, o.headline as original_headline,
  o.published_at as original_published_at, o.canonical_url as original_url, p.kind, p.similarity,
  round((julianday(coalesce(c.published_until, c.published_at)) - julianday(coalesce(o.published_until, o.published_at)))
    * 24, 2) as hours_later
from articles c join sources s on s.id = c.source_id join articles o on o.id = c.duplicate_of
  join sources t on t.id = o.source_id
  left join duplicate_pairs p on p.a = min(c.id, o.id) and p.b = max(c.id, o.id)
where c.withdrawn_at is null""",
    "series": """
select a.source_id, s.outlet, a.series_id, min(a.headline) as headline, count(*) as pieces,
  min(a.local_day) as first_day, max(a.local_day) as last_day
from articles a join sources s on s.id = a.source_id where a.series_id is not null and a.withdrawn_at is null
group by a.source_id, a.series_id""",
    "by_day": """
select d.local_day, d.local_weekday, d.hijri_day, d.source_id, s.outlet, s.country, d.articles, d.originals,
  d.articles - d.originals as copies, d.series_pieces, d.agency_articles,
  sum(d.articles) over (partition by d.local_day) as day_articles,
  round(1.0 * d.articles / sum(d.articles) over (partition by d.local_day), 4) as share
from (
  select local_day, local_weekday, hijri_day, source_id, count(*) as articles,
    sum(duplicate_of is null) as originals, count(series_id) as series_pieces, count(agency_id) as agency_articles
  from articles where withdrawn_at is null and local_day is not null group by source_id, local_day
) d join sources s on s.id = d.source_id""",
    "by_outlet": """
select s.id as source_id, s.outlet, s.country, coalesce(c.articles, 0) as articles, coalesce(c.originals, 0) as originals,
  coalesce(c.articles - c.originals, 0) as copies, coalesce(c.series_pieces, 0) as series_pieces,
  coalesce(c.agency_articles, 0) as agency_articles, coalesce(e.corrected, 0) as corrected,
  coalesce(c.withdrawn, 0) as withdrawn, coalesce(c.undated, 0) as undated, c.first_day, c.last_day
from sources s left join (
  select source_id, sum(withdrawn_at is null) as articles, sum(withdrawn_at is null and duplicate_of is null) as originals,
    sum(withdrawn_at is null and series_id is not null) as series_pieces,
    sum(withdrawn_at is null and agency_id is not null) as agency_articles, sum(withdrawn_at is not null) as withdrawn,
    sum(withdrawn_at is null and local_day is null) as undated,
    min(iif(withdrawn_at is null, local_day, null)) as first_day, max(iif(withdrawn_at is null, local_day, null)) as last_day
  from articles group by source_id
) c on c.source_id = s.id left join (
  select a.source_id, count(*) as corrected from revisions r cross join articles a
    where r.revision = 1 and a.id = r.article_id and a.withdrawn_at is null group by a.source_id
) e on e.source_id = s.id""",
    "corrections": """
select r.article_id, r.revision, a.source_id, s.outlet, a.canonical_url, a.published_at, a.local_day,
  r.seen_at as before_seen_at, coalesce(n.seen_at, a.fetched_at) as after_seen_at,
  iif(n.revision is null, a.modified_at, n.modified_at) as modified_at,
  r.headline as headline_before, coalesce(n.headline, a.headline) as headline_after,
  r.body as body_before, coalesce(n.body, a.body) as body_after,
  r.headline <> coalesce(n.headline, a.headline) as is_headline_changed,
  r.body <> coalesce(n.body, a.body) as is_body_changed,
  length(coalesce(n.body, a.body)) - length(r.body) as length_change
from revisions r join articles a on a.id = r.article_id join sources s on s.id = a.source_id
  left join revisions n on n.article_id = r.article_id and n.revision = r.revision + 1
where a.withdrawn_at is null""",
    "agency_share": """
select c.source_id, s.outlet, c.agency_id, g.name as agency, g.arabic_name, c.articles, c.outlet_articles,
  round(1.0 * c.articles / c.outlet_articles, 4) as share
from (
  select source_id, agency_id, count(*) as articles, sum(count(*)) over (partition by source_id) as outlet_articles
  from articles where withdrawn_at is null group by source_id, agency_id
) c join sources s on s.id = c.source_id join agencies g on g.id = c.agency_id""",
    "silent_outlets": """
select q.source_id, s.outlet, s.country, q.last_day, q.polled_at, q.days_silent, q.usual_gap
from (
  select l.source_id, l.last_day, p.polled_at,
    cast(julianday(date(p.polled_at)) - julianday(l.last_day) as integer) as days_silent,
    (select round(28.0 / max(count(*), 1), 2) from articles a where a.source_id = l.source_id
      and a.published_at > date(l.last_day, '-28 days')) as usual_gap
  from (select source_id, max(local_day) as last_day from articles where withdrawn_at is null group by source_id) l
  join poll_schedule p on p.source_id = l.source_id
) q join sources s on s.id = q.source_id where q.days_silent >= 2 and q.days_silent > 3 * q.usual_gap""",
}


def m017_reader_views(db: Database) -> None:
    """Keep when readers saw an article appear, and which agency it credits; count without the bodies; name common questions."""
    for name, kind in _COLUMNS.items():
        db.execute(f"alter table articles add column {name} {kind}")
    db.execute(
        "create table agencies (id text primary key, country text, name text not null, arabic_name text not null) strict"
    )
    rows = [(each.id, each.country or None, each.name, each.arabic_name) for each in news_agencies()]
    db.conn.executemany("insert into agencies values (?, ?, ?, ?)", rows)
    derive_all(db.conn)
    db.execute(f"create index articles_counted on articles({_COUNTED})")
    db.execute("drop index articles_duplicate_of")  # for "is null" it would be taken in place of the index above
    db.execute("create index articles_duplicate_of on articles(duplicate_of) where duplicate_of is not null")
    db.execute("create index revisions_seen on revisions(seen_at)")
    for name, query in _VIEWS.items():
        db.execute(f"create view {name} as {query}")
