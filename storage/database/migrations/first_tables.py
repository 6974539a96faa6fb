"""The tables of schema 1, as the first migration creates them; later migrations change them."""

from __future__ import annotations

TABLES = """
create table sources (
  id text primary key, outlet text not null, publisher text, country text not null, home text not null,
  language text not null, timezone text not null, licence text, private integer not null, checked integer not null
) strict;
create table articles (
  id integer primary key, seq integer not null, source_id text not null references sources(id),
  canonical_url text not null unique, requested_url text not null, final_url text not null, declared_url text,
  headline text not null, kicker text, deck text, byline text, authors text not null, dateline text, agency text,
  section text, tags text not null, summary text, body text not null, language text not null,
  published_at text, published_text text, published_from text, modified_at text,
  fetched_at text not null, kept_at text not null, image_url text, is_paywalled integer, words integer not null,
  kind text not null, duplicate_of integer references articles(id), story_id integer references articles(id),
  withdrawn_at text
) strict;
create unique index articles_seq on articles(seq);
create index articles_source on articles(source_id, published_at);
create index articles_published on articles(published_at);
create index articles_duplicate_of on articles(duplicate_of);
create index articles_story on articles(story_id);
create table revisions (
  article_id integer not null references articles(id), revision integer not null, headline text not null,
  body text not null, modified_at text, seen_at text not null, primary key (article_id, revision)
) strict, without rowid;
create table fingerprints (
  article_id integer primary key references articles(id), headline text not null, body_digest text not null,
  shingles integer not null, sketch blob not null
) strict;
create index fingerprints_digest on fingerprints(body_digest);
create table bands (
  band integer not null, article_id integer not null references articles(id), primary key (band, article_id)
) strict, without rowid;
create index bands_article on bands(article_id);
create table copies (
  a integer not null references articles(id), b integer not null references articles(id), kind text not null,
  similarity real not null, primary key (a, b), check (a < b)
) strict, without rowid;
create index copies_b on copies(b);
create table frontier (
  url text primary key, source_id text not null references sources(id), state text not null, reason text,
  discovered_at text not null, next_at text, tries integer not null default 0, lease_until text, etag text,
  last_modified text, fetched_at text, listed_at text, article_id integer references articles(id)
) strict, without rowid;
create index frontier_due on frontier(source_id, state, next_at);
create index frontier_article on frontier(article_id);
create table sightings (
  url text not null, listing_url text not null, rank integer not null, complete integer not null,
  first_seen_at text not null, last_seen_at text not null, vanished_at text, suspect integer not null default 0, title text, published_at text, modified_at text, section text,
  tags text not null, primary key (url, listing_url)
) strict, without rowid;
create index sightings_listing on sightings(listing_url, vanished_at);
create index sightings_suspect on sightings(suspect) where suspect = 1;
create table fetches (
  url text not null, at text not null, run_id integer not null references runs(run_id), effect text not null,
  reason text, primary key (url, at, run_id)
) strict, without rowid;
create table listings (
  url text primary key, source_id text not null references sources(id), kind text not null, etag text,
  last_modified text, fetched_at text not null, status integer not null, entries integer, error text
) strict, without rowid;
create table runs (
  run_id integer primary key, command text not null, pid integer not null, started_at text not null,
  finished_at text, exit_status integer
) strict;
create table source_runs (
  run_id integer not null references runs(run_id), source_id text not null references sources(id),
  found integer not null default 0, fetched integer not null default 0, not_modified integer not null default 0,
  kept integer not null default 0, changed integer not null default 0, unchanged integer not null default 0,
  duplicates integer not null default 0, rejected integer not null default 0,
  quarantined integer not null default 0, withdrawn integer not null default 0, failed integer not null default 0,
  reasons text not null default '{}', fault text, primary key (run_id, source_id)
) strict, without rowid;
create index source_runs_source on source_runs(source_id, run_id);
create table quarantine (
  url text primary key, source_id text not null, reason text not null, page blob not null, content_type text,
  at text not null
) strict, without rowid;
create table counters (name text primary key, value integer not null) strict, without rowid;
insert into counters values ('seq', 0);
create virtual table articles_fts using fts5(headline, body, tokenize='unicode61 remove_diacritics 0');
"""
