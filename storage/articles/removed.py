"""The ids of articles that were joined with another: a follower of an export cursor learns of them here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from storage.articles.reader import ExportRow, export_rows
from storage.database.change_sequence import next_seq
from storage.database.values.columns import stamp, unstamp


def note_removed(db: sqlite3.Connection, article_id: int, *, joined_into: int, url: str, at: datetime) -> None:
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


def removed_rows(db: sqlite3.Connection, *, after_seq: int) -> Iterator[ExportRow]:
    """Yield what an export says of each id that was removed after *after_seq*, in the order of `seq`.

    It is the record of a withdrawn article, without a text, and it names the article that has it now (`joined_into`).
    """
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
