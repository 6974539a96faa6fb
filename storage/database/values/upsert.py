"""The statement that writes a row in the place of the one with the same key, as SQLite and PostgreSQL both read it."""

from __future__ import annotations

from functools import cache


@cache
def upsert(table: str, columns: str | tuple[str, ...], *, key: str) -> str:
    """Return the statement that inserts the *columns* of a row, or writes them over the row that has its *key*.

    *columns* and *key* are names of columns, separated by commas. Columns that are not named stay as they are in a row
    that is there.
    """
    names = [each.strip() for each in columns.split(",")] if isinstance(columns, str) else columns
    keys = {each.strip() for each in key.split(",")}
    others = ", ".join(f"{each} = excluded.{each}" for each in names if each not in keys)
    values = ", ".join("?" * len(names))
    return f"insert into {table} ({', '.join(names)}) values ({values}) on conflict ({key}) do update set {others}"
