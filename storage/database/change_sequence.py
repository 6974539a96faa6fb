"""The number that grows with every insert and change of an article; an export cursor is such a number."""

from __future__ import annotations

import sqlite3


def next_seq(db: sqlite3.Connection) -> int:
    """Return a `seq` higher than every one before."""
    row = db.execute("update counters set value = value + 1 where name = 'seq' returning value").fetchone()
    return int(row[0])


def last_seq(db: sqlite3.Connection) -> int:
    """Return the highest `seq` given out so far; 0 in a new store."""
    return int(db.execute("select value from counters where name = 'seq'").fetchone()[0])
