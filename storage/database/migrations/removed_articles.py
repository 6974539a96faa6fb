"""What is known of articles that were joined with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m016_removed_articles(db: Database) -> None:
    """Keep the ids of articles that were joined with another, so that followers of an export learn of them."""
    db.execute(
        "create table removed_articles (article_id integer primary key, seq integer not null, "
        "joined_into integer not null references articles(id), canonical_url text not null, at text not null) strict"
    )
    db.execute("create unique index removed_articles_seq on removed_articles(seq)")
    db.execute("create index removed_articles_joined_into on removed_articles(joined_into)")
