"""Brings the fingerprints of schema 9 up: what can be computed from them is, the rest waits for the next reading.

Sketch and digests are computed exactly, so that an article is still known by its text and no edit is invented. Keys, lead
and figures need the text itself, which is folded above the store. Such a row has no keys. It is compared again when its
page is read next, and keeps its pairs and its `duplicate_of` until then.
"""

from __future__ import annotations

import hashlib
import sqlite3

_TABLES = """
create table fingerprints_10 (
  article_id integer primary key references articles(id), headline_digest blob not null, body_digest blob not null,
  shingles integer not null, hashes blob not null, headline_words blob not null, lead_words blob not null,
  figures blob not null, copy_keys blob not null, template_keys blob not null
) strict;
create table copy_keys (
  key integer not null, article_id integer not null references articles(id), primary key (key, article_id)
) strict, without rowid;
create table template_keys (
  key integer not null, article_id integer not null references articles(id), primary key (key, article_id)
) strict, without rowid;
alter table articles add column series_id integer;
create index articles_series on articles(series_id) where series_id is not null
"""
_OLD_HASH, _NEW_HASH, _HASHES = 8, 3, 96
_HEADLINE, _BODY, _WORD = 6, 12, 2


def convert(connection: sqlite3.Connection) -> None:
    """Write every fingerprint in its new form, and drop the table of MinHash bands."""
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.create_function("new_hashes", 1, _hashes, deterministic=True)
    connection.create_function("headline_digest", 1, lambda text: _hash(text)[:_HEADLINE], deterministic=True)
    connection.create_function("headline_words", 1, _words, deterministic=True)
    connection.create_function("new_digest", 1, lambda text: bytes.fromhex(text)[:_BODY], deterministic=True)
    connection.execute(
        "insert into fingerprints_10 select article_id, headline_digest(headline), new_digest(body_digest), shingles, "
        "new_hashes(sketch), headline_words(headline), x'', x'', x'', x'' from fingerprints"
    )
    connection.execute("drop table fingerprints")
    connection.execute("drop table bands")
    connection.execute("alter table fingerprints_10 rename to fingerprints")


def _hashes(sketch: bytes) -> bytes:
    """Return the first bytes of the smallest hashes: they are the smallest of the shorter hashes, too."""
    return b"".join(sketch[each : each + _NEW_HASH] for each in range(0, len(sketch), _OLD_HASH)[:_HASHES])


def _words(headline: str) -> bytes:
    words = "".join(each if each.isalnum() else " " for each in headline).split()
    return b"".join(sorted({_hash(each)[:_WORD] for each in words}))


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
