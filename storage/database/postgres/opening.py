"""Opens a store in PostgreSQL, and makes its tables where there are none."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from storage.database.errors import StoreError, StoreNewer
from storage.database.postgres.connection import PostgresConnection
from storage.database.postgres.postgres_file import PostgresFile
from storage.database.postgres.server_errors import translated
from storage.database.postgres.tables import statements
from storage.database.schema import VERSION
from storage.database.values.columns import stamp

SCHEMA = "rasad"
"""The schema of the database that has our tables; the server's other users see them there."""
_WRITER, _READER = "-c lock_timeout=60s", "-c default_transaction_read_only=on"
_VERSION = "select value from counters where name = 'schema_version'"
_ORDER = (
    "select case datlocprovider when 'i' then 'ICU' when 'b' then 'C' else datcollate end, pg_encoding_to_char(encoding) "
    "from pg_database where datname = current_database()"
)
_BY_BYTES = frozenset({"C", "POSIX", "C.UTF-8", "C.UTF8", "C.utf8"})
"""The collations that order texts by their bytes, as SQLite does."""


def open_file(url: str, *, read_only: bool = False) -> PostgresFile:
    """Open the store that *url* names (`postgresql://…`); a reader changes nothing. Raises a `StoreError` without the password."""
    name, db = _connected(url, _READER if read_only else _WRITER)
    try:
        _check(name, db)
    except BaseException:
        db.close()
        raise
    return PostgresFile(name, db)


def make_tables(url: str) -> str:
    """Make the tables of an empty store in the database that *url* names, all or none, and return what messages call it.

    Raises a `StoreError`.
    """
    name, db = _connected(url, _WRITER)
    try:
        _check_order(name, db)
        with db.raw.transaction():
            if db.execute("select to_regclass('counters') is not null").fetchone()[0]:
                raise StoreError(f"{name}: there is a store already; nothing was changed")
            db.execute(f"create schema if not exists {SCHEMA}")
            for statement in statements():
                db.raw.execute(statement.encode())
            db.execute("insert into counters (name, value) values ('schema_version', ?)", (VERSION,))
            now = stamp(datetime.now(UTC))
            db.execute(
                "insert into store_history (token, seq, began_at) values (?, 0, ?)", (secrets.token_hex(16), now)
            )
    except psycopg.Error as error:
        raise translated(name, error) from error
    finally:
        db.close()
    return name


def _connected(url: str, settings: str) -> tuple[str, PostgresConnection]:
    """Return what messages call the store, and a connection to it."""
    try:
        values = conninfo_to_dict(url)
    except psycopg.Error:
        raise StoreError(
            "the address of the store cannot be read: give it as postgresql://user@host/database"
        ) from None
    name = f"{values.get('host') or 'localhost'}:{values.get('port') or 5432}/{values.get('dbname') or ''}"
    options = f"{values.get('options') or ''} -c search_path={SCHEMA} {settings}".strip()
    try:
        return name, PostgresConnection.connect(make_conninfo(url, options=options))
    except psycopg.Error as error:
        raise translated(name, error) from error


def _check(name: str, db: PostgresConnection) -> None:
    """Raise a `StoreError` for a store that this version cannot use."""
    try:
        row = db.execute(_VERSION).fetchone()
        _check_order(name, db)
    except psycopg.Error as error:
        raise translated(name, error) from error
    version = 0 if row is None else row[0]
    if version > VERSION:
        raise StoreNewer(
            f"{name}: written by a newer rasad (schema {version}, this one knows {VERSION}): upgrade rasad"
        )
    if version < VERSION:
        raise StoreError(
            f"{name}: schema {version} is older than that of this rasad ({VERSION}), which cannot bring it up: "
            "make a snapshot with the rasad that wrote it, and carry that into an empty database (docs/operators/scaling.md)"
        )


def _check_order(name: str, db: PostgresConnection) -> None:
    """Raise a `StoreError` for a database that orders texts by a language: rows would come in another order."""
    found = db.execute(_ORDER).fetchone()
    collation, encoding = (
        str(each, "ascii") if isinstance(each, bytes) else each for each in found
    )  # bytes: SQL_ASCII
    if collation not in _BY_BYTES or encoding != "UTF8":
        raise StoreError(
            f"{name}: this database orders texts by {collation} and has them in {encoding}: make it with "
            "`createdb -T template0 -E UTF8 --locale-provider=libc --lc-collate=C --lc-ctype=C.UTF-8 NAME`"
        )
