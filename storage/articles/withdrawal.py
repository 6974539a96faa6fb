"""What became of an article whose page is not there any more."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from storage.database.change_sequence import next_seq
from storage.database.columns import stamp
from storage.records import Reason

SECOND_LOOK = timedelta(days=1)
"""An article that is missing once is looked at again after this time, before it counts as withdrawn."""
MISSING = frozenset({Reason.SOFT_404, Reason.HOME_PAGE})
"""What an outlet shows in place of a page that it does not find, with status 200."""
LED_AWAY = "led-away"
"""The address of an article redirects to another page."""


def was_missing_before(db: sqlite3.Connection, url: str, *, now: datetime) -> bool:
    """Whether the page of *url* was missing a day ago or earlier, and was never there since."""
    row = db.execute(
        "select 1 from fetches where url = ? and at <= ? and reason in ('http-404', 'soft-404', 'home-page', 'led-away') and at > "
        "coalesce((select max(at) from fetches where url = ? and effect in "
        "('kept', 'changed', 'unchanged', 'not_modified')), '')",
        (url, stamp(now - SECOND_LOOK), url),
    ).fetchone()
    return row is not None


def stands_elsewhere(db: sqlite3.Connection, article_id: int, *, but: str) -> bool:
    """Whether another address than *but* leads to an article, as far as we know."""
    states = "('kept', 'duplicate', 'queued', 'failed')"
    row = db.execute(
        f"select 1 from frontier where article_id = ? and url <> ? and state in {states}",  # names above
        (article_id, but),
    ).fetchone()
    return row is not None


def stands_again(db: sqlite3.Connection, article_id: int) -> None:
    """Take back the mark of an article whose page is there again."""
    db.execute(
        "update articles set withdrawn_at = null, seq = ? where id = ? and withdrawn_at is not null",
        (next_seq(db), article_id),
    )


def withdraw(db: sqlite3.Connection, article_id: int, *, at: datetime) -> None:
    """Mark an article as taken down by its outlet; its text stays, and `seq` moves so that exports learn of it."""
    db.execute(
        "update articles set withdrawn_at = ?, seq = ? where id = ? and withdrawn_at is null",
        (stamp(at), next_seq(db), article_id),
    )
