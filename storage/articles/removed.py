"""The ids of articles that were joined with another, or whose time was over: a follower of an export cursor learns of them here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from heapq import merge

from storage.articles.reader import ExportRow, export_rows
from storage.database.change_sequence import next_seq
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import stamp, unstamp


def note_removed(db: StoreConnection, article_id: int, *, joined_into: int, url: str, at: datetime) -> None:
    """Note that *article_id* is removed, with a new `seq`; what was joined into it earlier is in *joined_into* now.

    *url* is the URL that no article has any longer. Inside the caller's transaction.
    """
    for each in db.execute("select article_id from removed_articles where joined_into = ?", (article_id,)).fetchall():
        db.execute(
            "update removed_articles set joined_into = ?, seq = ? where article_id = ?",
            (joined_into, next_seq(db), each[0]),
        )
    db.execute(
        "insert into removed_articles (article_id, seq, joined_into, canonical_url, at) values (?, ?, ?, ?, ?)",
        (article_id, next_seq(db), joined_into, url, stamp(at)),
    )


def removed_rows(db: StoreConnection, *, after_seq: int) -> Iterator[ExportRow]:
    """Yield what an export says of each id that was removed after *after_seq*, in the order of `seq`.

    It is the record of a withdrawn article, without a text. Of one that was joined with another it names that one
    (`joined_into`); of one whose time was over it has the address alone.
    """
    yield from merge(_joined_rows(db, after_seq), _pruned_rows(db, after_seq), key=lambda row: row.seq)


def _pruned_rows(db: StoreConnection, after_seq: int) -> Iterator[ExportRow]:
    """Yield the articles whose time was over: they are withdrawn by us, and nothing but their address is left."""
    rows = db.execute(
        "select p.article_id, p.seq, p.source_id, s.outlet, p.canonical_url, p.final_url, p.language, p.fetched_at, "
        "p.kept_at, p.at from pruned_articles p join sources s on s.id = p.source_id where p.seq > ? order by p.seq",
        (after_seq,),
    ).fetchall()
    for article_id, seq, source_id, outlet, url, final_url, language, fetched_at, kept_at, at in rows:
        yield ExportRow(
            id=article_id,
            seq=seq,
            source_id=source_id,
            outlet=outlet,
            canonical_url=url,
            final_url=final_url,
            headline="",
            body=None,
            language=language,
            fetched_at=unstamp(fetched_at),
            kept_at=unstamp(kept_at),
            duplicate_of=None,
            duplicate_of_url=None,
            copy_group_id=article_id,
            series_id=None,
            withdrawn_at=unstamp(at),
        )


def _joined_rows(db: StoreConnection, after_seq: int) -> Iterator[ExportRow]:
    removed = db.execute(
        "select article_id, seq, joined_into, canonical_url, at from removed_articles where seq > ? order by seq",
        (after_seq,),
    ).fetchall()
    for article_id, seq, joined_into, url, at in removed:
        stays = next(export_rows(db, "where a.id = ?", (joined_into,)))
        yield ExportRow(
            id=article_id,
            seq=seq,
            source_id=stays.source_id,
            outlet=stays.outlet,
            canonical_url=url,
            final_url=stays.final_url,
            headline=stays.headline,
            body=None,
            language=stays.language,
            fetched_at=stays.fetched_at,
            kept_at=stays.kept_at,
            duplicate_of=None,
            duplicate_of_url=None,
            copy_group_id=stays.copy_group_id,
            series_id=None,
            withdrawn_at=unstamp(at),
            joined_into=joined_into,
        )
