"""The tables and columns get the names of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_NEW_TABLE_NAMES = {
    "ailing": "discovery_health",
    "found_ways": "replacement_listings",
    "rhythm": "poll_schedule",
    "windows": "backfills",
    "spellings": "url_aliases",
    "copies": "duplicate_pairs",
}
_NEW_COLUMN_NAMES = {
    "source_runs": {"fault": "problem"},
    "frontier": {"looks": "revisits"},
    "discovery_health": {
        "said": "problem",
        "looked_at": "searched_at",
        "looked_for": "searched_for",
        "asked": "requests",
        "fruitless": "fruitless_searches",
    },
    "replacement_listings": {"instead": "replaces", "dropped_why": "dropped_reason"},
    "poll_schedule": {
        "looked_at": "polled_at",
        "next_at": "next_poll_at",
        "rest_until": "backoff_until",
        "score": "failure_score",
        "why": "next_poll_reason",
        "looks": "polls",
        "habit": "rate",
    },
}
_NEW_INDEXES = {
    "spellings_key": "url_aliases_key on url_aliases(key)",
    "spellings_of": "url_aliases_leads_to on url_aliases(leads_to)",
    "copies_b": "duplicate_pairs_b on duplicate_pairs(b)",
}


def m009_plain_names(db: Database) -> None:
    """Rename six tables and their columns; no row changes."""
    for old, new in _NEW_TABLE_NAMES.items():
        db.execute(f"alter table {old} rename to {new}")
    for table, columns in _NEW_COLUMN_NAMES.items():
        for old, new in columns.items():
            db.execute(f"alter table {table} rename column {old} to {new}")
    for old, new in _NEW_INDEXES.items():
        db.execute(f"drop index {old}")
        db.execute(f"create index {new}")
