"""The number that grows with every insert and change of an article, and the history that gave it out.

An export cursor is such a number. It holds only in the history that it is of: a store that was restored from a backup
gives the same numbers out again, for other changes. So each connection that changes articles notes a random token first
(`store_history`), and a cursor names the last token that its reader has seen.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import stamp


def next_seq(db: StoreConnection) -> int:
    """Return a `seq` higher than every one before. Inside the caller's transaction."""
    _note_connection(db)
    row = db.execute("update counters set value = value + 1 where name = 'seq' returning value").fetchone()
    return int(row[0])


def last_seq(db: StoreConnection) -> int:
    """Return the highest `seq` given out so far; 0 in a new store."""
    return int(db.execute("select value from counters where name = 'seq'").fetchone()[0])


def store_id(db: StoreConnection) -> str:
    """Return the random id of the store; a copy of its file has the same."""
    return str(db.execute("select token from store_history where number = 1").fetchone()[0])


def last_token(db: StoreConnection) -> str:
    """Return the token of the connection that changed articles last."""
    return str(db.execute("select token from store_history order by number desc limit 1").fetchone()[0])


def is_continued(db: StoreConnection, token: str, seq: int) -> bool:
    """Whether the store goes on from the state that had *seq* as its last number and *token* as its last token.

    It does not where the token is unknown, or where less than *seq* was given out before the next connection began.
    """
    row = db.execute(
        "select coalesce((select min(n.seq) from store_history n where n.number > h.number), "
        "(select value from counters where name = 'seq')) from store_history h where h.token = ?",
        (token,),
    ).fetchone()
    return row is not None and row[0] >= seq


def _note_connection(db: StoreConnection) -> None:
    """Note a token once for each connection: in the same transaction as its first change, or not at all.

    The mark is a temporary table, which a connection has for itself, and which a rollback takes away too.
    """
    if db.execute("select 1 from sqlite_temp_master where name = 'history_noted'").fetchone() is not None:
        return
    db.execute("create temp table history_noted (yes integer)")
    db.execute(
        "insert into store_history (token, seq, began_at) values (?, (select value from counters where name = 'seq'), ?)",
        (secrets.token_hex(16), stamp(datetime.now(UTC))),
    )
