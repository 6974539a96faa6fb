"""When a URL without an article is checked again: a passing trouble is no verdict, as long as a listing names the URL."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_stamp, stamp
from storage.database.values.url_key import url_key
from storage.records import Fetched, Reason, Rejected

RECHECK_AT = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long after the first answer without an article a URL is checked again; after the last it is settled."""

# What a page is, and not what happened to it. Its URL says it (search, tag), or its text.
_FINAL = frozenset({Reason.WITHDRAWN, Reason.SERVICE_PAGE, Reason.TOO_DEEP})
_BY_URL = frozenset({Reason.SEARCH_PAGE, Reason.TAG_PAGE})
_OTHER_KINDS = re.compile(
    r"(?:PDF|PNG|JPEG|GIF|ZIP|RIFF)$|(?:image|audio|video|font)/|application/(?:pdf|zip|epub)", re.IGNORECASE
)
_ARABIC = re.compile("[\u0620-\u064a]")
_FORGET = """
update frontier set next_at = null where source_id = :source and state in ('rejected', 'gone') and next_at <= :at
  and not exists (select 1 from sightings s where s.url = frontier.url and s.vanished_at is null)
"""
_CHECKED = "select revisits from frontier where url = ?"


def schedule_recheck(db: StoreConnection, fetched: Fetched) -> None:
    """Note when the URL of *fetched*, which has just been settled without an article, is checked again, if it is."""
    answers = db.execute(_CHECKED, (fetched.url,)).fetchone()[0] + 1
    at = next_recheck(fetched.fetched_at, answers=answers)
    db.execute("update frontier set revisits = ?, next_at = ? where url = ?", (answers, maybe_stamp(at), fetched.url))


def next_recheck(now: datetime, *, answers: int) -> datetime | None:
    """Return when a URL is checked again after *answers* in a row without an article; `None`: it is settled."""
    if answers > len(RECHECK_AT):
        return None
    before = RECHECK_AT[answers - 2] if answers > 1 else timedelta()
    return now + RECHECK_AT[answers - 1] - before


def forget_unlisted(db: StoreConnection, source_id: str, *, at: datetime) -> None:
    """Settle the URLs whose check is due and that no listing names any more."""
    db.execute(_FORGET, {"source": source_id, "at": stamp(at)})


def is_final(db: StoreConnection, fetched: Fetched, outcome: Rejected) -> bool:
    """Whether a rejection is a verdict on the page at once: it is in another language, a service, a file, withdrawn.

    A page in another language under an Arabic title of a listing is no verdict, nor is a search that a redirect led to.
    """
    if outcome.reason is Reason.NOT_HTML:
        return _OTHER_KINDS.match(outcome.evidence) is not None
    if outcome.reason is Reason.NOT_ARABIC:
        return not _has_arabic_title(db, fetched.url)
    if outcome.reason in _BY_URL:
        return url_key(outcome.evidence) == url_key(fetched.url)
    return outcome.reason in _FINAL


def _has_arabic_title(db: StoreConnection, url: str) -> bool:
    titles = db.execute("select title from sightings where url = ? and title is not null", (url,))
    return any(_ARABIC.search(title) for (title,) in titles)
