"""What can be wrong inside a store: damaged pages, rows that point nowhere, an index that is not that of the articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from storage.database.engine.store_file import StoreConnection

_PAGES = "pragma integrity_check(20)"
_NO_NEWS = "*** in database main ***\n"
_POINTING = 'select "table", parent, count(*) from pragma_foreign_key_check group by 1, 2'
_BATCH = 200
_TEXTS = (
    "select a.id, cast(a.headline as blob), cast(a.body as blob), f.headline_digest, f.body_digest from articles a "
    "join fingerprints f on f.article_id = a.id where a.id > ? order by a.id limit ?"
)
Digests = Callable[[str, str], tuple[bytes, bytes]]
"""Gives the two digests of a headline and a body."""
_QUESTIONS = {
    "articles whose original is itself a copy": (
        "select a.id from articles a join articles b on b.id = a.duplicate_of where b.duplicate_of is not null"
    ),
    "articles that are copies of themselves": "select id from articles where duplicate_of = id",
    "articles with a change number that was not given out yet": (
        "select id from articles where seq > (select value from counters where name = 'seq')"
    ),
    "articles without a fingerprint": ("select id from articles where id not in (select article_id from fingerprints)"),
    "keys of copies without their article": (
        "select article_id from copy_keys where article_id not in (select id from articles)"
    ),
    "sources with another number of articles than is noted": (
        "select id from sources s where s.articles <> (select count(*) from articles a where a.source_id = s.id)"
    ),
    "articles with an address, a time or a list that cannot be read": (
        "select id from articles where canonical_url not like 'http%://%' or authors not like '[%]' "
        "or tags not like '[%]' or kept_at not like '____-__-__T%Z' or fetched_at not like '____-__-__T%Z' "
        "or coalesce(published_at, kept_at) not like '____-__-__%' "
        "or coalesce(modified_at, kept_at) not like '____-__-__%' "
        "or coalesce(withdrawn_at, kept_at) not like '____-__-__T%Z'"
    ),
    "addresses of the frontier in no state that there is": (
        "select id from frontier where state not in "
        "('queued', 'kept', 'duplicate', 'rejected', 'quarantined', 'failed', 'gone')"
    ),
    "articles whose address is not in the frontier": (
        "select id from articles a where not exists (select 1 from frontier f where f.article_id = a.id)"
    ),
}
"""Each by its words; the query gives the ids of the rows that are wrong."""
_INDEX = {
    "articles that search does not find": (
        "select a.id from articles a left join search_rows s on s.article_id = a.id "
        "left join articles_fts_docsize d on d.id = coalesce(s.row, a.id) where d.id is null "
        "or s.row is null and exists (select 1 from search_rows t where t.row = a.id)"
    ),
    "rows of the search index without an article": (
        "select d.id from articles_fts_docsize d left join search_rows s on s.row = d.id "
        "where case when s.row is null then not exists (select 1 from articles a where a.id = d.id) "
        "else s.article_id is not null and not exists (select 1 from articles a where a.id = s.article_id) end"
    ),
}


def damage(db: StoreConnection) -> Iterator[str]:
    """Yield what SQLite finds wrong: pages and indexes, then rows that point nowhere."""
    try:
        found = [problem.removeprefix(_NO_NEWS) for (problem,) in db.execute(_PAGES) if problem != "ok"]
        yield from [f"damaged: {problem}" for problem in found]
        for table, parent, count in db.execute(_POINTING).fetchall():
            yield f"{count} rows of {table} point to no row of {parent}"
    except sqlite3.DatabaseError as error:  # it cannot even be read to be checked
        yield f"damaged: {error}"


def inconsistencies(db: StoreConnection) -> Iterator[str]:
    """Yield what is wrong between the tables, each with the first ids."""
    yield from _answers(db, _QUESTIONS)


def index_problems(db: StoreConnection) -> Iterator[str]:
    """Yield what is wrong with the search index, which `rasad reindex` builds again."""
    yield from _answers(db, _INDEX)


def changed_texts(db: StoreConnection, digests: Digests) -> Iterator[tuple[int, list[int]]]:
    """Compare each text with the digests that were made when it was kept.

    Yields how many articles were read, and the ids of those whose headline or words are others now.
    """
    last = 0
    while rows := db.execute(_TEXTS, (last, _BATCH)).fetchall():
        last = rows[-1][0]
        yield len(rows), [each for each, *texts, one, two in rows if digests(*map(_decoded, texts)) != (one, two)]


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")  # damaged bytes are another text, not an error


def repair_counter(db: StoreConnection) -> None:
    """Let the counter of changes begin above every change that a row has."""
    db.execute(
        "update counters set value = (select max(seq) from articles) "
        "where name = 'seq' and value < (select max(seq) from articles)"
    )


def _answers(db: StoreConnection, questions: dict[str, str]) -> Iterator[str]:
    for words, query in questions.items():
        count = db.execute(f"select count(*) from ({query}) as found").fetchone()[0]
        if count:
            first = [str(row[0]) for row in db.execute(f"{query} order by 1 limit 5")]
            yield f"{count} {words} ({', '.join(first)}{', …' if count > len(first) else ''})"
