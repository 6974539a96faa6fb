"""What a reader of the store may see: the tables of articles and outlets, and none of those that run the crawl.

SQLite itself asks the gate for every column of every statement (`sqlite3_set_authorizer`), whatever views, subqueries
or names it is wrapped in. A table that is not named here is closed.
"""

from __future__ import annotations

import sqlite3

OPEN_TABLES = frozenset({
    "agencies", "articles", "duplicate_pairs", "removed_articles", "revisions", "sources",
    "story_articles",
})  # fmt: skip
"""Tables that readers may see as a whole. Views are open as far as what they read is."""
_OPEN_COLUMNS = {"poll_schedule": frozenset({"source_id", "polled_at"})}
"""Of a closed table, what a view shows."""
_SCHEMA = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"})
_FUNCTION_TABLES = frozenset({"json_each", "json_tree"})
_SHAPE_PRAGMAS = frozenset({"table_info", "table_xinfo", "foreign_key_list", "index_list", "index_info", "index_xinfo"})
"""Pragmas that describe a table; they take its name."""
_PLAIN_PRAGMAS = frozenset({"database_list", "schema_version", "data_version", "encoding", "function_list"})
"""Pragmas that tell a value; with a value of their own they would set it."""
_HARMLESS_PRAGMAS = frozenset({("recursive_triggers", "on")})
"""What sqlite-utils sets on each connection that Datasette 1.0 lends it; nothing that is read depends on it."""
_LONGEST_VALUE = 20_000_000  # bytes; a text of the store is at most half of it
_LONGEST_STATEMENT = 100_000


def close_operator_tables(db: sqlite3.Connection) -> None:
    """Let *db* read only what is open; a statement for anything else fails before it runs."""
    views = {name for (name,) in db.execute("select name from sqlite_master where type = 'view'")}
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)

    def gate(action: int, first: str | None, second: str | None, _database: str | None, _inside: str | None) -> int:
        return sqlite3.SQLITE_OK if _is_open(action, first, second, views) else sqlite3.SQLITE_DENY

    db.set_authorizer(gate)


def is_open_to_readers(table: str, views: frozenset[str] | set[str]) -> bool:
    """Whether a reader may see the whole table or view."""
    return table in OPEN_TABLES or table in views


def _is_open(action: int, first: str | None, second: str | None, views: set[str]) -> bool:
    match action:
        case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_RECURSIVE | sqlite3.SQLITE_TRANSACTION:
            return True
        case sqlite3.SQLITE_READ:
            return _is_readable(first or "", second or "", views)
        case (
            sqlite3.SQLITE_UPDATE
        ):  # a virtual table declares its columns so; nobody can change the schema table itself
            return first == "sqlite_master"
        case sqlite3.SQLITE_FUNCTION:
            return second not in {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"}
        case sqlite3.SQLITE_PRAGMA:
            return (
                first in _SHAPE_PRAGMAS
                or (first in _PLAIN_PRAGMAS and second is None)
                or (first, second) in _HARMLESS_PRAGMAS
            )
    return False


def _is_readable(table: str, column: str, views: set[str]) -> bool:
    if is_open_to_readers(table, views) or table in _SCHEMA or table in _FUNCTION_TABLES:
        return True
    if table.startswith("articles_fts") or table.removeprefix("pragma_") in _SHAPE_PRAGMAS | _PLAIN_PRAGMAS:
        return True
    return column in _OPEN_COLUMNS.get(table, ())
