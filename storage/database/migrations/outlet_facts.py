"""What is known of outlets beside their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m020_outlet_facts(db: Database) -> None:
    """Keep the kind, the owner and the Wikidata item of an outlet, which source files may say."""
    for column in ("kind", "owner", "wikidata"):
        db.execute(f"alter table sources add column {column} text")
