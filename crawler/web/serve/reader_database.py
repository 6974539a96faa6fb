"""The store as Datasette may show it: tables that are closed to readers are neither counted nor followed."""

from __future__ import annotations

from typing import Any

from datasette.database import Database

from storage.database.sqlite.reader_gate import OPEN_TABLES


class ReaderDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """A database of Datasette's that knows the open tables alone; asking for another one is still answered with 403."""

    async def table_names(self) -> list[str]:
        """Return the open tables: Datasette counts the rows of each."""
        names: list[str] = await super().table_names()
        return [each for each in names if each in OPEN_TABLES]

    async def get_all_foreign_keys(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return the references between open tables: the page of a row counts what refers to it."""
        found: dict[str, dict[str, list[dict[str, Any]]]] = await super().get_all_foreign_keys()
        return {
            table: {way: [key for key in keys if key["other_table"] in OPEN_TABLES] for way, keys in ways.items()}
            for table, ways in found.items()
        }
