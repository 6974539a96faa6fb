"""The tables of the store, by migrations; `user_version` is the number of the last one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from storage.database.columns import copy_tag
from storage.database.first_tables import TABLES
from storage.database.old_fingerprints import convert
from storage.database.url_key import number_key, url_key

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

_FRONTIER = """
create table frontier_3 (
  id integer primary key, url text not null unique, source_id text not null references sources(id),
  state text not null, reason text, discovered_at text not null, next_at text, tries integer not null default 0,
  lease_until text, etag text, last_modified text, fetched_at text, listed_at text,
  article_id integer references articles(id), key integer not null, dated_at text, looks integer not null default 0
) strict
"""

SEARCH_INDEX = (
    "create virtual table {table} using fts5(headline, body, content='', tokenize='unicode61 remove_diacritics 0')"
)


def migrations() -> Migrations:
    """Return the migrations in their order."""
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415  # a store that is up to date needs none of it

    found = Migrations("rasad")
    for each in _MIGRATIONS:
        found()(each)
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Migrate the tables to this version; each migration is a transaction."""
    from sqlite_utils import Database  # noqa: PLC0415  # as in `migrations`

    migrations().apply(Database(connection))
    connection.execute(f"pragma user_version = {VERSION}")


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


_NEW_TABLE_NAMES = {
    "ailing": "discovery_health",
    "found_ways": "replacement_listings",
    "rhythm": "poll_schedule",
    "windows": "backfills",
    "spellings": "url_aliases",
    "copies": "duplicate_pairs",
}
_NEW_COLUMN_NAMES = {
    "source_runs": {"fault": "problem"},
    "frontier": {"looks": "revisits"},
    "discovery_health": {
        "said": "problem",
        "looked_at": "searched_at",
        "looked_for": "searched_for",
        "asked": "requests",
        "fruitless": "fruitless_searches",
    },
    "replacement_listings": {"instead": "replaces", "dropped_why": "dropped_reason"},
    "poll_schedule": {
        "looked_at": "polled_at",
        "next_at": "next_poll_at",
        "rest_until": "backoff_until",
        "score": "failure_score",
        "why": "next_poll_reason",
        "looks": "polls",
        "habit": "rate",
    },
}
_NEW_INDEXES = {
    "spellings_key": "url_aliases_key on url_aliases(key)",
    "spellings_of": "url_aliases_leads_to on url_aliases(leads_to)",
    "copies_b": "duplicate_pairs_b on duplicate_pairs(b)",
}


def m009_plain_names(db: Database) -> None:
    """Rename six tables and their columns; no row changes."""
    for old, new in _NEW_TABLE_NAMES.items():
        db.execute(f"alter table {old} rename to {new}")
    for table, columns in _NEW_COLUMN_NAMES.items():
        for old, new in columns.items():
            db.execute(f"alter table {table} rename column {old} to {new}")
    for old, new in _NEW_INDEXES.items():
        db.execute(f"drop index {old}")
        db.execute(f"create index {new}")


def m010_copies_and_series(db: Database) -> None:
    """Know copies by small sketches and few keys, and the series of an outlet."""
    convert(db.conn)


def m011_precision_of_dates(db: Database) -> None:
    """Keep how exact a date is, the outlet's own day, and the end of a day that has no time.

    Earlier rows keep nulls until their page is read again: what was printed is not in them.
    """
    for column in ("published_precision", "published_day", "published_until"):
        db.execute(f"alter table articles add column {column} text")
    db.execute("alter table sightings add column published_day text")
    db.execute("create index articles_dated on articles(coalesce(published_until, published_at))")


def m012_doubt(db: Database) -> None:
    """Keep how far the text of an article is to be doubted; unknown of older rows."""
    db.execute("alter table articles add column doubt real")


def m013_clocks_of_listings(db: Database) -> None:
    """Keep which listings call their local time UTC: a poll long after their last entry does not show it."""
    db.execute("alter table listings add column utc_is_local integer not null default 0")


def m014_search_without_texts(db: Database) -> None:
    """Keep no second copy of the texts in the search index, and know its old rows and the version of its stems.

    The stems stay as they are until `rasad reindex`. An index answers filters without the bodies. The number of an
    article that was joined with another is not given out again.
    """
    db.execute("alter table articles_fts rename to articles_fts_old")
    db.execute(SEARCH_INDEX.format(table="articles_fts"))
    db.execute("insert into articles_fts (rowid, headline, body) select rowid, headline, body from articles_fts_old")
    db.execute("drop table articles_fts_old")
    db.execute("create table search_rows (row integer primary key, article_id integer references articles(id)) strict")
    db.execute("create unique index search_rows_article on search_rows(article_id) where article_id is not null")
    db.execute("insert into counters select 'stem_version', exists (select 1 from articles)")
    db.execute("insert into counters values ('dropped_article_id', 0)")
    brief = "id, source_id, duplicate_of, withdrawn_at, published_until, published_at"
    db.execute(f"create index articles_brief on articles({brief})")


def m015_tags_of_copy_keys(db: Database) -> None:
    """Order the articles of a copy key by their template, so that the pieces of a long series are skipped at once."""
    db.conn.create_function("copy_tag", 2, copy_tag, deterministic=True)
    db.execute(
        "create table copy_keys_15 (key integer not null, tag integer not null, article_id integer not null references "
        "articles(id), primary key (key, tag, article_id)) strict, without rowid"
    )
    db.execute(
        "insert into copy_keys_15 select key, copy_tag(template_keys, figures), article_id from copy_keys "
        "join fingerprints using (article_id)"
    )
    db.execute("drop table copy_keys")
    db.execute("alter table copy_keys_15 rename to copy_keys")


_MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    m001_tables,
    m002_parts_repairs_and_contents,
    m003_spellings_and_looks,
    m004_hosts_and_rights,
    m005_listings_and_backfills,
    m006_rhythm,
    m007_inbox,
    m008_ailing_and_found_ways,
    m009_plain_names,
    m010_copies_and_series,
    m011_precision_of_dates,
    m012_doubt,
    m013_clocks_of_listings,
    m014_search_without_texts,
    m015_tags_of_copy_keys,
)
VERSION = len(_MIGRATIONS)
"""`user_version` of a file that every migration was applied to."""
