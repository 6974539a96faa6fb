"""Removes what is older than its time: rows beside the articles by age, articles by the licence of their outlet.

An article that is removed leaves its number and address, so that the readers of exports learn of it, and its URL stays
known, so that it is not fetched again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.articles.copies.groups import forget_fingerprint, settle_groups
from storage.articles.search.index_writer import drop_index_row
from storage.database.change_sequence import last_seq, next_seq
from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import stamp

_BATCH = 100
PRUNED = "pruned"
"""The reason of a URL whose article was removed because its time was over."""
_CONDITIONS = {
    "sightings": "vanished_at is not null and last_seen_at < :before",
    "fetches": "at < :before",
    "quarantine": "at < :before",
    "revisions": "seen_at < :before",
}
_BYTES = {
    "sightings": "length(url) + length(listing_url) + coalesce(length(cast(title as blob)), 0) + coalesce(length(cast(content as blob)), 0)",
    "fetches": "length(url) + coalesce(length(reason), 0) + 30",
    "quarantine": "length(url) + length(page)",
    "revisions": "length(cast(headline as blob)) + length(cast(body as blob))",
    "articles": "length(cast(a.headline as blob)) + length(cast(a.body as blob)) + length(a.canonical_url)",
}
_OLD = (
    "from articles a join sources s on s.id = a.source_id where a.kept_at < :before "
    "and (s.licence = :licence or :licence is null and s.licence is null)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneCount:
    """How many *rows* of a table are over their time, and about how many *bytes* their texts have."""

    table: str
    rows: int
    bytes: int
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneLimits:
    """What is removed: *tables* by the time before which it goes, and *articles* by licence (`None`: no licence)."""

    tables: Mapping[str, datetime]
    articles: Mapping[str | None, datetime]


class RetentionTable:
    """What is over its time (`Store.retention`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def count(self, limits: PruneLimits) -> list[PruneCount]:
        """Return what `remove` would remove, also where that is nothing."""
        with self._file.reading() as db:
            found = [
                _counted(db, name, f"from {name} where {_CONDITIONS[name]}", {"before": stamp(before)})
                for name, before in limits.tables.items()
            ]
            for licence, before in limits.articles.items():
                params = {"before": stamp(before), "licence": licence}
                of_table = _counted(db, "articles", _OLD, params)
                found.append(PruneCount(table="articles", rows=of_table.rows, bytes=of_table.bytes, licence=licence))
        return found

    def sources_of(self, limits: PruneLimits) -> list[str]:
        """Return the sources of the articles that are over their time."""
        found: set[str] = set()
        with self._file.reading() as db:
            for licence, before in limits.articles.items():
                rows = db.execute(f"select distinct a.source_id {_OLD}", {"before": stamp(before), "licence": licence})
                found |= {row[0] for row in rows}
        return sorted(found)

    def remove_rows(self, limits: PruneLimits) -> None:
        """Remove the rows beside the articles that are over their time."""
        for name, before in limits.tables.items():
            with self._file.writing() as db:
                db.execute(f"delete from {name} where {_CONDITIONS[name]}", {"before": stamp(before)})

    def remove_articles(self, limits: PruneLimits, *, at: datetime) -> int:
        """Remove some articles that are over their time; returns how many, 0 at the end. Nobody may crawl their sources."""
        for licence, before in limits.articles.items():
            with self._file.writing() as db:
                rows = db.execute(
                    f"select a.id {_OLD} order by a.id limit {_BATCH}", {"before": stamp(before), "licence": licence}
                ).fetchall()
                if rows:
                    _remove(db, [row[0] for row in rows], at=at)
                    return len(rows)
        return 0


def _counted(db: StoreConnection, name: str, condition: str, params: Mapping[str, object]) -> PruneCount:
    rows, size = db.execute(f"select count(*), coalesce(sum({_BYTES[name]}), 0) {condition}", params).fetchone()
    return PruneCount(table=name, rows=rows, bytes=size)


def _remove(db: StoreConnection, ids: Sequence[int], *, at: datetime) -> None:
    begun, touched = last_seq(db), set[int]()
    for each in ids:
        _note_pruned(db, each, at=at)
        touched |= _group_of(db, each) | forget_fingerprint(db, each)
        db.execute(
            "update articles set duplicate_of = null, copy_group_id = null where (duplicate_of = ?1 or copy_group_id = ?1) "
            "and id <> ?1",
            (each,),
        )
        db.execute("delete from revisions where article_id = ?", (each,))
        db.execute(
            "update frontier set article_id = null, state = 'rejected', reason = ?, next_at = null, revisits = 0, "
            "etag = null, last_modified = null where article_id = ?",
            (PRUNED, each),
        )
        drop_index_row(db, each)
        db.execute("delete from articles where id = ?", (each,))
        db.execute("update counters set value = ?1 where name = 'dropped_article_id' and value < ?1", (each,))
    settle_groups(db, touched - set(ids), after_seq=begun)


def _group_of(db: StoreConnection, article_id: int) -> set[int]:
    rows = db.execute("select id from articles where copy_group_id = ?1 or duplicate_of = ?1", (article_id,))
    return {row[0] for row in rows}


def _note_pruned(db: StoreConnection, article_id: int, *, at: datetime) -> None:
    """Note an article that is about to be removed, and those that were joined into it, each with a new `seq`."""
    insert = (
        "insert into pruned_articles (article_id, seq, source_id, canonical_url, final_url, language, fetched_at, kept_at, at) "
        "select ?1, ?2, source_id, coalesce(?3, canonical_url), final_url, language, fetched_at, kept_at, ?4 "
        "from articles where id = ?5"
    )
    joined = db.execute("select article_id, canonical_url from removed_articles where joined_into = ?", (article_id,))
    for number, url in [*joined.fetchall(), (article_id, None)]:
        db.execute(insert, (number, next_seq(db), url, stamp(at), article_id))
    db.execute("delete from removed_articles where joined_into = ?", (article_id,))
