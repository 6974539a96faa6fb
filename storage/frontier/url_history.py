"""The history of one URL, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_unstamp
from storage.database.values.url_key import url_key
from storage.frontier.url_aliases import known_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlEvent:
    """One event in the history of a URL; *at* is `None` for its state now."""

    at: datetime | None
    what: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlHistory:
    """The state of a URL and the events that led to it, in the order of time."""

    url: str
    source_id: str
    state: str
    reason: str | None
    article_id: int | None
    steps: tuple[UrlEvent, ...]


_STEPS = """
select discovered_at, 'discovered', '' from frontier where url = :url
union all select first_seen_at, 'listed', listing_url || coalesce(' as ' || title, '') from sightings where url = :url
union all select vanished_at, 'gone from listing', listing_url from sightings where url = :url and vanished_at is not null
union all select at, 'fetched', 'run ' || run_id || ': ' || effect || coalesce(' (' || reason || ')', '') from fetches
  where url in (select :url union select url from url_aliases where leads_to = :url)
union all select r.seen_at, 'earlier text', 'revision ' || r.revision || ': ' || r.headline from revisions r
  join frontier f on f.article_id = r.article_id where f.url = :url
union all select r.at, 'read again', 'by other rules: ' || r.fields from rereadings r
  join frontier f on f.article_id = r.article_id where f.url = :url
union all select a.kept_at, 'kept', 'article ' || a.id || ': ' || a.headline from articles a
  join frontier f on f.article_id = a.id where f.url = :url
union all select a.withdrawn_at, 'withdrawn', 'by its outlet; the text stays in the store' from articles a
  join frontier f on f.article_id = a.id where f.url = :url and a.withdrawn_at is not null
union all select null, 'also named', s.url || coalesce(', tried ' || s.tried_at, '') from url_aliases s
  where s.leads_to = :url and s.url <> :url
union all select at, 'quarantined', reason from quarantine
  where url in (select :url union select url from url_aliases where leads_to = :url)
union all select f.next_at, 'next try', 'not before this time' from frontier f
  where f.url = :url and f.state in ('queued', 'failed')
union all select f.next_at, 'next revisit', 'for edits, not before this time' from frontier f
  where f.url = :url and f.state in ('kept', 'duplicate') and f.next_at is not null
union all select f.next_at, 'next check', 'whether it is an article by then, while a listing names it' from frontier f
  where f.url = :url and f.state in ('rejected', 'gone') and f.next_at is not null
order by 1 nulls first
"""


_ENTRY = """
select f.url, f.source_id, f.state, f.reason, f.article_id, o.canonical_url from (
  select id, 0 as rank from frontier where url = :entry
  union all select f.id, 1 from articles a join frontier f on f.article_id = a.id where a.canonical_url = :url
  union all select f.id, 2 from articles a join frontier f on f.article_id = a.id where a.key = :key and a.final_url = :url
  order by rank limit 1
) found join frontier f on f.id = found.id
left join articles a on a.id = f.article_id left join articles o on o.id = a.duplicate_of
"""


def url_history(db: StoreConnection, url: str) -> UrlHistory | None:
    """Return the history of *url*: a frontier URL, an alias of one, or an article's own address; `None`: unknown."""
    known = known_entry(db, url)
    row = db.execute(_ENTRY, {"url": url, "entry": known.url if known else url, "key": url_key(url)}).fetchone()
    if row is None:
        return None
    steps = [
        UrlEvent(at=maybe_unstamp(at), what=what, detail=detail)
        for at, what, detail in db.execute(_STEPS, {"url": row[0]})
    ]
    now = f"{row[2]}" + (f": {row[3]}" if row[3] else "") + (f", a copy of {row[5]}" if row[5] else "")
    return UrlHistory(
        url=row[0],
        source_id=row[1],
        state=row[2],
        reason=row[3],
        article_id=row[4],
        steps=(*steps, UrlEvent(at=None, what="now", detail=now)),
    )
