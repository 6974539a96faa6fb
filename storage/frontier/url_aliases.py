"""Where an address stands in the frontier, whatever its spelling: one row for all of them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from storage.database.url_key import plainness, url_key
from storage.records import Reason, State

OF_ADDRESS = frozenset(
    {
        Reason.ROBOTS,
        Reason.UNSAFE_ADDRESS,
        Reason.SCRIPT_SHELL,
        Reason.CHALLENGE,
        Reason.LOGIN_WALL,
        Reason.SOFT_404,
        Reason.NOT_HTML,
    }
)
"""Why one spelling of an address may be refused and another not: a mobile host, an AMP or print form."""
_BY_KEY = "select url, state from frontier where key = ? order by article_id is null, url limit 1"
_BY_SPELLING = """
select f.url, f.state from url_aliases s join frontier f on f.url = s.leads_to where s.key = ? order by s.url limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierEntry:
    """The frontier's row of an address; *url* is the spelling that is asked for."""

    url: str
    state: State
    is_new: bool = False


def place(db: sqlite3.Connection, url: str, source_id: str, *, at: str, backfill: bool = False) -> FrontierEntry:
    """Return where *url* stands, after making room for it if no spelling of it was known.

    As long as an address was not asked for, its plainest spelling is the one that will be, whichever came first.
    """
    row = db.execute("select state from frontier where url = ?", (url,)).fetchone()
    if row is not None:
        return FrontierEntry(url=url, state=State(row[0]))
    known = known_place(db, url)
    if known is not None and url_key(url) == url_key(known.url) and _is_spoiled(db, known.url):
        note_spelling(db, url, known.url)
        if try_other_spelling(db, known.url, at=at):
            return FrontierEntry(url=url, state=State.QUEUED)
    if known is None:
        db.execute(
            "insert into frontier (url, source_id, state, discovered_at, next_at, key, backfill) "
            "values (?, ?, 'queued', ?, ?, ?, ?)",
            (url, source_id, at, at, url_key(url), int(backfill)),
        )
        return FrontierEntry(url=url, state=State.QUEUED, is_new=True)
    note_spelling(db, url, known.url)
    if known.state is State.QUEUED and plainness(url) < plainness(known.url) and _is_untouched(db, known.url):
        _respell(db, known.url, url)
        return FrontierEntry(url=url, state=State.QUEUED)
    return known


def known_place(db: sqlite3.Connection, url: str) -> FrontierEntry | None:
    """Return the row of *url*, found by any of its spellings or by a redirect that led to it; null for none."""
    key = (url_key(url),)
    row = db.execute(_BY_KEY, key).fetchone() or db.execute(_BY_SPELLING, key).fetchone()
    return None if row is None else FrontierEntry(url=row[0], state=State(row[1]))


def note_spelling(db: sqlite3.Connection, url: str, of: str) -> None:
    """Note that *url* leads where *of* leads: a spelling of it, or a redirect between them."""
    if url != of:
        db.execute("insert or ignore into url_aliases (url, leads_to, key) values (?, ?, ?)", (url, of, url_key(url)))


def leads_to(db: sqlite3.Connection, url: str, of: str) -> None:
    """Note that the page of *of* is the page of *url* too, so that *url* need not be asked for.

    If it waits in the frontier it is folded into *of*; if it is being asked for, its own answer tells.
    """
    known = known_place(db, url)
    if known is None:
        note_spelling(db, url, of)
    elif known.url != of and known.state is State.QUEUED and _is_untouched(db, known.url):
        merge(db, known.url, of)


def merge(db: sqlite3.Connection, url: str, into: str) -> None:
    """Make the row of *url* a spelling of *into*; what listings said of it counts there."""
    db.execute("update or ignore sightings set url = ? where url = ?", (into, url))
    db.execute("delete from sightings where url = ?", (url,))
    db.execute("update url_aliases set leads_to = ? where leads_to = ?", (into, url))
    db.execute("delete from frontier where url = ?", (url,))
    note_spelling(db, url, into)


def try_other_spelling(db: sqlite3.Connection, url: str, *, at: str) -> bool:
    """Ask for the plainest other spelling of *url* that was not tried yet; returns whether there is one."""
    db.execute("insert or ignore into url_aliases (url, leads_to, key) values (?, ?, ?)", (url, url, url_key(url)))
    db.execute("update url_aliases set tried_at = ? where url = ?", (at, url))
    rows = db.execute(
        "select url from url_aliases where leads_to = ? and tried_at is null and key = ?", (url, url_key(url))
    ).fetchall()
    if not rows:
        return False
    other = min((row[0] for row in rows), key=plainness)
    _respell(db, url, other)
    db.execute(
        "update frontier set state = 'queued', reason = null, next_at = ?, lease_until = null, tries = 0 where url = ?",
        (at, other),
    )
    return True


def _is_spoiled(db: sqlite3.Connection, url: str) -> bool:
    """Whether no article came from *url* for a reason that lies in its spelling, not in its page."""
    row = db.execute("select state, reason, article_id from frontier where url = ?", (url,)).fetchone()
    return row[2] is None and (row[0] == State.GONE or (row[0] == State.REJECTED and row[1] in OF_ADDRESS))


def _is_untouched(db: sqlite3.Connection, url: str) -> bool:
    row = db.execute(
        "select 1 from frontier where url = ? and tries = 0 and fetched_at is null and lease_until is null", (url,)
    ).fetchone()
    return row is not None


def _respell(db: sqlite3.Connection, old: str, new: str) -> None:
    db.execute("update frontier set url = ? where url = ?", (new, old))
    db.execute("update or ignore sightings set url = ? where url = ?", (new, old))
    db.execute("delete from sightings where url = ?", (old,))
    db.execute("update url_aliases set leads_to = ? where leads_to = ?", (new, old))
    note_spelling(db, old, new)
