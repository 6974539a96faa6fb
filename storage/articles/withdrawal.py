"""What a withdrawal is: which answers say that an article's page is missing, and when that is believed.

An answer that *declares* it (status 410, a notice in place of the text) is believed at once. An answer that may be an
accident (status 404, an apology or the home page with status 200, a redirect to another page) is believed when it
comes again a day later and the page was not there in between. Everything else asks here: to change what a withdrawal
is, change the constants of this module; its SQL is built from them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database.change_sequence import next_seq
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import stamp
from storage.records import Effect, Reason, State

RECHECK_AFTER = timedelta(days=1)
"""An article that is missing once is fetched again after this time, before it counts as withdrawn."""
DECLARED_STATUSES = frozenset({410})
"""HTTP statuses by which an outlet says that it took a page down (RFC 9110 §15.5.11)."""
SUSPECTED_STATUSES = frozenset({404})
"""HTTP statuses of a missing page that may be an accident (RFC 9110 §15.5.5)."""
MISSING_STATUSES = DECLARED_STATUSES | SUSPECTED_STATUSES
LED_AWAY = "led-away"
"""The address of an article redirects to another page."""


def status_reason(status: int) -> str:
    """Return the reason that the store writes for an answer of this HTTP status."""
    return f"http-{status}"


DECLARED: frozenset[str] = frozenset({Reason.WITHDRAWN, *map(status_reason, DECLARED_STATUSES)})
"""Reasons that are believed at once."""
SUSPECTED: frozenset[str] = frozenset(
    {Reason.SOFT_404, Reason.HOME_PAGE, LED_AWAY, *map(status_reason, SUSPECTED_STATUSES)}
)
"""Reasons that are believed the second time: what an outlet shows in place of a page that it does not find."""

_THERE = (Effect.KEPT, Effect.CHANGED, Effect.UNCHANGED, Effect.NOT_MODIFIED)
_LEADS_TO_ARTICLE = (State.KEPT, State.DUPLICATE, State.QUEUED, State.FAILED)


def says_missing(reason: str) -> bool:
    """Whether an answer with this reason says that the page of a known article is missing."""
    return reason in DECLARED or reason in SUSPECTED


def is_withdrawn(db: StoreConnection, url: str, reason: str, *, now: datetime) -> bool:
    """Whether a page that is missing for *reason* counts as withdrawn now; if not, check again after `RECHECK_AFTER`."""
    return reason in DECLARED or _was_missing_before(db, url, now=now)


def _was_missing_before(db: StoreConnection, url: str, *, now: datetime) -> bool:
    """Whether the page of *url* was missing a day ago or earlier, and was not there since."""
    row = db.execute(
        f"select 1 from fetches where url = ? and at <= ? and reason in ({_marks(SUSPECTED)}) and at > "
        f"coalesce((select max(at) from fetches where url = ? and effect in ({_marks(_THERE)})), '')",
        (url, stamp(now - RECHECK_AFTER), *SUSPECTED, url, *_THERE),
    ).fetchone()
    return row is not None


def has_other_address(db: StoreConnection, article_id: int, *, but: str) -> bool:
    """Whether another address than *but* leads to an article, as far as we know."""
    row = db.execute(
        f"select 1 from frontier where article_id = ? and url <> ? and state in ({_marks(_LEADS_TO_ARTICLE)})",
        (article_id, but, *_LEADS_TO_ARTICLE),
    ).fetchone()
    return row is not None


def restore(db: StoreConnection, article_id: int) -> None:
    """Take back the withdrawal of an article whose page is there again; its `seq` moves."""
    db.execute(
        "update articles set withdrawn_at = null, seq = ? where id = ? and withdrawn_at is not null",
        (next_seq(db), article_id),
    )


def withdraw(db: StoreConnection, article_id: int, *, at: datetime) -> None:
    """Mark an article as taken down by its outlet; its text stays, and `seq` moves so that exports learn of it."""
    db.execute(
        "update articles set withdrawn_at = ?, seq = ? where id = ? and withdrawn_at is null",
        (stamp(at), next_seq(db), article_id),
    )


def _marks(values: frozenset[str] | tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
