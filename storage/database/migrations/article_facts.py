"""What is known of an article or listing since the first releases: copies, precision of dates, doubt, clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.database.migrations.old_fingerprints import convert

if TYPE_CHECKING:
    from sqlite_utils import Database


def m010_copies_and_series(db: Database) -> None:
    """Know copies by small sketches and few keys, and the series of an outlet."""
    convert(db.conn)


def m011_precision_of_dates(db: Database) -> None:
    """Keep how exact a date is, the outlet's own day, and the end of a day that has no time.

    Earlier rows keep nulls until their page is read again: what was printed is not in them.
    """
    for column in ("published_precision", "published_day", "published_until"):
        db.execute(f"alter table articles add column {column} text")
    db.execute("alter table sightings add column published_day text")
    db.execute("create index articles_dated on articles(coalesce(published_until, published_at))")


def m012_doubt(db: Database) -> None:
    """Keep how far the text of an article is to be doubted; unknown of older rows."""
    db.execute("alter table articles add column doubt real")


def m013_clocks_of_listings(db: Database) -> None:
    """Keep which listings call their local time UTC: a poll long after their last entry does not show it."""
    db.execute("alter table listings add column utc_is_local integer not null default 0")
