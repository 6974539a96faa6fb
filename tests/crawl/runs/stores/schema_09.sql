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
, parts text, repaired text, key integer, number integer, rights text) strict;
CREATE TABLE revisions (
  article_id integer not null references articles(id), revision integer not null, headline text not null,
  body text not null, modified_at text, seen_at text not null, primary key (article_id, revision)
) strict, without rowid;
CREATE TABLE fingerprints (
  article_id integer primary key references articles(id), headline text not null, body_digest text not null,
  shingles integer not null, sketch blob not null
) strict;
CREATE TABLE bands (
  band integer not null, article_id integer not null references articles(id), primary key (band, article_id)
) strict, without rowid;
CREATE TABLE "duplicate_pairs" (
  a integer not null references articles(id), b integer not null references articles(id), kind text not null,
  similarity real not null, primary key (a, b), check (a < b)
) strict, without rowid;
CREATE TABLE sightings (
  url text not null, listing_url text not null, rank integer not null, complete integer not null,
  first_seen_at text not null, last_seen_at text not null, vanished_at text, suspect integer not null default 0, title text, published_at text, modified_at text, section text,
  tags text not null, content text, primary key (url, listing_url)
) strict, without rowid;
CREATE TABLE fetches (
  url text not null, at text not null, run_id integer not null references runs(run_id), effect text not null,
  reason text, primary key (url, at, run_id)
) strict, without rowid;
CREATE TABLE listings (
  url text primary key, source_id text not null references sources(id), kind text not null, etag text,
  last_modified text, fetched_at text not null, status integer not null, entries integer, error text
, digest text, read_at text, named_at text, moved_to text, note text, failed_since text, validators_lie integer not null default 0, failures integer not null default 0, last_new_at text, newest_at text) strict, without rowid;
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
CREATE VIRTUAL TABLE articles_fts using fts5(headline, body, tokenize='unicode61 remove_diacritics 0');
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
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (1, 'rasad', 'm001_tables', '2026-12-01 14:02:38.432066+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (2, 'rasad', 'm002_parts_repairs_and_contents', '2026-12-01 14:02:38.459805+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (3, 'rasad', 'm003_spellings_and_looks', '2026-12-01 14:02:38.474616+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (4, 'rasad', 'm004_hosts_and_rights', '2026-12-01 14:02:38.487085+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (5, 'rasad', 'm005_listings_and_backfills', '2026-12-01 14:02:38.492970+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (6, 'rasad', 'm006_rhythm', '2026-12-01 14:02:38.512335+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (7, 'rasad', 'm007_inbox', '2026-12-01 14:02:38.515768+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (8, 'rasad', 'm008_ailing_and_found_ways', '2026-12-01 14:02:38.538982+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (9, 'rasad', 'm009_plain_names', '2026-12-01 14:02:38.786242+00:00');
insert into "sources" (id, outlet, publisher, country, home, language, timezone, licence, private, checked) values ('ma_alofoq', 'الأفق', NULL, 'ma', 'http://127.0.0.1:18473/', 'ar', 'Africa/Casablanca', NULL, 1, 0);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (1, 5, 'ma_alofoq', 'http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/news/3', NULL, 'خبر رقم 3 من أخبار القرى', NULL, NULL, 'بقلم: ليلى منصور', '["ليلى منصور"]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 3.

وأكد أن الميزانية المخصصة للبرنامج هذه السنة بلغت 30 مليون درهم.', 'ar', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00+01:00', 'meta', NULL, '2026-12-01T14:02:41Z', '2026-12-01T14:02:42Z', NULL, NULL, 30, 'article', 2, 2, NULL, NULL, NULL, 6469858485078942885, NULL, NULL);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (2, 2, 'ma_alofoq', 'http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/news/1', NULL, 'خبر رقم 1 من أخبار القرى', NULL, NULL, 'بقلم: ليلى منصور', '["ليلى منصور"]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 1.

وأكد أن الميزانية المخصصة للبرنامج هذه السنة بلغت 10 مليون درهم.', 'ar', '2026-11-21T09:00:00Z', '2026-11-21T10:00:00+01:00', 'meta', NULL, '2026-12-01T14:02:41Z', '2026-12-01T14:02:42Z', NULL, NULL, 30, 'article', NULL, 2, NULL, NULL, NULL, 2577145664825632665, NULL, NULL);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (3, 4, 'ma_alofoq', 'http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/news/2', NULL, 'خبر رقم 2 من أخبار القرى', NULL, NULL, 'بقلم: ليلى منصور', '["ليلى منصور"]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 2.

وأكد أن الميزانية المخصصة للبرنامج هذه السنة بلغت 20 مليون درهم.', 'ar', '2026-11-22T09:00:00Z', '2026-11-22T10:00:00+01:00', 'meta', NULL, '2026-12-01T14:02:41Z', '2026-12-01T14:02:42Z', NULL, NULL, 30, 'article', 2, 2, NULL, NULL, NULL, 7692735066280148499, NULL, NULL);
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (1, 'خبر رقم 3 من اخبار القري', 'f5079b040328de375b4b016b7b514012d7576bd20c77e4d967819ae0602edd05', 28, X'02A32C8DA99391121B11EFC0C895150029BD82F789550F932BEB6E372C15D098334AD094B9E07D2A392A721D5A83EF0B3CB3B4A07AD6E4744DBCF83BC4FE633C5DFA6FB604FE85176C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC84992E254207D91489F0AD7F410785858F64B4BF39C0F194923D967BD26F052FA1C90A2336E3601AA4248D8034A4F7CFB6C9701DB77FFD09BCA2F764C2DFFAE7C9CDE47EEAF8B2B0CA451522C06D53B0CBD060138C7A596CCC141102152736BDD582D659C07780BEDD7C12AAB8ADFE3FE3033F21DB033742E8F11A9BEC30B289');
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (2, 'خبر رقم 1 من اخبار القري', '2f0932732b51bbd75740046cff5ea86beef3be47d17c371a3aca89bbe0f03623', 28, X'02A32C8DA99391120D51BEA290A4DE6B0F232ECE1A96080F1B11EFC0C89515002BEB6E372C15D098334AD094B9E07D2A392A721D5A83EF0B3CB3B4A07AD6E4744DBCF83BC4FE633C5DFA6FB604FE8517621EDBF9CBB908BC6C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC89F0AD7F41078585917F2B362FBDCB8A923D967BD26F052F98950E5E4C38D60E9DB2776D152BCCB9A1C90A2336E3601AA4248D8034A4F7CFB6C9701DB77FFD09C9CDE47EEAF8B2B0CA451522C06D53B0CC141102152736BDD582D659C07780BEDD7C12AAB8ADFE3FE8F11A9BEC30B289');
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (3, 'خبر رقم 2 من اخبار القري', 'd02ca165e96e0acac17a43c5c8075b30e58debcc81c6e8c63072e99afc1e5878', 28, X'02090E411215114D02A32C8DA99391121B11EFC0C89515001FED10C56AD2CE1A2BEB6E372C15D098334AD094B9E07D2A392A721D5A83EF0B3CB3B4A07AD6E4744DBCF83BC4FE633C5DFA6FB604FE85176C9C930D8358BC6177FCC5AEEDCF58627C3F4C95923E106D805EB1F816A769CC89F0AD7F41078585923D967BD26F052FA1C90A2336E3601AA4248D8034A4F7CFB6C9701DB77FFD09C9CDE47EEAF8B2B0CA451522C06D53B0CC141102152736BDCCD92EA690654128D582D659C07780BEDC1A6BAB0C7D5867DD7C12AAB8ADFE3FE8F11A9BEC30B289EC3905E5130DF3D9');
insert into "bands" (band, article_id) values (213814018958951369, 1);
insert into "bands" (band, article_id) values (228690333340300885, 1);
insert into "bands" (band, article_id) values (528676924889479303, 1);
insert into "bands" (band, article_id) values (535904170419129772, 1);
insert into "bands" (band, article_id) values (670637899328575728, 1);
insert into "bands" (band, article_id) values (885144015803854704, 1);
insert into "bands" (band, article_id) values (1723722175998184847, 1);
insert into "bands" (band, article_id) values (1726693232897927436, 1);
insert into "bands" (band, article_id) values (1740714548480995311, 1);
insert into "bands" (band, article_id) values (1789660866763545164, 1);
insert into "bands" (band, article_id) values (2134393802464399064, 1);
insert into "bands" (band, article_id) values (2378937491363325806, 1);
insert into "bands" (band, article_id) values (2933572819458440401, 1);
insert into "bands" (band, article_id) values (3208826768423337755, 1);
insert into "bands" (band, article_id) values (3295689524803132658, 1);
insert into "bands" (band, article_id) values (3425576565272402724, 1);
insert into "bands" (band, article_id) values (3581478411610619106, 1);
insert into "bands" (band, article_id) values (3635497257536992083, 1);
insert into "bands" (band, article_id) values (4109498580335112892, 1);
insert into "bands" (band, article_id) values (4228287241105682688, 1);
insert into "bands" (band, article_id) values (4596972269971162987, 1);
insert into "bands" (band, article_id) values (4608162998216770569, 1);
insert into "bands" (band, article_id) values (4675001146702889662, 1);
insert into "bands" (band, article_id) values (5301161627537582735, 1);
insert into "bands" (band, article_id) values (6234684488863855897, 1);
insert into "bands" (band, article_id) values (6479055868786302887, 1);
insert into "bands" (band, article_id) values (7167194489186009749, 1);
insert into "bands" (band, article_id) values (7287545731035157316, 1);
insert into "bands" (band, article_id) values (7489081184986524080, 1);
insert into "bands" (band, article_id) values (7587295532514147598, 1);
insert into "bands" (band, article_id) values (7677110046582907569, 1);
insert into "bands" (band, article_id) values (7949354290702233595, 1);
insert into "bands" (band, article_id) values (8080357064645690684, 1);
insert into "bands" (band, article_id) values (8509376133941370403, 1);
insert into "bands" (band, article_id) values (483893711826682465, 2);
insert into "bands" (band, article_id) values (508999552461829268, 2);
insert into "bands" (band, article_id) values (550044181053597445, 2);
insert into "bands" (band, article_id) values (830083126059358885, 2);
insert into "bands" (band, article_id) values (1027237601309731361, 2);
insert into "bands" (band, article_id) values (1104751511078444960, 2);
insert into "bands" (band, article_id) values (1841521765737661023, 2);
insert into "bands" (band, article_id) values (2134393802464399064, 2);
insert into "bands" (band, article_id) values (2688365800526049654, 2);
insert into "bands" (band, article_id) values (3295689524803132658, 2);
insert into "bands" (band, article_id) values (3347967644653448904, 2);
insert into "bands" (band, article_id) values (3375926880115406667, 2);
insert into "bands" (band, article_id) values (3425576565272402724, 2);
insert into "bands" (band, article_id) values (3511206902468611635, 2);
insert into "bands" (band, article_id) values (3836954143371584265, 2);
insert into "bands" (band, article_id) values (4280965461683966778, 2);
insert into "bands" (band, article_id) values (4399999120525938108, 2);
insert into "bands" (band, article_id) values (5018523124250259011, 2);
insert into "bands" (band, article_id) values (5029049196708093545, 2);
insert into "bands" (band, article_id) values (5280596195252545451, 2);
insert into "bands" (band, article_id) values (5311882718278467988, 2);
insert into "bands" (band, article_id) values (5671410985485618292, 2);
insert into "bands" (band, article_id) values (7167194489186009749, 2);
insert into "bands" (band, article_id) values (7546252061117594465, 2);
insert into "bands" (band, article_id) values (7695886422362568964, 2);
insert into "bands" (band, article_id) values (7932686477690717941, 2);
insert into "bands" (band, article_id) values (8043092145123862495, 2);
insert into "bands" (band, article_id) values (8076953247330063650, 2);
insert into "bands" (band, article_id) values (8144805434756868453, 2);
insert into "bands" (band, article_id) values (8239048175752777746, 2);
insert into "bands" (band, article_id) values (8312411774090047014, 2);
insert into "bands" (band, article_id) values (8737418124679475509, 2);
insert into "bands" (band, article_id) values (8958271959538132267, 2);
insert into "bands" (band, article_id) values (9083775623641576335, 2);
insert into "bands" (band, article_id) values (337691779818496460, 3);
insert into "bands" (band, article_id) values (528676924889479303, 3);
insert into "bands" (band, article_id) values (535904170419129772, 3);
insert into "bands" (band, article_id) values (540150424458556901, 3);
insert into "bands" (band, article_id) values (754920896421017189, 3);
insert into "bands" (band, article_id) values (783812300814344674, 3);
insert into "bands" (band, article_id) values (1841521765737661023, 3);
insert into "bands" (band, article_id) values (2134393802464399064, 3);
insert into "bands" (band, article_id) values (2413087445603297351, 3);
insert into "bands" (band, article_id) values (3295689524803132658, 3);
insert into "bands" (band, article_id) values (3508702121741058059, 3);
insert into "bands" (band, article_id) values (3590221035672694462, 3);
insert into "bands" (band, article_id) values (3607001795012478832, 3);
insert into "bands" (band, article_id) values (3635497257536992083, 3);
insert into "bands" (band, article_id) values (5029049196708093545, 3);
insert into "bands" (band, article_id) values (5264271721699963918, 3);
insert into "bands" (band, article_id) values (5267863625696034487, 3);
insert into "bands" (band, article_id) values (5901124840988895927, 3);
insert into "bands" (band, article_id) values (6355952716015379267, 3);
insert into "bands" (band, article_id) values (6504090433777887782, 3);
insert into "bands" (band, article_id) values (7004216301957223420, 3);
insert into "bands" (band, article_id) values (7167194489186009749, 3);
insert into "bands" (band, article_id) values (7181520665975530365, 3);
insert into "bands" (band, article_id) values (7489081184986524080, 3);
insert into "bands" (band, article_id) values (7546252061117594465, 3);
insert into "bands" (band, article_id) values (8043092145123862495, 3);
insert into "bands" (band, article_id) values (8076953247330063650, 3);
insert into "bands" (band, article_id) values (8181995279142258619, 3);
insert into "bands" (band, article_id) values (8259087266846800153, 3);
insert into "bands" (band, article_id) values (8570086687165009858, 3);
insert into "bands" (band, article_id) values (8769462243392418726, 3);
insert into "bands" (band, article_id) values (8798709027810993670, 3);
insert into "bands" (band, article_id) values (8834625386060253671, 3);
insert into "bands" (band, article_id) values (9150962347080624838, 3);
insert into "duplicate_pairs" (a, b, kind, similarity) values (1, 2, 'near', 0.647059);
insert into "duplicate_pairs" (a, b, kind, similarity) values (1, 3, 'near', 0.647059);
insert into "duplicate_pairs" (a, b, kind, similarity) values (2, 3, 'near', 0.647059);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/feed', 0, 0, '2026-12-01T14:02:39Z', '2026-12-01T14:02:39Z', NULL, 0, 'خبر رقم 1 من أخبار القرى', '2026-11-21T09:00:00Z', NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/feed', 0, 0, '2026-12-01T14:02:39Z', '2026-12-01T14:02:39Z', NULL, 0, 'خبر رقم 2 من أخبار القرى', '2026-11-22T09:00:00Z', NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/feed', 0, 0, '2026-12-01T14:02:39Z', '2026-12-01T14:02:39Z', NULL, 0, 'خبر رقم 3 من أخبار القرى', '2026-11-23T09:00:00Z', NULL, NULL, '[]', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/1', '2026-12-01T14:02:41Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/2', '2026-12-01T14:02:41Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/3', '2026-12-01T14:02:41Z', 1, 'kept', NULL);
insert into "listings" (url, source_id, kind, etag, last_modified, fetched_at, status, entries, error, digest, read_at, named_at, moved_to, note, failed_since, validators_lie, failures, last_new_at, newest_at) values ('http://127.0.0.1:18473/feed', 'ma_alofoq', 'feed', NULL, NULL, '2026-12-01T14:02:39Z', 200, 3, NULL, '9830e981433d58e8409035d0ec801353756e2c3898af8f2cc7a3e59fd11a5901', '2026-12-01T14:02:39Z', NULL, NULL, NULL, NULL, 0, 0, '2026-12-01T14:02:39Z', '2026-11-23T09:00:00Z');
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (1, 'crawl ma_alofoq', 7130, '2026-12-01T14:02:38Z', '2026-12-01T14:02:42Z', 0);
insert into "source_runs" (run_id, source_id, found, fetched, not_modified, kept, changed, unchanged, duplicates, rejected, quarantined, withdrawn, failed, reasons, problem) values (1, 'ma_alofoq', 3, 3, 0, 3, 0, 0, 2, 0, 0, 0, 0, '{}', NULL);
insert into "counters" (name, value) values ('seq', 5);
delete from "articles_fts_data";
insert into "articles_fts_data" (id, block) values (1, X'03125A');
insert into "articles_fts_data" (id, block) values (10, X'000000000103030003010101020101030101');
insert into "articles_fts_data" (id, block) values (137438953473, X'0000017F023033010804010114020130010601011D010AD8A7D8AED8A8D8A7D8B10102060304D985D8B3010601010804018601080101090F020BA8D8B1D986D8A7D985D8AC01060101190D02D8A7010601010C0405B9D98AD8AF01060101100306D984D8BAD8AA010601011C0209ACD8AFD98AD8AFD8A7010601010D0304D987D98701060101120207ADD983D988D985010601010A0205AED8A8D8B10102020207AFD8B1D987D985010601011F0205B1D982D9850108030101130209B3D8AAD8B7D984D982010601010B0304D986D987010601011B0205B5D8ADD98101060101060205B9D982D8AF01060101070104D981D98A01080101040F020582D8A7D98401060101020403B1D98A01080701010F020784D8AFD8B9D985010601010E020785D8AED8B5D8B501060101180304D984D98A010601011E040186010205040788D8AAD985D8B1010601010504078AD8B2D8A7D9860106010117020587D8B0D987010601011A020788D8A7D983D8AF01060101150405B2D98AD8B101060101030409080F0B0912090C0D100B0E0A0E0D100B0C0C0C0C0B0E0E0B060E0E0C0E');
insert into "articles_fts_data" (id, block) values (274877906945, X'0000017F023031020804010114020130020601011D010AD8A7D8AED8A8D8A7D8B10202060304D985D8B3020601010804018602080101090F020BA8D8B1D986D8A7D985D8AC02060101190D02D8A7020601010C0405B9D98AD8AF02060101100306D984D8BAD8AA020601011C0209ACD8AFD98AD8AFD8A7020601010D0304D987D98702060101120207ADD983D988D985020601010A0205AED8A8D8B10202020207AFD8B1D987D985020601011F0205B1D982D9850208030101130209B3D8AAD8B7D984D982020601010B0304D986D987020601011B0205B5D8ADD98102060101060205B9D982D8AF02060101070104D981D98A02080101040F020582D8A7D98402060101020403B1D98A02080701010F020784D8AFD8B9D985020601010E020785D8AED8B5D8B502060101180304D984D98A020601011E040186020205040788D8AAD985D8B1020601010504078AD8B2D8A7D9860206010117020587D8B0D987020601011A020788D8A7D983D8AF02060101150405B2D98AD8B102060101030409080F0B0912090C0D100B0E0A0E0D100B0C0C0C0C0B0E0E0B060E0E0C0E');
insert into "articles_fts_data" (id, block) values (412316860417, X'0000017F023032030804010114020130030601011D010AD8A7D8AED8A8D8A7D8B10302060304D985D8B3030601010804018603080101090F020BA8D8B1D986D8A7D985D8AC03060101190D02D8A7030601010C0405B9D98AD8AF03060101100306D984D8BAD8AA030601011C0209ACD8AFD98AD8AFD8A7030601010D0304D987D98703060101120207ADD983D988D985030601010A0205AED8A8D8B10302020207AFD8B1D987D985030601011F0205B1D982D9850308030101130209B3D8AAD8B7D984D982030601010B0304D986D987030601011B0205B5D8ADD98103060101060205B9D982D8AF03060101070104D981D98A03080101040F020582D8A7D98403060101020403B1D98A03080701010F020784D8AFD8B9D985030601010E020785D8AED8B5D8B503060101180304D984D98A030601011E040186030205040788D8AAD985D8B1030601010504078AD8B2D8A7D9860306010117020587D8B0D987030601011A020788D8A7D983D8AF03060101150405B2D98AD8B103060101030409080F0B0912090C0D100B0E0A0E0D100B0C0C0C0C0B0E0E0B060E0E0C0E');
delete from "articles_fts_idx";
insert into "articles_fts_idx" (segid, term, pgno) values (1, X'', 2);
insert into "articles_fts_idx" (segid, term, pgno) values (2, X'', 2);
insert into "articles_fts_idx" (segid, term, pgno) values (3, X'', 2);
delete from "articles_fts_content";
insert into "articles_fts_content" (id, c0, c1) values (1, 'خبر رقم 3 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 3 واكد ان ميزان مخصص برنامج هذه سنه بلغت 30 ملي درهم');
insert into "articles_fts_content" (id, c0, c1) values (2, 'خبر رقم 1 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 1 واكد ان ميزان مخصص برنامج هذه سنه بلغت 10 ملي درهم');
insert into "articles_fts_content" (id, c0, c1) values (3, 'خبر رقم 2 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 2 واكد ان ميزان مخصص برنامج هذه سنه بلغت 20 ملي درهم');
delete from "articles_fts_docsize";
insert into "articles_fts_docsize" (id, sz) values (1, X'061E');
insert into "articles_fts_docsize" (id, sz) values (2, X'061E');
insert into "articles_fts_docsize" (id, sz) values (3, X'061E');
delete from "articles_fts_config";
insert into "articles_fts_config" (k, v) values ('version', 4);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, revisits, backfill) values (1, 'http://127.0.0.1:18473/news/1', 'ma_alofoq', 'kept', NULL, '2026-12-01T14:02:39Z', '2026-12-01T15:02:41Z', 0, NULL, NULL, NULL, '2026-12-01T14:02:41Z', NULL, 2, 2577145664825632665, '2026-11-21T09:00:00Z', 0, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, revisits, backfill) values (2, 'http://127.0.0.1:18473/news/2', 'ma_alofoq', 'duplicate', NULL, '2026-12-01T14:02:39Z', '2026-12-01T15:02:41Z', 0, NULL, NULL, NULL, '2026-12-01T14:02:41Z', NULL, 3, 7692735066280148499, '2026-11-22T09:00:00Z', 0, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, revisits, backfill) values (3, 'http://127.0.0.1:18473/news/3', 'ma_alofoq', 'duplicate', NULL, '2026-12-01T14:02:39Z', '2026-12-01T15:02:41Z', 0, NULL, NULL, NULL, '2026-12-01T14:02:41Z', NULL, 1, 6469858485078942885, '2026-11-23T09:00:00Z', 0, 0);
insert into "hosts" (host, pause_until, pause_reason, refusals, factor, answered_at) values ('127.0.0.1', NULL, NULL, 0, 1, '2026-12-01T14:02:42Z');
insert into "host_files" (url, answer, status, error, fetched_at, body, good_at) values ('http://127.0.0.1:18473/.well-known/tdmrep.json', 'unavailable', 404, NULL, '2026-12-01T14:02:41Z', NULL, NULL);
insert into "host_files" (url, answer, status, error, fetched_at, body, good_at) values ('http://127.0.0.1:18473/robots.txt', 'read', 200, NULL, '2026-12-01T14:02:39Z', X'28B52FFD2017B90000557365722D6167656E743A202A0A416C6C6F773A202F0A', '2026-12-01T14:02:39Z');
insert into "poll_schedule" (source_id, began_at, polled_at, next_poll_at, backoff_until, failure_score, next_poll_reason, carry, polls, rate) values ('ma_alofoq', '2026-12-01T14:02:42Z', '2026-12-01T14:02:38Z', '2026-12-01T14:32:00Z', NULL, 0.0, 'new source: assumes 2 articles a day until it has been watched for a day', 0.0, 1, '{"learned_at": 1796133720.0, "watched_days": -0.0004933519444444445, "rates": [2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0], "days": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], "skew_seconds": 0.0, "limits": {"room": 3.0, "fill_seconds": null}, "share": 33.94112549695428}');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX articles_seq on articles(seq);
CREATE INDEX articles_source on articles(source_id, published_at);
CREATE INDEX articles_published on articles(published_at);
CREATE INDEX articles_duplicate_of on articles(duplicate_of);
CREATE INDEX articles_story on articles(story_id);
CREATE INDEX fingerprints_digest on fingerprints(body_digest);
CREATE INDEX bands_article on bands(article_id);
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
PRAGMA user_version = 9;
