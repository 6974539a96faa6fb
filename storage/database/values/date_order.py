"""The order of articles by date: a day without a time counts as its end, so it is never first by leaving out the time."""

from __future__ import annotations

from dataclasses import replace

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_stamp
from storage.records import AFTER_FETCH, ReadArticle

DATED = "coalesce(published_until, published_at)"
"""SQL: the last moment that an article's date can mean (UTC), null without a date. An index has this expression."""
EARLIEST_FIRST = f"{DATED} is null, {DATED}, canonical_url"
"""SQL for `order by`: the order that decides which article is the original. Articles without a date are last."""


def dated(table: str) -> str:
    """Return `DATED` for a query that calls the articles *table*."""
    return f"coalesce({table}.published_until, {table}.published_at)"


def without_refuted_date(db: StoreConnection, article_id: int, read: ReadArticle) -> ReadArticle:
    """Return *read* without a date that its first fetch refuted.

    A date after the fetch is not believed. When the page is fetched again, that time has come, but the article was
    there before it.
    """
    declared_from, kept_at = db.execute(
        "select published_from, kept_at from articles where id = ?", (article_id,)
    ).fetchone()
    at = maybe_stamp(read.article.published_at)
    if declared_from != AFTER_FETCH or at is None or at <= kept_at:
        return read
    unknown = replace(
        read.article, published_at=None, published_precision=None, published_day=None, published_until=None,
        published_from=AFTER_FETCH,
    )  # fmt: skip
    return replace(read, article=unknown)
