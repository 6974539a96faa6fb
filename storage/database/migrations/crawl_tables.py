"""The tables of the first releases: articles, frontier, listings, hosts, poll schedule and inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.database.migrations.first_tables import TABLES
from storage.database.values.url_key import number_key, url_key

if TYPE_CHECKING:
    from sqlite_utils import Database

_FRONTIER = """
create table frontier_3 (
  id integer primary key, url text not null unique, source_id text not null references sources(id),
  state text not null, reason text, discovered_at text not null, next_at text, tries integer not null default 0,
  lease_until text, etag text, last_modified text, fetched_at text, listed_at text,
  article_id integer references articles(id), key integer not null, dated_at text, looks integer not null default 0
) strict
"""


def m001_tables(db: Database) -> None:
    """Create the first tables."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)


def m002_parts_repairs_and_contents(db: Database) -> None:
    """Keep the timed parts of a live page, what was undone to read a page's bytes, and the texts that feeds carry."""
    db.execute("alter table articles add column parts text")
    db.execute("alter table articles add column repaired text")
    db.execute("alter table sightings add column content text")


def m003_spellings_and_looks(db: Database) -> None:
    """Know a URL by all its aliases, order waiting URLs by date, and revisit articles on a schedule.

    The rows of the frontier get numbers, because its indexes held every URL again, four times in all.
    """
    db.execute("alter table articles add column key integer")
    db.execute("alter table articles add column number integer")
    db.execute(
        "create table spellings (url text primary key, leads_to text not null, key integer not null, tried_at text) strict, without rowid"
    )
    db.execute("create table false_claims (key integer primary key, url text not null, at text not null) strict")
    connection = db.conn
    connection.create_function("url_key", 1, url_key, deterministic=True)
    connection.create_function("number_key", 1, number_key, deterministic=True)
    db.execute(_FRONTIER)
    db.execute(
        "insert into frontier_3 (url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, "
        "last_modified, fetched_at, listed_at, article_id, key, dated_at) select url, source_id, state, reason, "
        "discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, "
        "url_key(url), (select max(coalesce(published_at, modified_at)) from sightings s where s.url = frontier.url) "
        "from frontier"
    )
    db.execute("drop table frontier")
    db.execute("alter table frontier_3 rename to frontier")
    db.execute("create index frontier_due on frontier(source_id, state, next_at)")
    db.execute("create index frontier_article on frontier(article_id) where article_id is not null")
    db.execute("update articles set key = url_key(canonical_url), number = number_key(canonical_url)")
    db.execute("create index frontier_key on frontier(key)")
    db.execute("create index frontier_waiting on frontier(source_id, dated_at) where state in ('queued', 'failed')")
    db.execute("create index articles_key on articles(key)")
    db.execute("create index articles_number on articles(number) where number is not null")
    db.execute("create index spellings_key on spellings(key)")
    db.execute("create index spellings_of on spellings(leads_to)")


def m004_hosts_and_rights(db: Database) -> None:
    """Keep the pace of hosts, the last responses for their own files, and the rights that outlets reserve."""
    db.execute(
        "create table hosts (host text primary key, pause_until text, pause_reason text, "
        "refusals integer not null default 0, factor integer not null default 1, answered_at text) strict, without rowid"
    )
    db.execute(
        "create table host_files (url text primary key, answer text not null, status integer not null, error text, "
        "fetched_at text not null, body blob, good_at text) strict, without rowid"
    )
    db.execute("alter table articles add column rights text")


def m005_listings_and_backfills(db: Database) -> None:
    """Keep the last response of each listing, and the progress of each backfill."""
    columns = ("digest text", "read_at text", "named_at text", "moved_to text", "note text", "failed_since text")
    counts = ("validators_lie integer not null default 0", "failures integer not null default 0")
    for column in (*columns, *counts, "last_new_at text", "newest_at text"):
        db.execute(f"alter table listings add column {column}")
    db.execute("alter table frontier add column backfill integer not null default 0")
    db.execute("create index frontier_backfill on frontier(source_id) where backfill = 1")
    db.execute(
        "create table windows (url text not null, since text not null, until text not null, source_id text not null "
        "references sources(id), next_url text, pages integer not null, done_at text, primary key (url, since, until)) "
        "strict, without rowid"
    )


def m006_rhythm(db: Database) -> None:
    """Keep when each source is polled next, and find its recent publications without reading all of them."""
    db.execute(
        "create table rhythm (source_id text primary key references sources(id), began_at text not null, "
        "looked_at text not null, next_at text not null, rest_until text, score real not null, why text not null, "
        "carry real not null, looks integer not null, habit text) strict, without rowid"
    )
    db.execute("create index frontier_discovered on frontier(source_id, discovered_at)")
    db.execute("create index sightings_first_seen on sightings(listing_url, first_seen_at)")


def m007_inbox(db: Database) -> None:
    """Save pages as they arrive, so that a killed run's are read by the next; index waiting URLs in their order."""
    db.execute(
        "create table inbox (url text primary key, final_url text not null, body blob not null, content_type text, "
        "fetched_at text not null, headers text not null, site text, etag text, last_modified text) strict"
    )
    db.execute("drop index frontier_waiting")
    db.execute(
        "create index frontier_waiting on frontier(source_id, backfill, (tries > 0), dated_at desc, url) "
        "where state in ('queued', 'failed')"
    )


def m008_ailing_and_found_ways(db: Database) -> None:
    """Keep which sources have a listing that died, and the listings that were found instead."""
    db.execute(
        "create table ailing (source_id text primary key references sources(id), said text, well_since text, "
        "looked_at text, looked_for text not null, asked integer not null, fruitless integer not null) "
        "strict, without rowid"
    )
    db.execute(
        "create table found_ways (source_id text not null references sources(id), url text not null, "
        "kind text not null, follow text, found_at text not null, entries integer not null, instead text not null, "
        "dropped_at text, dropped_why text, primary key (source_id, url)) strict, without rowid"
    )


def m022_articles_of_sources(db: Database) -> None:
    """Know how many articles a source has, and which of its URLs are leased, without reading all of them."""
    db.execute("create index frontier_leased on frontier(source_id) where lease_until is not null")
    db.execute("alter table sources add column articles integer not null default 0")
    db.execute("update sources set articles = (select count(*) from articles a where a.source_id = sources.id)")
    more, less = (
        f"update sources set articles = articles {each}.source_id"
        for each in ("+ 1 where id = new", "- 1 where id = old")
    )
    db.execute(f"create trigger article_added after insert on articles begin {more}; end")
    db.execute(f"create trigger article_deleted after delete on articles begin {less}; end")
    db.execute(
        "create trigger article_handed_over after update of source_id on articles when old.source_id <> new.source_id "
        f"begin {less}; {more}; end"
    )
