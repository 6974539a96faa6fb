CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (1, 'rasad', 'm001_tables', '2026-11-30 15:24:22.381820+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (2, 'rasad', 'm002_parts_repairs_and_contents', '2026-11-30 15:24:22.386142+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (3, 'rasad', 'm003_spellings_and_looks', '2026-11-30 15:24:22.393061+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (4, 'rasad', 'm004_hosts_and_rights', '2026-11-30 15:24:22.397387+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (5, 'rasad', 'm005_listings_and_backfills', '2026-11-30 15:24:22.408143+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (6, 'rasad', 'm006_rhythm', '2026-11-30 15:24:22.411833+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (7, 'rasad', 'm007_inbox', '2026-11-30 15:24:22.415315+00:00');
insert into "_sqlite_migrations" (id, migration_set, name, applied_at) values (8, 'rasad', 'm008_ailing_and_found_ways', '2026-11-30 15:24:22.418243+00:00');
CREATE TABLE sources (
  id text primary key, outlet text not null, publisher text, country text not null, home text not null,
  language text not null, timezone text not null, licence text, private integer not null, checked integer not null
) strict;
insert into "sources" (id, outlet, publisher, country, home, language, timezone, licence, private, checked) values ('ma_alofoq', 'الأفق', NULL, 'ma', 'http://127.0.0.1:18473/', 'ar', 'Africa/Casablanca', NULL, 1, 0);
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
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (1, 1, 'ma_alofoq', 'http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/news/1', NULL, 'خبر رقم 1 من أخبار القرى', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 1.', 'ar', NULL, NULL, NULL, NULL, '2026-11-30T15:24:23Z', '2026-11-30T15:24:23Z', NULL, NULL, 19, 'brief', NULL, 1, NULL, NULL, NULL, 2492774263500579818, NULL, NULL);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (2, 6, 'ma_alofoq', 'http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/news/3', NULL, 'خبر رقم 3 من أخبار القرى', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 3.', 'ar', NULL, NULL, NULL, NULL, '2026-11-30T15:24:23Z', '2026-11-30T15:24:23Z', NULL, NULL, 19, 'brief', 1, 1, NULL, NULL, NULL, 9196895683739175424, NULL, NULL);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (3, 7, 'ma_alofoq', 'http://127.0.0.1:18473/news/4', 'http://127.0.0.1:18473/news/4', 'http://127.0.0.1:18473/news/4', NULL, 'خبر رقم 4 من أخبار القرى', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 4.', 'ar', NULL, NULL, NULL, NULL, '2026-11-30T15:24:23Z', '2026-11-30T15:24:23Z', NULL, NULL, 19, 'brief', 1, 1, NULL, NULL, NULL, 4679215946644146974, NULL, NULL);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (4, 9, 'ma_alofoq', 'http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/news/2', NULL, 'خبر رقم 2 من أخبار القرى', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا موسعا لدعم القرى البعيدة في الجهة رقم 2.

وأضاف أن التنفيذ يبدأ في الشهر المقبل.

وأضاف أن التنفيذ يبدأ في الشهر المقبل.

وأضاف أن التنفيذ يبدأ في الشهر المقبل.', 'ar', NULL, NULL, NULL, NULL, '2026-11-30T15:24:26Z', '2026-11-30T15:24:23Z', NULL, NULL, 40, 'article', NULL, 4, NULL, NULL, NULL, 5729309430975474669, NULL, NULL);
insert into "articles" (id, seq, source_id, canonical_url, requested_url, final_url, declared_url, headline, kicker, deck, byline, authors, dateline, agency, section, tags, summary, body, language, published_at, published_text, published_from, modified_at, fetched_at, kept_at, image_url, is_paywalled, words, kind, duplicate_of, story_id, withdrawn_at, parts, repaired, key, number, rights) values (5, 11, 'ma_alofoq', 'http://127.0.0.1:18473/news/5', 'http://127.0.0.1:18473/news/5', 'http://127.0.0.1:18473/news/5', NULL, 'خبر رقم 5 من أخبار القرى', NULL, NULL, NULL, '[]', NULL, NULL, NULL, '[]', NULL, 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 5.', 'ar', NULL, NULL, NULL, NULL, '2026-11-30T15:24:32Z', '2026-11-30T15:24:32Z', NULL, NULL, 19, 'brief', 1, 1, NULL, NULL, NULL, 8128702033970755986, NULL, NULL);
CREATE TABLE revisions (
  article_id integer not null references articles(id), revision integer not null, headline text not null,
  body text not null, modified_at text, seen_at text not null, primary key (article_id, revision)
) strict, without rowid;
insert into "revisions" (article_id, revision, headline, body, modified_at, seen_at) values (4, 1, 'خبر رقم 2 من أخبار القرى', 'قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم 2.', NULL, '2026-11-30T15:24:23Z');
CREATE TABLE fingerprints (
  article_id integer primary key references articles(id), headline text not null, body_digest text not null,
  shingles integer not null, sketch blob not null
) strict;
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (1, 'خبر رقم 1 من اخبار القري', 'e9450fbcf3b960f633edc7bc9dd175d3b7a6a2b55da887fda087fb25f01439f4', 17, X'02A32C8DA99391120D51BEA290A4DE6B2BEB6E372C15D098334AD094B9E07D2A3CB3B4A07AD6E4744DBCF83BC4FE633C6C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC89F0AD7F41078585923D967BD26F052FA4248D8034A4F7CFC9CDE47EEAF8B2B0CC141102152736BDD582D659C07780BEDD7C12AAB8ADFE3FE8F11A9BEC30B289');
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (2, 'خبر رقم 3 من اخبار القري', 'd828fadb64e0f28981adc2bd853c2448023485ea98d79a249a613c88615a1286', 17, X'02A32C8DA99391122BEB6E372C15D098334AD094B9E07D2A3CB3B4A07AD6E4744DBCF83BC4FE633C6C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC89F0AD7F410785858F64B4BF39C0F194923D967BD26F052FA4248D8034A4F7CFC9CDE47EEAF8B2B0CC141102152736BDD582D659C07780BEDD7C12AAB8ADFE3FE8F11A9BEC30B289');
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (3, 'خبر رقم 4 من اخبار القري', 'a020c43e6683972bd2a64ca5d4a98b0db064c5d91ee58a6bbf9687039dfdb9a6', 17, X'02A32C8DA99391122BEB6E372C15D098334AD094B9E07D2A3CB3B4A07AD6E4744DBCF83BC4FE633C6C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC89F0AD7F41078585923D967BD26F052FA4248D8034A4F7CFC9CDE47EEAF8B2B0CC141102152736BDD417A0FA5C2D8842D582D659C07780BEDD7C12AAB8ADFE3FE8F11A9BEC30B289');
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (4, 'خبر رقم 2 من اخبار القري', 'fe5d1574680b83aa29c87ab5c3ce2eb3f5c319ae996b621c432c9636b7531ea0', 26, X'02090E411215114D02A32C8DA99391120C83316AB67DD93C273C8EED2749652C289A6B0A8C91CA5D2BEB6E372C15D098334AD094B9E07D2A3B244047B87040E63CB3B4A07AD6E4744DBCF83BC4FE633C5CA51542991EC7766C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC85B507BFA70D6756897257572629522D9C9395D628DBE8ABA4248D8034A4F7CFB0153C3E17351B0FB075E94F04D7CC25B151F79B32CFE863C9CDE47EEAF8B2B0CC141102152736BDD582D659C07780BEDD7C12AAB8ADFE3FFF38C3E50122E75B');
insert into "fingerprints" (article_id, headline, body_digest, shingles, sketch) values (5, 'خبر رقم 5 من اخبار القري', 'f989b13d3636ecdc5b2f3817a4a931847fbcf134a2c8aef3cf22062c107623ba', 17, X'02A32C8DA99391122BEB6E372C15D098334AD094B9E07D2A3CB3B4A07AD6E4744DBCF83BC4FE633C6C9C930D8358BC6177FCC5AEEDCF5862805EB1F816A769CC89F0AD7F41078585923D967BD26F052FA4248D8034A4F7CFC0FB32C40C4F3F8AC9CDE47EEAF8B2B0CC141102152736BDD582D659C07780BEDD7C12AAB8ADFE3FE8F11A9BEC30B289');
CREATE TABLE bands (
  band integer not null, article_id integer not null references articles(id), primary key (band, article_id)
) strict, without rowid;
insert into "bands" (band, article_id) values (852508421988121972, 1);
insert into "bands" (band, article_id) values (1572173965855782703, 1);
insert into "bands" (band, article_id) values (1674106993325256405, 1);
insert into "bands" (band, article_id) values (1841521765737661023, 1);
insert into "bands" (band, article_id) values (2053145676438418519, 1);
insert into "bands" (band, article_id) values (2076899507858355858, 1);
insert into "bands" (band, article_id) values (2313581779052632808, 1);
insert into "bands" (band, article_id) values (2504150397884596236, 1);
insert into "bands" (band, article_id) values (2831753810110138724, 1);
insert into "bands" (band, article_id) values (3508702121741058059, 1);
insert into "bands" (band, article_id) values (3677556173296906041, 1);
insert into "bands" (band, article_id) values (3958371353896510753, 1);
insert into "bands" (band, article_id) values (4599800043906060567, 1);
insert into "bands" (band, article_id) values (4725408526335308847, 1);
insert into "bands" (band, article_id) values (4868833438398385296, 1);
insert into "bands" (band, article_id) values (5820040531106408861, 1);
insert into "bands" (band, article_id) values (6152263565911054262, 1);
insert into "bands" (band, article_id) values (6249240732153379646, 1);
insert into "bands" (band, article_id) values (6299177398828435862, 1);
insert into "bands" (band, article_id) values (6389682091572367547, 1);
insert into "bands" (band, article_id) values (6473166163605289641, 1);
insert into "bands" (band, article_id) values (6573828583228298733, 1);
insert into "bands" (band, article_id) values (6821622736297930794, 1);
insert into "bands" (band, article_id) values (6891414358577560763, 1);
insert into "bands" (band, article_id) values (7481554184059112386, 1);
insert into "bands" (band, article_id) values (7489081184986524080, 1);
insert into "bands" (band, article_id) values (7578339810696485417, 1);
insert into "bands" (band, article_id) values (7695886422362568964, 1);
insert into "bands" (band, article_id) values (8076953247330063650, 1);
insert into "bands" (band, article_id) values (8339945405755023926, 1);
insert into "bands" (band, article_id) values (8519844280914255390, 1);
insert into "bands" (band, article_id) values (8707642860687663374, 1);
insert into "bands" (band, article_id) values (8786183062039628709, 1);
insert into "bands" (band, article_id) values (8823640423156996335, 1);
insert into "bands" (band, article_id) values (670637899328575728, 2);
insert into "bands" (band, article_id) values (852508421988121972, 2);
insert into "bands" (band, article_id) values (1572173965855782703, 2);
insert into "bands" (band, article_id) values (1674106993325256405, 2);
insert into "bands" (band, article_id) values (2053145676438418519, 2);
insert into "bands" (band, article_id) values (2076899507858355858, 2);
insert into "bands" (band, article_id) values (2117258345861945508, 2);
insert into "bands" (band, article_id) values (2312963139837704912, 2);
insert into "bands" (band, article_id) values (2313581779052632808, 2);
insert into "bands" (band, article_id) values (2504150397884596236, 2);
insert into "bands" (band, article_id) values (2831753810110138724, 2);
insert into "bands" (band, article_id) values (3508702121741058059, 2);
insert into "bands" (band, article_id) values (3958371353896510753, 2);
insert into "bands" (band, article_id) values (4599800043906060567, 2);
insert into "bands" (band, article_id) values (4725408526335308847, 2);
insert into "bands" (band, article_id) values (4868833438398385296, 2);
insert into "bands" (band, article_id) values (5901124840988895927, 2);
insert into "bands" (band, article_id) values (6152263565911054262, 2);
insert into "bands" (band, article_id) values (6234684488863855897, 2);
insert into "bands" (band, article_id) values (6249240732153379646, 2);
insert into "bands" (band, article_id) values (6389682091572367547, 2);
insert into "bands" (band, article_id) values (6573828583228298733, 2);
insert into "bands" (band, article_id) values (7084208369500568710, 2);
insert into "bands" (band, article_id) values (7481554184059112386, 2);
insert into "bands" (band, article_id) values (7489081184986524080, 2);
insert into "bands" (band, article_id) values (7578339810696485417, 2);
insert into "bands" (band, article_id) values (7622123211130817341, 2);
insert into "bands" (band, article_id) values (7643905434498264801, 2);
insert into "bands" (band, article_id) values (7695886422362568964, 2);
insert into "bands" (band, article_id) values (8076953247330063650, 2);
insert into "bands" (band, article_id) values (8339945405755023926, 2);
insert into "bands" (band, article_id) values (8519844280914255390, 2);
insert into "bands" (band, article_id) values (8707642860687663374, 2);
insert into "bands" (band, article_id) values (8823640423156996335, 2);
insert into "bands" (band, article_id) values (852508421988121972, 3);
insert into "bands" (band, article_id) values (1572173965855782703, 3);
insert into "bands" (band, article_id) values (1635315143923198267, 3);
insert into "bands" (band, article_id) values (1841521765737661023, 3);
insert into "bands" (band, article_id) values (2053145676438418519, 3);
insert into "bands" (band, article_id) values (2076899507858355858, 3);
insert into "bands" (band, article_id) values (2313581779052632808, 3);
insert into "bands" (band, article_id) values (2504150397884596236, 3);
insert into "bands" (band, article_id) values (2831753810110138724, 3);
insert into "bands" (band, article_id) values (2906173517212361831, 3);
insert into "bands" (band, article_id) values (3237317515238779521, 3);
insert into "bands" (band, article_id) values (3958371353896510753, 3);
insert into "bands" (band, article_id) values (4359705425907305427, 3);
insert into "bands" (band, article_id) values (4599800043906060567, 3);
insert into "bands" (band, article_id) values (4725408526335308847, 3);
insert into "bands" (band, article_id) values (4868833438398385296, 3);
insert into "bands" (band, article_id) values (5901124840988895927, 3);
insert into "bands" (band, article_id) values (6152263565911054262, 3);
insert into "bands" (band, article_id) values (6249240732153379646, 3);
insert into "bands" (band, article_id) values (6299177398828435862, 3);
insert into "bands" (band, article_id) values (6573828583228298733, 3);
insert into "bands" (band, article_id) values (6821622736297930794, 3);
insert into "bands" (band, article_id) values (7084208369500568710, 3);
insert into "bands" (band, article_id) values (7481554184059112386, 3);
insert into "bands" (band, article_id) values (7489081184986524080, 3);
insert into "bands" (band, article_id) values (7578339810696485417, 3);
insert into "bands" (band, article_id) values (7695886422362568964, 3);
insert into "bands" (band, article_id) values (8076953247330063650, 3);
insert into "bands" (band, article_id) values (8313843517743722157, 3);
insert into "bands" (band, article_id) values (8339945405755023926, 3);
insert into "bands" (band, article_id) values (8519844280914255390, 3);
insert into "bands" (band, article_id) values (8707642860687663374, 3);
insert into "bands" (band, article_id) values (8823640423156996335, 3);
insert into "bands" (band, article_id) values (8833567703101330533, 3);
insert into "bands" (band, article_id) values (232039545703116192, 4);
insert into "bands" (band, article_id) values (249596092019424517, 4);
insert into "bands" (band, article_id) values (301177339840248742, 4);
insert into "bands" (band, article_id) values (369392519761242147, 4);
insert into "bands" (band, article_id) values (597417722192506866, 4);
insert into "bands" (band, article_id) values (1767511978163380905, 4);
insert into "bands" (band, article_id) values (1841521765737661023, 4);
insert into "bands" (band, article_id) values (2044957989942799472, 4);
insert into "bands" (band, article_id) values (2311702013700422942, 4);
insert into "bands" (band, article_id) values (2601700791332101925, 4);
insert into "bands" (band, article_id) values (2699258195523367911, 4);
insert into "bands" (band, article_id) values (2751017069723822242, 4);
insert into "bands" (band, article_id) values (2867206464001327641, 4);
insert into "bands" (band, article_id) values (2897181925411047460, 4);
insert into "bands" (band, article_id) values (3889116738531868051, 4);
insert into "bands" (band, article_id) values (4436023523138768998, 4);
insert into "bands" (band, article_id) values (4477440065518150351, 4);
insert into "bands" (band, article_id) values (4866615406884367756, 4);
insert into "bands" (band, article_id) values (5032886950380111908, 4);
insert into "bands" (band, article_id) values (5393127252454958011, 4);
insert into "bands" (band, article_id) values (5468197569101909513, 4);
insert into "bands" (band, article_id) values (5631391433250569205, 4);
insert into "bands" (band, article_id) values (5901124840988895927, 4);
insert into "bands" (band, article_id) values (6240155564791269837, 4);
insert into "bands" (band, article_id) values (6299177398828435862, 4);
insert into "bands" (band, article_id) values (6504732037560515025, 4);
insert into "bands" (band, article_id) values (6514736504186955703, 4);
insert into "bands" (band, article_id) values (6640191337244862232, 4);
insert into "bands" (band, article_id) values (6682233350347366494, 4);
insert into "bands" (band, article_id) values (6757763420223352575, 4);
insert into "bands" (band, article_id) values (6805384269781335132, 4);
insert into "bands" (band, article_id) values (7481554184059112386, 4);
insert into "bands" (band, article_id) values (8328235515749656040, 4);
insert into "bands" (band, article_id) values (8812612918885667405, 4);
insert into "bands" (band, article_id) values (852508421988121972, 5);
insert into "bands" (band, article_id) values (1445701071544767225, 5);
insert into "bands" (band, article_id) values (1572173965855782703, 5);
insert into "bands" (band, article_id) values (1674106993325256405, 5);
insert into "bands" (band, article_id) values (1719925865879631256, 5);
insert into "bands" (band, article_id) values (1841521765737661023, 5);
insert into "bands" (band, article_id) values (2504150397884596236, 5);
insert into "bands" (band, article_id) values (2831753810110138724, 5);
insert into "bands" (band, article_id) values (3237317515238779521, 5);
insert into "bands" (band, article_id) values (3508702121741058059, 5);
insert into "bands" (band, article_id) values (3958371353896510753, 5);
insert into "bands" (band, article_id) values (4558494831839905316, 5);
insert into "bands" (band, article_id) values (4599800043906060567, 5);
insert into "bands" (band, article_id) values (4725408526335308847, 5);
insert into "bands" (band, article_id) values (5019884405745344578, 5);
insert into "bands" (band, article_id) values (5901124840988895927, 5);
insert into "bands" (band, article_id) values (6152263565911054262, 5);
insert into "bands" (band, article_id) values (6249240732153379646, 5);
insert into "bands" (band, article_id) values (6389682091572367547, 5);
insert into "bands" (band, article_id) values (6573828583228298733, 5);
insert into "bands" (band, article_id) values (6753287310370829113, 5);
insert into "bands" (band, article_id) values (6821622736297930794, 5);
insert into "bands" (band, article_id) values (7084208369500568710, 5);
insert into "bands" (band, article_id) values (7489081184986524080, 5);
insert into "bands" (band, article_id) values (7578339810696485417, 5);
insert into "bands" (band, article_id) values (7630955887112582575, 5);
insert into "bands" (band, article_id) values (7695886422362568964, 5);
insert into "bands" (band, article_id) values (7699663074668681011, 5);
insert into "bands" (band, article_id) values (8076953247330063650, 5);
insert into "bands" (band, article_id) values (8339945405755023926, 5);
insert into "bands" (band, article_id) values (8435609825342312367, 5);
insert into "bands" (band, article_id) values (8707642860687663374, 5);
insert into "bands" (band, article_id) values (8823640423156996335, 5);
insert into "bands" (band, article_id) values (8833567703101330533, 5);
CREATE TABLE copies (
  a integer not null references articles(id), b integer not null references articles(id), kind text not null,
  similarity real not null, primary key (a, b), check (a < b)
) strict, without rowid;
insert into "copies" (a, b, kind, similarity) values (1, 2, 'near', 0.888889);
insert into "copies" (a, b, kind, similarity) values (1, 3, 'near', 0.888889);
insert into "copies" (a, b, kind, similarity) values (1, 5, 'near', 0.888889);
insert into "copies" (a, b, kind, similarity) values (2, 3, 'near', 0.888889);
insert into "copies" (a, b, kind, similarity) values (2, 5, 'near', 0.888889);
insert into "copies" (a, b, kind, similarity) values (3, 5, 'near', 0.888889);
CREATE TABLE sightings (
  url text not null, listing_url text not null, rank integer not null, complete integer not null,
  first_seen_at text not null, last_seen_at text not null, vanished_at text, suspect integer not null default 0, title text, published_at text, modified_at text, section text,
  tags text not null, content text, primary key (url, listing_url)
) strict, without rowid;
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/feed', 0, 0, '2026-11-21T15:24:22Z', '2026-11-21T15:24:22Z', NULL, 0, 'خبر رقم 1', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/new.xml', 0, 0, '2026-11-27T15:24:32Z', '2026-11-27T15:24:32Z', NULL, 0, 'خبر رقم 1', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/1', 'http://127.0.0.1:18473/section', 3, 0, '2026-11-21T15:24:22Z', '2026-11-30T15:24:37Z', NULL, 0, 'خبر رقم 1 من أخبار القرى البعيدة', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/feed', 0, 0, '2026-11-21T15:24:22Z', '2026-11-21T15:24:22Z', NULL, 0, 'خبر رقم 2', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/new.xml', 0, 0, '2026-11-27T15:24:32Z', '2026-11-27T15:24:32Z', NULL, 0, 'خبر رقم 2', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/2', 'http://127.0.0.1:18473/section', 3, 0, '2026-11-21T15:24:22Z', '2026-11-30T15:24:37Z', NULL, 0, 'خبر رقم 2 من أخبار القرى البعيدة', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/feed', 0, 0, '2026-11-21T15:24:22Z', '2026-11-21T15:24:22Z', NULL, 0, 'خبر رقم 3', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/3', 'http://127.0.0.1:18473/section', 3, 0, '2026-11-21T15:24:22Z', '2026-11-30T15:24:37Z', NULL, 0, 'خبر رقم 3 من أخبار القرى البعيدة', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/4', 'http://127.0.0.1:18473/feed', 0, 0, '2026-11-21T15:24:26Z', '2026-11-21T15:24:26Z', NULL, 0, 'خبر رقم 4', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/4', 'http://127.0.0.1:18473/new.xml', 0, 0, '2026-11-27T15:24:32Z', '2026-11-27T15:24:32Z', NULL, 0, 'خبر رقم 4', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/4', 'http://127.0.0.1:18473/section', 3, 0, '2026-11-21T15:24:22Z', '2026-11-30T15:24:37Z', NULL, 0, 'خبر رقم 4 من أخبار القرى البعيدة', NULL, NULL, NULL, '[]', NULL);
insert into "sightings" (url, listing_url, rank, complete, first_seen_at, last_seen_at, vanished_at, suspect, title, published_at, modified_at, section, tags, content) values ('http://127.0.0.1:18473/news/5', 'http://127.0.0.1:18473/new.xml', 0, 0, '2026-11-27T15:24:32Z', '2026-11-27T15:24:32Z', NULL, 0, 'خبر رقم 5', NULL, NULL, NULL, '[]', NULL);
CREATE TABLE fetches (
  url text not null, at text not null, run_id integer not null references runs(run_id), effect text not null,
  reason text, primary key (url, at, run_id)
) strict, without rowid;
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/moved/1', '2026-11-30T15:24:26Z', 2, 'unchanged', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/1', '2026-11-30T15:24:23Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/1', '2026-11-30T15:24:26Z', 2, 'unchanged', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/2', '2026-11-30T15:24:23Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/2', '2026-11-30T15:24:26Z', 2, 'changed', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/3', '2026-11-30T15:24:23Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/3', '2026-11-30T15:24:26Z', 2, 'failed', 'http-404');
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/4', '2026-11-30T15:24:23Z', 1, 'kept', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/4', '2026-11-30T15:24:26Z', 2, 'unchanged', NULL);
insert into "fetches" (url, at, run_id, effect, reason) values ('http://127.0.0.1:18473/news/5', '2026-11-30T15:24:32Z', 4, 'kept', NULL);
CREATE TABLE listings (
  url text primary key, source_id text not null references sources(id), kind text not null, etag text,
  last_modified text, fetched_at text not null, status integer not null, entries integer, error text
, digest text, read_at text, named_at text, moved_to text, note text, failed_since text, validators_lie integer not null default 0, failures integer not null default 0, last_new_at text, newest_at text) strict, without rowid;
insert into "listings" (url, source_id, kind, etag, last_modified, fetched_at, status, entries, error, digest, read_at, named_at, moved_to, note, failed_since, validators_lie, failures, last_new_at, newest_at) values ('http://127.0.0.1:18473/feed', 'ma_alofoq', 'feed', '"v2"', NULL, '2026-11-30T15:24:37Z', 404, 4, 'answered 404', 'a5a03fe862ddca7d18ad66e626934ec597b13f4ebec010e5a39795c327798444', '2026-11-21T15:24:26Z', NULL, NULL, NULL, '2026-11-24T15:24:29Z', 0, 4, '2026-11-30T15:24:26Z', NULL);
insert into "listings" (url, source_id, kind, etag, last_modified, fetched_at, status, entries, error, digest, read_at, named_at, moved_to, note, failed_since, validators_lie, failures, last_new_at, newest_at) values ('http://127.0.0.1:18473/new.xml', 'ma_alofoq', 'feed', NULL, NULL, '2026-11-30T15:24:37Z', 200, 4, NULL, '29509efa9bafe59f22b8f62270ed7534228cefbf5acd74bd72862df8dc15bddc', '2026-11-30T15:24:37Z', NULL, NULL, NULL, NULL, 0, 0, '2026-11-30T15:24:32Z', NULL);
insert into "listings" (url, source_id, kind, etag, last_modified, fetched_at, status, entries, error, digest, read_at, named_at, moved_to, note, failed_since, validators_lie, failures, last_new_at, newest_at) values ('http://127.0.0.1:18473/section', 'ma_alofoq', 'section', NULL, NULL, '2026-11-30T15:24:37Z', 200, 4, NULL, '4eba26ec5090201400dd7f1522b92ce9e983de761d6502592272f7a6f0642050', '2026-11-30T15:24:37Z', NULL, NULL, NULL, NULL, 0, 0, '2026-11-30T15:24:22Z', NULL);
CREATE TABLE runs (
  run_id integer primary key, command text not null, pid integer not null, started_at text not null,
  finished_at text, exit_status integer
) strict;
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (1, 'crawl ma_alofoq', 9058, '2026-11-30T15:24:22Z', '2026-11-30T15:24:23Z', 0);
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (2, 'crawl ma_alofoq', 9076, '2026-11-30T15:24:25Z', '2026-11-30T15:24:27Z', 0);
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (3, 'crawl ma_alofoq', 9093, '2026-11-30T15:24:29Z', '2026-11-30T15:24:29Z', 0);
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (4, 'crawl ma_alofoq', 9099, '2026-11-30T15:24:31Z', '2026-11-30T15:24:32Z', 0);
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (5, 'crawl ma_alofoq', 9123, '2026-11-30T15:24:34Z', '2026-11-30T15:24:35Z', 0);
insert into "runs" (run_id, command, pid, started_at, finished_at, exit_status) values (6, 'crawl ma_alofoq', 9129, '2026-11-30T15:24:36Z', '2026-11-30T15:24:42Z', 0);
CREATE TABLE source_runs (
  run_id integer not null references runs(run_id), source_id text not null references sources(id),
  found integer not null default 0, fetched integer not null default 0, not_modified integer not null default 0,
  kept integer not null default 0, changed integer not null default 0, unchanged integer not null default 0,
  duplicates integer not null default 0, rejected integer not null default 0,
  quarantined integer not null default 0, withdrawn integer not null default 0, failed integer not null default 0,
  reasons text not null default '{}', fault text, primary key (run_id, source_id)
) strict, without rowid;
insert into "source_runs" (run_id, source_id, found, fetched, not_modified, kept, changed, unchanged, duplicates, rejected, quarantined, withdrawn, failed, reasons, fault) values (1, 'ma_alofoq', 7, 4, 0, 4, 0, 0, 3, 0, 0, 0, 0, '{}', NULL);
insert into "source_runs" (run_id, source_id, found, fetched, not_modified, kept, changed, unchanged, duplicates, rejected, quarantined, withdrawn, failed, reasons, fault) values (2, 'ma_alofoq', 4, 5, 0, 0, 1, 3, 0, 0, 0, 0, 1, '{"http-404":1}', NULL);
insert into "source_runs" (run_id, source_id, found, fetched, not_modified, kept, changed, unchanged, duplicates, rejected, quarantined, withdrawn, failed, reasons, fault) values (4, 'ma_alofoq', 4, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, '{}', NULL);
insert into "source_runs" (run_id, source_id, found, fetched, not_modified, kept, changed, unchanged, duplicates, rejected, quarantined, withdrawn, failed, reasons, fault) values (6, 'ma_alofoq', 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', NULL);
CREATE TABLE quarantine (
  url text primary key, source_id text not null, reason text not null, page blob not null, content_type text,
  at text not null
) strict, without rowid;
CREATE TABLE counters (name text primary key, value integer not null) strict, without rowid;
insert into "counters" (name, value) values ('seq', 11);
CREATE VIRTUAL TABLE articles_fts using fts5(headline, body, tokenize='unicode61 remove_diacritics 0');
insert into "articles_fts" (rowid, headline, body) values (1, 'خبر رقم 1 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 1');
insert into "articles_fts" (rowid, headline, body) values (2, 'خبر رقم 3 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 3');
insert into "articles_fts" (rowid, headline, body) values (3, 'خبر رقم 4 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 4');
insert into "articles_fts" (rowid, headline, body) values (4, 'خبر رقم 2 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا موسعا لدعم قري بعيد في جهه رقم 2 اضاف ان تنفيذ يبدا في شهر مقبل اضاف ان تنفيذ يبدا في شهر مقبل اضاف ان تنفيذ يبدا في شهر مقبل');
insert into "articles_fts" (rowid, headline, body) values (5, 'خبر رقم 5 من اخبار قري', 'قال وزير في موتمر صحف عقد امس ان حكوم ستطلق برنامجا جديدا لدعم قري بعيد في جهه رقم 5');
CREATE TABLE spellings (url text primary key, leads_to text not null, key integer not null, tried_at text) strict, without rowid;
insert into "spellings" (url, leads_to, key, tried_at) values ('http://127.0.0.1:18473/moved/1', 'http://127.0.0.1:18473/news/1', 9157424632701426393, NULL);
CREATE TABLE false_claims (key integer primary key, url text not null, at text not null) strict;
CREATE TABLE "frontier" (
  id integer primary key, url text not null unique, source_id text not null references sources(id),
  state text not null, reason text, discovered_at text not null, next_at text, tries integer not null default 0,
  lease_until text, etag text, last_modified text, fetched_at text, listed_at text,
  article_id integer references articles(id), key integer not null, dated_at text, looks integer not null default 0
, backfill integer not null default 0) strict
;
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, looks, backfill) values (1, 'http://127.0.0.1:18473/news/1', 'ma_alofoq', 'kept', NULL, '2026-11-21T15:24:22Z', '2026-11-30T20:24:26Z', 0, NULL, NULL, NULL, '2026-11-30T15:24:26Z', NULL, 1, 2492774263500579818, NULL, 1, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, looks, backfill) values (2, 'http://127.0.0.1:18473/news/2', 'ma_alofoq', 'kept', NULL, '2026-11-21T15:24:22Z', '2026-11-30T16:24:26Z', 0, NULL, NULL, NULL, '2026-11-30T15:24:26Z', NULL, 4, 5729309430975474669, NULL, 0, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, looks, backfill) values (3, 'http://127.0.0.1:18473/news/3', 'ma_alofoq', 'failed', 'http-404', '2026-11-21T15:24:22Z', '2026-12-01T15:24:26Z', 1, NULL, NULL, NULL, '2026-11-30T15:24:26Z', NULL, 2, 9196895683739175424, NULL, 0, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, looks, backfill) values (4, 'http://127.0.0.1:18473/news/4', 'ma_alofoq', 'duplicate', NULL, '2026-11-21T15:24:22Z', '2026-11-30T20:24:26Z', 0, NULL, NULL, NULL, '2026-11-30T15:24:26Z', NULL, 3, 4679215946644146974, NULL, 1, 0);
insert into "frontier" (id, url, source_id, state, reason, discovered_at, next_at, tries, lease_until, etag, last_modified, fetched_at, listed_at, article_id, key, dated_at, looks, backfill) values (5, 'http://127.0.0.1:18473/news/5', 'ma_alofoq', 'duplicate', NULL, '2026-11-27T15:24:32Z', '2026-11-30T16:24:32Z', 0, NULL, NULL, NULL, '2026-11-30T15:24:32Z', NULL, 5, 8128702033970755986, NULL, 0, 0);
CREATE TABLE hosts (host text primary key, pause_until text, pause_reason text, refusals integer not null default 0, factor integer not null default 1, answered_at text) strict, without rowid;
insert into "hosts" (host, pause_until, pause_reason, refusals, factor, answered_at) values ('127.0.0.1', NULL, NULL, 0, 1, '2026-11-30T15:24:38Z');
CREATE TABLE host_files (url text primary key, answer text not null, status integer not null, error text, fetched_at text not null, body blob, good_at text) strict, without rowid;
insert into "host_files" (url, answer, status, error, fetched_at, body, good_at) values ('http://127.0.0.1:18473/.well-known/tdmrep.json', 'unavailable', 404, NULL, '2026-11-30T15:24:23Z', NULL, NULL);
insert into "host_files" (url, answer, status, error, fetched_at, body, good_at) values ('http://127.0.0.1:18473/robots.txt', 'unavailable', 404, NULL, '2026-11-30T15:24:22Z', NULL, NULL);
CREATE TABLE windows (url text not null, since text not null, until text not null, source_id text not null references sources(id), next_url text, pages integer not null, done_at text, primary key (url, since, until)) strict, without rowid;
insert into "windows" (url, since, until, source_id, next_url, pages, done_at) values ('http://127.0.0.1:18473/section', '2026-11-01', '2026-11-20', 'ma_alofoq', NULL, 3, '2026-11-24T15:23:00Z');
CREATE TABLE rhythm (source_id text primary key references sources(id), began_at text not null, looked_at text not null, next_at text not null, rest_until text, score real not null, why text not null, carry real not null, looks integer not null, habit text) strict, without rowid;
insert into "rhythm" (source_id, began_at, looked_at, next_at, rest_until, score, why, carry, looks, habit) values ('ma_alofoq', '2026-11-30T15:24:23Z', '2026-11-30T15:24:37Z', '2026-11-30T15:54:00Z', NULL, 0.0, 'new here, learning; some 2 articles a day so far', 0.0, 6, '{"learned_at": 1796052240.0, "watched_days": -0.0002662037037037037, "rates": [2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0], "days": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], "skew_seconds": 0.0, "limits": {"room": 4.0, "fill_seconds": null}, "share": 33.94112549695428}');
CREATE TABLE inbox (url text primary key, final_url text not null, body blob not null, content_type text, fetched_at text not null, headers text not null, site text, etag text, last_modified text) strict;
CREATE TABLE ailing (source_id text primary key references sources(id), said text, well_since text, looked_at text, looked_for text not null, asked integer not null, fruitless integer not null) strict, without rowid;
insert into "ailing" (source_id, said, well_since, looked_at, looked_for, asked, fruitless) values ('ma_alofoq', 'http://127.0.0.1:18473/feed: dead since 2026-11-24 15:24 UTC (answered 404; 4 times in a row); found instead: feed http://127.0.0.1:18473/new.xml; put it into the source file: `rasad sources show ma_alofoq` prints it', NULL, '2026-11-27T15:24:31Z', '["http://127.0.0.1:18473/feed"]', 10, 0);
CREATE TABLE found_ways (source_id text not null references sources(id), url text not null, kind text not null, follow text, found_at text not null, entries integer not null, instead text not null, dropped_at text, dropped_why text, primary key (source_id, url)) strict, without rowid;
insert into "found_ways" (source_id, url, kind, follow, found_at, entries, instead, dropped_at, dropped_why) values ('ma_alofoq', 'http://127.0.0.1:18473/new.xml', 'feed', NULL, '2026-11-27T15:24:32Z', 4, 'http://127.0.0.1:18473/feed: dead since 2026-11-27 15:24 UTC (answered 404; 2 times in a row)', NULL, NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX articles_seq on articles(seq);
CREATE INDEX articles_source on articles(source_id, published_at);
CREATE INDEX articles_published on articles(published_at);
CREATE INDEX articles_duplicate_of on articles(duplicate_of);
CREATE INDEX articles_story on articles(story_id);
CREATE INDEX fingerprints_digest on fingerprints(body_digest);
CREATE INDEX bands_article on bands(article_id);
CREATE INDEX copies_b on copies(b);
CREATE INDEX sightings_listing on sightings(listing_url, vanished_at);
CREATE INDEX sightings_suspect on sightings(suspect) where suspect = 1;
CREATE INDEX source_runs_source on source_runs(source_id, run_id);
CREATE INDEX frontier_due on frontier(source_id, state, next_at);
CREATE INDEX frontier_article on frontier(article_id) where article_id is not null;
CREATE INDEX frontier_key on frontier(key);
CREATE INDEX articles_key on articles(key);
CREATE INDEX articles_number on articles(number) where number is not null;
CREATE INDEX spellings_key on spellings(key);
CREATE INDEX spellings_of on spellings(leads_to);
CREATE INDEX frontier_backfill on frontier(source_id) where backfill = 1;
CREATE INDEX frontier_discovered on frontier(source_id, discovered_at);
CREATE INDEX sightings_first_seen on sightings(listing_url, first_seen_at);
CREATE INDEX frontier_waiting on frontier(source_id, backfill, (tries > 0), dated_at desc, url) where state in ('queued', 'failed');
pragma user_version = 8;
