"""What a cursor of an export is bound to: the store, and the history that its reader has followed."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from storage.database.values.columns import stamp

if TYPE_CHECKING:
    from sqlite_utils import Database


def m018_store_history(db: Database) -> None:
    """Give the store a random id, and a row for every connection that changes articles from now on.

    A store that is restored from a backup goes on with other rows than those that a reader has seen.
    """
    db.execute(
        "create table store_history (number integer primary key, token text not null, seq integer not null, "
        "began_at text not null) strict"
    )
    db.execute(
        "insert into store_history (number, token, seq, began_at) select 1, ?, value, ? from counters where name = 'seq'",
        (secrets.token_hex(16), stamp(datetime.now(UTC))),
    )
