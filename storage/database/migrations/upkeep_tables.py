"""What was changed in articles by us, not by their outlets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m021_upkeep(db: Database) -> None:
    """Keep which fields changed because a page was read by other rules, which is no revision, and which articles are over.

    Of an article whose time is over its number and its address stay: the readers of exports learn of it.
    """
    db.execute(
        "create table rereadings (article_id integer not null references articles(id) on delete cascade, "
        "at text not null, fields text not null, primary key (article_id, at)) strict, without rowid"
    )
    db.execute(
        "create table pruned_articles (article_id integer primary key, seq integer not null unique, "
        "source_id text not null references sources(id), canonical_url text not null, final_url text not null, "
        "language text not null, fetched_at text not null, kept_at text not null, at text not null) strict"
    )
