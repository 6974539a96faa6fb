CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE sources (
  id text primary key, outlet text not null, publisher text, country text not null, home text not null,
  language text not null, timezone text not null, licence text, private integer not null, checked integer not null
) strict;
CREATE TABLE articles (
  id integer primary key, seq integer not null, source_id text not null references sources(id),
  canonical_url text not null unique, requested_url text not null, final_url text not null, declared_url text,
  headline text not null, kicker text, deck text, byline text, authors text not null, dateline text, agency text,
  section text, tags text not null, summary text, body text not null, language text not null,
  published_at text, published_text text, published_from text, modified_at text,
  fetched_at text not null, kept_at text not null, image_url text, is_paywalled integer, words integer not null,
  kind text not null, duplicate_of integer references articles(id), story_id integer references articles(id),
  withdrawn_at text
, parts text, repaired text, key integer, number integer, rights text, series_id integer, published_precision text, published_day text, published_until text, doubt real) strict;
CREATE TABLE revisions (
  article_id integer not null references articles(id), revision integer not null, headline text not null,
  body text not null, modified_at text, seen_at text not null, primary key (article_id, revision)
) strict, without rowid;
CREATE TABLE "duplicate_pairs" (
  a integer not null references articles(id), b integer not null references articles(id), kind text not null,
  similarity real not null, primary key (a, b), check (a < b)
) strict, without rowid;
CREATE TABLE sightings (
  url text not null, listing_url text not null, rank integer not null, complete integer not null,
  first_seen_at text not null, last_seen_at text not null, vanished_at text, suspect integer not null default 0, title text, published_at text, modified_at text, section text,
  tags text not null, content text, published_day text, primary key (url, listing_url)
) strict, without rowid;
CREATE TABLE fetches (
  url text not null, at text not null, run_id integer not null references runs(run_id), effect text not null,
  reason text, primary key (url, at, run_id)
) strict, without rowid;
CREATE TABLE listings (
  url text primary key, source_id text not null references sources(id), kind text not null, etag text,
  last_modified text, fetched_at text not null, status integer not null, entries integer, error text
, digest text, read_at text, named_at text, moved_to text, note text, failed_since text, validators_lie integer not null default 0, failures integer not null default 0, last_new_at text, newest_at text, utc_is_local integer not null default 0) strict, without rowid;
CREATE TABLE runs (
  run_id integer primary key, command text not null, pid integer not null, started_at text not null,
  finished_at text, exit_status integer
) strict;
CREATE TABLE source_runs (
  run_id integer not null references runs(run_id), source_id text not null references sources(id),
  found integer not null default 0, fetched integer not null default 0, not_modified integer not null default 0,
  kept integer not null default 0, changed integer not null default 0, unchanged integer not null default 0,
  duplicates integer not null default 0, rejected integer not null default 0,
  quarantined integer not null default 0, withdrawn integer not null default 0, failed integer not null default 0,
  reasons text not null default '{}', problem text, primary key (run_id, source_id)
) strict, without rowid;
CREATE TABLE quarantine (
  url text primary key, source_id text not null, reason text not null, page blob not null, content_type text,
  at text not null
) strict, without rowid;
CREATE TABLE counters (name text primary key, value integer not null) strict, without rowid;
CREATE TABLE "url_aliases" (url text primary key, leads_to text not null, key integer not null, tried_at text) strict, without rowid;
CREATE TABLE false_claims (key integer primary key, url text not null, at text not null) strict;
CREATE TABLE "frontier" (
  id integer primary key, url text not null unique, source_id text not null references sources(id),
  state text not null, reason text, discovered_at text not null, next_at text, tries integer not null default 0,
  lease_until text, etag text, last_modified text, fetched_at text, listed_at text,
  article_id integer references articles(id), key integer not null, dated_at text, revisits integer not null default 0
, backfill integer not null default 0) strict
;
CREATE TABLE hosts (host text primary key, pause_until text, pause_reason text, refusals integer not null default 0, factor integer not null default 1, answered_at text) strict, without rowid;
CREATE TABLE host_files (url text primary key, answer text not null, status integer not null, error text, fetched_at text not null, body blob, good_at text) strict, without rowid;
CREATE TABLE "backfills" (url text not null, since text not null, until text not null, source_id text not null references sources(id), next_url text, pages integer not null, done_at text, primary key (url, since, until)) strict, without rowid;
CREATE TABLE "poll_schedule" (source_id text primary key references sources(id), began_at text not null, polled_at text not null, next_poll_at text not null, backoff_until text, failure_score real not null, next_poll_reason text not null, carry real not null, polls integer not null, rate text) strict, without rowid;
CREATE TABLE inbox (url text primary key, final_url text not null, body blob not null, content_type text, fetched_at text not null, headers text not null, site text, etag text, last_modified text) strict;
CREATE TABLE "discovery_health" (source_id text primary key references sources(id), problem text, well_since text, searched_at text, searched_for text not null, requests integer not null, fruitless_searches integer not null) strict, without rowid;
CREATE TABLE "replacement_listings" (source_id text not null references sources(id), url text not null, kind text not null, follow text, found_at text not null, entries integer not null, replaces text not null, dropped_at text, dropped_reason text, primary key (source_id, url)) strict, without rowid;
CREATE TABLE "fingerprints" (
  article_id integer primary key references articles(id), headline_digest blob not null, body_digest blob not null,
  shingles integer not null, hashes blob not null, headline_words blob not null, lead_words blob not null,
  figures blob not null, copy_keys blob not null, template_keys blob not null
) strict;
CREATE TABLE copy_keys (
  key integer not null, article_id integer not null references articles(id), primary key (key, article_id)
) strict, without rowid;
CREATE TABLE template_keys (
  key integer not null, article_id integer not null references articles(id), primary key (key, article_id)
) strict, without rowid;
CREATE VIRTUAL TABLE articles_fts using fts5(headline, body, content='', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE search_rows (row integer primary key, article_id integer references articles(id)) strict;
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (1, 'rasad', 'm001_tables', '2026-12-01 14:01:21.995869+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (2, 'rasad', 'm002_parts_repairs_and_contents', '2026-12-01 14:01:22.012682+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (3, 'rasad', 'm003_spellings_and_looks', '2026-12-01 14:01:22.028431+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (4, 'rasad', 'm004_hosts_and_rights', '2026-12-01 14:01:22.040833+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (5, 'rasad', 'm005_listings_and_backfills', '2026-12-01 14:01:22.056767+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (6, 'rasad', 'm006_rhythm', '2026-12-01 14:01:22.068462+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (7, 'rasad', 'm007_inbox', '2026-12-01 14:01:22.071075+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (8, 'rasad', 'm008_ailing_and_found_ways', '2026-12-01 14:01:22.080350+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (9, 'rasad', 'm009_plain_names', '2026-12-01 14:01:22.208124+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (10, 'rasad', 'm010_copies_and_series', '2026-12-01 14:01:22.214352+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (11, 'rasad', 'm011_precision_of_dates', '2026-12-01 14:01:22.219600+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (12, 'rasad', 'm012_doubt', '2026-12-01 14:01:22.222641+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (13, 'rasad', 'm013_clocks_of_listings', '2026-12-01 14:01:22.224996+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (14, 'rasad', 'm014_search_without_texts', '2026-12-01 14:01:22.243626+00:00');
insert into "sources" (id, outlet, publisher, country, home, language, timezone, licence, private, checked) values ('ma_alofoq', 'الأفق', NULL, 'ma', 'http://127.0.0.1:18473/', 'ar', 'Africa/Casablanca', NULL, 1, 0);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights, series_id, published_precision, published_day, published_until, doubt) values (1, 3, 'ma_alofoq', 'http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/news/3', NULL, 'خبر رقم 3 من أخبار القرى', NULL, NULL, 'بقلم: ليلى منصور', '["ليلى منصور"]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 3.

وأكد أن الميزانية المخصصة للبرنامج هذه السنة بلغت 30 مليون درهم.', 'ar', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00+01:00', 'meta', NULL, '2026-12-01T14:01:24Z', '2026-12-01T14:01:25Z', NULL, NULL, 30, 'article', NULL, 1, NULL, NULL, NULL, 6469858485078942885, NULL, NULL, 2483897677101, 'second', '2026-11-23', NULL, 4.5779429413771714763e-02);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights, series_id, published_precision, published_day, published_until, doubt) values (2, 4, 'ma_alofoq', 'http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/news/1', NULL, 'خبر رقم 1 من أخبار القرى', NULL, NULL, 'بقلم: ليلى منصور', '["ليلى منصور"]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 1.

وأكد أن الميزانية المخصصة للبرنامج هذه السنة بلغت 10 مليون درهم.', 'ar', '2026-11-21T09:00:00Z', '2026-11-21T10:00:00+01:00', 'meta', NULL, '2026-12-01T14:01:24Z', '2026-12-01T14:01:25Z', NULL, NULL, 30, 'article', NULL, 2, NULL, NULL, NULL, 2577145664825632665, NULL, NULL, 2483897677101, 'second', '2026-11-21', NULL, 4.5779429413771714763e-02);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights, series_id, published_precision, published_day, published_until, doubt) values (3, 6, 'ma_alofoq', 'http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/news/2', NULL, 'خبر رقم 2 من أخبار القرى', NULL, NULL, 'بقلم: ليلى منصور', '["ليلى منصور"]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 2.

وأكد أن الميزانية المخصصة للبرنامج هذه السنة بلغت 20 مليون درهم.', 'ar', '2026-11-22T09:00:00Z', '2026-11-22T10:00:00+01:00', 'meta', NULL, '2026-12-01T14:01:24Z', '2026-12-01T14:01:25Z', NULL, NULL, 30, 'article', NULL, 3, NULL, NULL, NULL, 7692735066280148499, NULL, NULL, 2483897677101, 'second', '2026-11-22', NULL, 4.5779429413771714763e-02);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content, published_day) values ('http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/feed', 0, 0, '2026-12-01T14:01:22Z', '2026-12-01T14:01:22Z', NULL, 0, 'خبر رقم 1 من أخبار القرى', '2026-11-21T09:00:00Z', NULL, NULL, '[]', NULL, NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content, published_day) values ('http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/feed', 0, 0, '2026-12-01T14:01:22Z', '2026-12-01T14:01:22Z', NULL, 0, 'خبر رقم 2 من أخبار القرى', '2026-11-22T09:00:00Z', NULL, NULL, '[]', NULL, NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content, published_day) values ('http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/feed', 0, 0, '2026-12-01T14:01:22Z', '2026-12-01T14:01:22Z', NULL, 0, 'خبر رقم 3 من أخبار القرى', '2026-11-23T09:00:00Z', NULL, NULL, '[]', NULL, NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/1', '2026-12-01T14:01:24Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/2', '2026-12-01T14:01:24Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/3', '2026-12-01T14:01:24Z', 1, 'kept', NULL);
insert into "listings" (url, source_id, kind, etag, last_modified, fetched_at, status, entries, error, digest, read_at, named_at, moved_to, note, failed_since, validators_lie, failures, last_new_at, newest_at, utc_is_local) values ('http://127.0.0.1:18473/feed', 'ma_alofoq', 'feed', NULL, NULL, '2026-12-01T14:01:22Z', 200, 3, NULL, '9830e981433d58e8409035d0ec801353756e2c3898af8f2cc7a3e59fd11a5901', '2026-12-01T14:01:22Z', NULL, NULL, NULL, NULL, 0, 0, '2026-12-01T14:01:22Z', '2026-11-23T09:00:00Z', 0);
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (1, 'crawl ma_alofoq', 6499, '2026-12-01T14:01:22Z', '2026-12-01T14:01:25Z', 0);
insert into "source_runs" (run_id, source_id, found, fetched, not_modified, kept, changed, unchanged, duplicates, rejected, quarantined, withdrawn, failed, reasons, problem) values (1, 'ma_alofoq', 3, 3, 0, 3, 0, 0, 0, 0, 0, 0, 0, '{}', NULL);
insert into "counters" (name, value) values ('dropped_article_id', 0);
insert into "counters" (name, value) values ('seq', 6);
insert into "counters" (name, value) values ('stem_version', 2);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, revisits, backfill) values (1, 'http://127.0.0.1:18473/news/1', 'ma_alofoq', 'kept', NULL, '2026-12-01T14:01:22Z', '2026-12-01T15:01:24Z', 0, NULL, NULL, NULL, '2026-12-01T14:01:24Z', NULL, 2, 2577145664825632665, '2026-11-21T09:00:00Z', 0, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, revisits, backfill) values (2, 'http://127.0.0.1:18473/news/2', 'ma_alofoq', 'kept', NULL, '2026-12-01T14:01:22Z', '2026-12-01T15:01:24Z', 0, NULL, NULL, NULL, '2026-12-01T14:01:24Z', NULL, 3, 7692735066280148499, '2026-11-22T09:00:00Z', 0, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, revisits, backfill) values (3, 'http://127.0.0.1:18473/news/3', 'ma_alofoq', 'kept', NULL, '2026-12-01T14:01:22Z', '2026-12-01T15:01:24Z', 0, NULL, NULL, NULL, '2026-12-01T14:01:24Z', NULL, 1, 6469858485078942885, '2026-11-23T09:00:00Z', 0, 0);
insert into "hosts" (host, pause_until, pause_reason, refusals, factor, answered_at) values ('127.0.0.1', NULL, NULL, 0, 1, '2026-12-01T14:01:25Z');
insert into "host_files" (url, answer, status, error, fetched_at, body, good_at) values ('http://127.0.0.1:18473/.well-known/tdmrep.json', 'unavailable', 404, NULL, '2026-12-01T14:01:24Z', NULL, NULL);
insert into "host_files" (url, answer, status, error, fetched_at, body, good_at) values ('http://127.0.0.1:18473/robots.txt', 'read', 200, NULL, '2026-12-01T14:01:22Z', X'28B52FFD2017B90000557365722D6167656E743A202A0A416C6C6F773A202F0A', '2026-12-01T14:01:22Z');
insert into "poll_schedule" (source_id, began_at, polled_at, next_poll_at, backoff_until, failure_score, next_poll_reason, carry, polls, rate) values ('ma_alofoq', '2026-12-01T14:01:25Z', '2026-12-01T14:01:22Z', '2026-12-01T14:31:00Z', NULL, 0.0, 'new source: assumes 2 articles a day until it has been watched for a day', 0.0, 1, '{"learned_at": 1796133660.0, "watched_days": -0.0002940704513888889, "rates": [2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0], "days": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], "skew_seconds": 0.0, "limits": {"room": 3.0, "fill_seconds": null}, "share": 33.94112549695428}');
insert into "fingerprints" (article_id, headline_digest, body_digest, shingles, hashes, headline_words, lead_words, figures, copy_keys, template_keys) values (1, X'3F95B25DE273', X'F5079B040328DE375B4B016B', 28, X'02A32C1B11EF29BD822BEB6E334AD0392A723CB3B44DBCF85DFA6F6C9C9377FCC5805EB184992E89F0AD8F64B4923D96A1C90AA4248DB6C970BCA2F7C9CDE4CA4515CBD060CC1411D582D6DD7C12E3033FE8F11A', X'0B2733264ABA91A49E25DD49', X'0A3E142F1F4F21C52360268328722A64332635604ABA50DA59905E718C838CF798739C6C9D069E25A0BDA481A487A9FAAFB2C8C2E388E981', X'98739E25', X'05B78355122129261DF128D721F9C5183A468DC24E4ED46D65362B97668ACE726C6BC874787EED36788E05997A93D92E', X'4E6B22954B362DF3881E85862727697D895754E346E7D0AC');
insert into "fingerprints" (article_id, headline_digest, body_digest, shingles, hashes, headline_words, lead_words, figures, copy_keys, template_keys) values (2, X'A48AFE101126', X'2F0932732B51BBD75740046C', 28, X'02A32C0D51BE0F232E1B11EF2BEB6E334AD0392A723CB3B44DBCF85DFA6F621EDB6C9C9377FCC5805EB189F0AD917F2B923D9698950E9DB277A1C90AA4248DB6C970C9CDE4CA4515CC1411D582D6DD7C12E8F11A', X'0B2733264ABA91A4DD49F6FC', X'0A3E142F1F4F21C52360268328722A64332635604ABA50DA59905E718C838CF79C6C9D06A0BDA481A487A9FAAFB2C8C2E388E981F6B3F6FC', X'F6B3F6FC', X'002BFD9605B783551DF128D73A468DC23C266BFF580338F45DA818A36032F48865362B9768B2AC0E787EED367A93D92E', X'4E6B22954B362DF3881E85862727697D895754E346E7D0AC');
insert into "fingerprints" (article_id, headline_digest, body_digest, shingles, hashes, headline_words, lead_words, figures, copy_keys, template_keys) values (3, X'073232A8E2FD', X'D02CA165E96E0ACAC17A43C5', 28, X'02090E02A32C1B11EF1FED102BEB6E334AD0392A723CB3B44DBCF85DFA6F6C9C9377FCC57C3F4C805EB189F0AD923D96A1C90AA4248DB6C970C9CDE4CA4515CC1411CCD92ED582D6DC1A6BDD7C12E8F11AEC3905', X'0B271BF433264ABA91A4DD49', X'0A3E142F1BF41F4F21C52360268328722A64332635604ABA50DA59905E716A508C838CF79C6C9D06A0BDA481A487A9FAAFB2C8C2E388E981', X'1BF46A50', X'05B783551DF128D73A468DC2477F599D4861DD995F87790B65362B9766966172787EED367A93D92E7B0EC7048EED2447', X'4E6B22954B362DF3881E85862727697D895754E346E7D0AC');
insert into "copy_keys" (key, article_id) values (2882966, 2);
insert into "copy_keys" (key, article_id) values (95912789, 1);
insert into "copy_keys" (key, article_id) values (95912789, 2);
insert into "copy_keys" (key, article_id) values (95912789, 3);
insert into "copy_keys" (key, article_id) values (304163110, 1);
insert into "copy_keys" (key, article_id) values (502343895, 1);
insert into "copy_keys" (key, article_id) values (502343895, 2);
insert into "copy_keys" (key, article_id) values (502343895, 3);
insert into "copy_keys" (key, article_id) values (570017048, 1);
insert into "copy_keys" (key, article_id) values (977702338, 1);
insert into "copy_keys" (key, article_id) values (977702338, 2);
insert into "copy_keys" (key, article_id) values (977702338, 3);
insert into "copy_keys" (key, article_id) values (1009150975, 2);
insert into "copy_keys" (key, article_id) values (1199528349, 3);
insert into "copy_keys" (key, article_id) values (1214373273, 3);
insert into "copy_keys" (key, article_id) values (1313789037, 1);
insert into "copy_keys" (key, article_id) values (1476606196, 2);
insert into "copy_keys" (key, article_id) values (1571297443, 2);
insert into "copy_keys" (key, article_id) values (1602713867, 3);
insert into "copy_keys" (key, article_id) values (1613952136, 2);
insert into "copy_keys" (key, article_id) values (1698048919, 1);
insert into "copy_keys" (key, article_id) values (1698048919, 2);
insert into "copy_keys" (key, article_id) values (1698048919, 3);
insert into "copy_keys" (key, article_id) values (1720372850, 1);
insert into "copy_keys" (key, article_id) values (1721131378, 3);
insert into "copy_keys" (key, article_id) values (1756539918, 2);
insert into "copy_keys" (key, article_id) values (1819002996, 1);
insert into "copy_keys" (key, article_id) values (2021584182, 1);
insert into "copy_keys" (key, article_id) values (2021584182, 2);
insert into "copy_keys" (key, article_id) values (2021584182, 3);
insert into "copy_keys" (key, article_id) values (2022573465, 1);
insert into "copy_keys" (key, article_id) values (2056509742, 1);
insert into "copy_keys" (key, article_id) values (2056509742, 2);
insert into "copy_keys" (key, article_id) values (2056509742, 3);
insert into "copy_keys" (key, article_id) values (2064566020, 3);
insert into "copy_keys" (key, article_id) values (2397905991, 3);
insert into "template_keys" (key, article_id) values (2483897677101, 1);
insert into "template_keys" (key, article_id) values (2483897677101, 2);
insert into "template_keys" (key, article_id) values (2483897677101, 3);
insert into "template_keys" (key, article_id) values (27256795967159, 1);
insert into "template_keys" (key, article_id) values (27256795967159, 2);
insert into "template_keys" (key, article_id) values (27256795967159, 3);
insert into "template_keys" (key, article_id) values (107593114418077, 1);
insert into "template_keys" (key, article_id) values (107593114418077, 2);
insert into "template_keys" (key, article_id) values (107593114418077, 3);
insert into "template_keys" (key, article_id) values (117708280461132, 1);
insert into "template_keys" (key, article_id) values (117708280461132, 2);
insert into "template_keys" (key, article_id) values (117708280461132, 3);
delete from "articles_fts_data";
insert into "articles_fts_data" (id, block) values (1, X'03125A');
insert into "articles_fts_data" (id, block) values (10, X'000000000103030003010101020101030101');
insert into "articles_fts_data" (id, block) values (137438953473, X'0000017C023033010804010114020130010601011D010AD8A7D8AED8A8D8A7D8B10102060304D983D8AF0106010115040385D8B3010601010804018601080101090F020BA8D8B1D986D8A7D985D8AC010801010C0F0407B9D98AD8AFD8A901060101100304D984D8BA010601011C0207AAD8B7D984D982010601010B0207ACD8AFD98AD8AF010601010D0304D987D8A901060101120209ADD983D988D985D8A9010601010A0205AED8A8D8B10102020207AFD8B1D987D985010601011F0403B9D985010601010E0205B1D982D9850108030101130205B3D986D8A9010601011B0207B5D8ADD981D98A01060101060205B9D982D8AF01060101070104D981D98A01080101040F020582D8A7D98401060101020403B1D98A01080701010F020985D8A1D8AAD985D8B101060101050407AED8B5D8B5D8A901060101180308D984D98AD988D986010601011E040186010205040B8AD8B2D8A7D986D98AD8A90106010117020587D8B0D987010601011A020788D8B2D98AD8B101060101030409080F0B0A09130E0B0E0E0B100A0E0A0D0C0E0C0C0C0B100E0F06120C');
insert into "articles_fts_data" (id, block) values (274877906945, X'0000017C023031020804010114020130020601011D010AD8A7D8AED8A8D8A7D8B10202060304D983D8AF0206010115040385D8B3020601010804018602080101090F020BA8D8B1D986D8A7D985D8AC020801010C0F0407B9D98AD8AFD8A902060101100304D984D8BA020601011C0207AAD8B7D984D982020601010B0207ACD8AFD98AD8AF020601010D0304D987D8A902060101120209ADD983D988D985D8A9020601010A0205AED8A8D8B10202020207AFD8B1D987D985020601011F0403B9D985020601010E0205B1D982D9850208030101130205B3D986D8A9020601011B0207B5D8ADD981D98A02060101060205B9D982D8AF02060101070104D981D98A02080101040F020582D8A7D98402060101020403B1D98A02080701010F020985D8A1D8AAD985D8B102060101050407AED8B5D8B5D8A902060101180308D984D98AD988D986020601011E040186020205040B8AD8B2D8A7D986D98AD8A90206010117020587D8B0D987020601011A020788D8B2D98AD8B102060101030409080F0B0A09130E0B0E0E0B100A0E0A0D0C0E0C0C0C0B100E0F06120C');
insert into "articles_fts_data" (id, block) values (412316860417, X'0000017C023032030804010114020130030601011D010AD8A7D8AED8A8D8A7D8B10302060304D983D8AF0306010115040385D8B3030601010804018603080101090F020BA8D8B1D986D8A7D985D8AC030801010C0F0407B9D98AD8AFD8A903060101100304D984D8BA030601011C0207AAD8B7D984D982030601010B0207ACD8AFD98AD8AF030601010D0304D987D8A903060101120209ADD983D988D985D8A9030601010A0205AED8A8D8B10302020207AFD8B1D987D985030601011F0403B9D985030601010E0205B1D982D9850308030101130205B3D986D8A9030601011B0207B5D8ADD981D98A03060101060205B9D982D8AF03060101070104D981D98A03080101040F020582D8A7D98403060101020403B1D98A03080701010F020985D8A1D8AAD985D8B103060101050407AED8B5D8B5D8A903060101180308D984D98AD988D986030601011E040186030205040B8AD8B2D8A7D986D98AD8A90306010117020587D8B0D987030601011A020788D8B2D98AD8B103060101030409080F0B0A09130E0B0E0E0B100A0E0A0D0C0E0C0C0C0B100E0F06120C');
delete from "articles_fts_idx";
insert into "articles_fts_idx" (segid, term, pgno) values (1, X'', 2);
insert into "articles_fts_idx" (segid, term, pgno) values (2, X'', 2);
insert into "articles_fts_idx" (segid, term, pgno) values (3, X'', 2);
delete from "articles_fts_docsize";
insert into "articles_fts_docsize" (id, sz) values (1, X'061E');
insert into "articles_fts_docsize" (id, sz) values (2, X'061E');
insert into "articles_fts_docsize" (id, sz) values (3, X'061E');
delete from "articles_fts_config";
insert into "articles_fts_config" (k, v) values ('version', 4);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX articles_seq on articles(seq);
CREATE INDEX articles_source on articles(source_id, published_at);
CREATE INDEX articles_published on articles(published_at);
CREATE INDEX articles_duplicate_of on articles(duplicate_of);
CREATE INDEX articles_story on articles(story_id);
CREATE INDEX sightings_listing on sightings(listing_url, vanished_at);
CREATE INDEX sightings_suspect on sightings(suspect) where suspect = 1;
CREATE INDEX source_runs_source on source_runs(source_id, run_id);
CREATE INDEX frontier_due on frontier(source_id, state, next_at);
CREATE INDEX frontier_article on frontier(article_id) where article_id is not null;
CREATE INDEX frontier_key on frontier(key);
CREATE INDEX articles_key on articles(key);
CREATE INDEX articles_number on articles(number) where number is not null;
CREATE INDEX frontier_backfill on frontier(source_id) where backfill = 1;
CREATE INDEX frontier_discovered on frontier(source_id, discovered_at);
CREATE INDEX sightings_first_seen on sightings(listing_url, first_seen_at);
CREATE INDEX frontier_waiting on frontier(source_id, backfill, (tries > 0), dated_at desc, url) where state in ('queued', 'failed');
CREATE INDEX url_aliases_key on url_aliases(key);
CREATE INDEX url_aliases_leads_to on url_aliases(leads_to);
CREATE INDEX duplicate_pairs_b on duplicate_pairs(b);
CREATE INDEX articles_series on articles(series_id) where series_id is not null
;
CREATE INDEX articles_dated on articles(coalesce(published_until, published_at));
CREATE UNIQUE INDEX search_rows_article on search_rows(article_id) where article_id is not null;
CREATE INDEX articles_brief on articles(id, source_id, duplicate_of, withdrawn_at, published_until, published_at);
PRAGMA user_version = 14;
