"""The aliases of a URL: all of them share one frontier entry."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database.engine.store_file import StoreConnection
from storage.database.values.url_key import plainness, url_key
from storage.records import Reason, State

ALIAS_REASONS = frozenset(
    {
        Reason.ROBOTS,
        Reason.UNSAFE_ADDRESS,
        Reason.SCRIPT_SHELL,
        Reason.META_REFRESH,
        Reason.CHALLENGE,
        Reason.LOGIN_WALL,
        Reason.SOFT_404,
        Reason.NOT_HTML,
    }
)
"""Reasons for which one alias may be rejected and another not: a mobile host, an AMP or print form."""
_ADD_ALIAS = "insert into url_aliases (url, leads_to, key) values (?, ?, ?) on conflict do nothing"
_MOVE_SIGHTINGS = """
update sightings set url = :new where url = :old and not exists (
  select 1 from sightings s where s.url = :new and s.listing_url = sightings.listing_url)
"""
_BY_KEY = "select url, state from frontier where key = ? order by article_id is null, url limit 1"
_BY_ALIAS = """
select f.url, f.state from url_aliases s join frontier f on f.url = s.leads_to where s.key = ? order by s.url limit 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierEntry:
    """A row of the frontier; *url* is the alias that is fetched."""

    url: str
    state: State
    is_new: bool = False


def add_entry(db: StoreConnection, url: str, source_id: str, *, at: str, backfill: bool = False) -> FrontierEntry:
    """Return the frontier entry of *url*, after adding one if no alias of it was known.

    As long as an entry was not fetched, its plainest alias is the one that will be, whichever came first.
    """
    row = db.execute("select state from frontier where url = ?", (url,)).fetchone()
    if row is not None:
        return FrontierEntry(url=url, state=State(row[0]))
    known = known_entry(db, url)
    if known is not None and url_key(url) == url_key(known.url) and _failed_by_alias(db, known.url):
        add_alias(db, url, known.url)
        if try_other_alias(db, known.url, at=at):
            return FrontierEntry(url=url, state=State.QUEUED)
    if known is None:
        db.execute(
            "insert into frontier (url, source_id, state, discovered_at, next_at, key, backfill) "
            "values (?, ?, 'queued', ?, ?, ?, ?)",
            (url, source_id, at, at, url_key(url), int(backfill)),
        )
        return FrontierEntry(url=url, state=State.QUEUED, is_new=True)
    add_alias(db, url, known.url)
    if known.state is State.QUEUED and plainness(url) < plainness(known.url) and _is_untouched(db, known.url):
        _rename(db, known.url, url)
        return FrontierEntry(url=url, state=State.QUEUED)
    return known


def known_entry(db: StoreConnection, url: str) -> FrontierEntry | None:
    """Return the entry of *url*, found by any of its aliases or by a redirect that led to it; `None` for none."""
    key = (url_key(url),)
    row = db.execute(_BY_KEY, key).fetchone() or db.execute(_BY_ALIAS, key).fetchone()
    return None if row is None else FrontierEntry(url=row[0], state=State(row[1]))


def add_alias(db: StoreConnection, url: str, of: str) -> None:
    """Note that *url* leads where *of* leads: another form of it, or a redirect between them."""
    if url != of:
        db.execute(_ADD_ALIAS, (url, of, url_key(url)))


def leads_to(db: StoreConnection, url: str, of: str) -> None:
    """Note that the page of *of* is the page of *url* too, so that *url* need not be fetched.

    If *url* waits in the frontier it is merged into *of*; if it is being fetched, its own response decides.
    """
    known = known_entry(db, url)
    if known is None:
        add_alias(db, url, of)
    elif known.url != of and known.state is State.QUEUED and _is_untouched(db, known.url):
        merge(db, known.url, of)


def merge(db: StoreConnection, url: str, into: str) -> None:
    """Make the entry of *url* an alias of *into*; its sightings move there."""
    _move_sightings(db, url, into)
    db.execute("update url_aliases set leads_to = ? where leads_to = ?", (into, url))
    db.execute("delete from frontier where url = ?", (url,))
    add_alias(db, url, into)


def try_other_alias(db: StoreConnection, url: str, *, at: str) -> bool:
    """Queue the plainest other alias of *url* that was not tried yet; returns whether there is one."""
    db.execute(_ADD_ALIAS, (url, url, url_key(url)))
    db.execute("update url_aliases set tried_at = ? where url = ?", (at, url))
    rows = db.execute(
        "select url from url_aliases where leads_to = ? and tried_at is null and key = ?", (url, url_key(url))
    ).fetchall()
    if not rows:
        return False
    other = min((row[0] for row in rows), key=plainness)
    _rename(db, url, other)
    db.execute(
        "update frontier set state = 'queued', reason = null, next_at = ?, lease_until = null, tries = 0 where url = ?",
        (at, other),
    )
    return True


def _failed_by_alias(db: StoreConnection, url: str) -> bool:
    """Whether no article came from *url* for a reason that lies in this alias, not in its page."""
    row = db.execute("select state, reason, article_id from frontier where url = ?", (url,)).fetchone()
    return row[2] is None and (row[0] == State.GONE or (row[0] == State.REJECTED and row[1] in ALIAS_REASONS))


def _is_untouched(db: StoreConnection, url: str) -> bool:
    row = db.execute(
        "select 1 from frontier where url = ? and tries = 0 and fetched_at is null and lease_until is null", (url,)
    ).fetchone()
    return row is not None


def _rename(db: StoreConnection, old: str, new: str) -> None:
    db.execute("update frontier set url = ? where url = ?", (new, old))
    _move_sightings(db, old, new)
    db.execute("update url_aliases set leads_to = ? where leads_to = ?", (new, old))
    add_alias(db, old, new)


def _move_sightings(db: StoreConnection, old: str, new: str) -> None:
    """Give the sightings of *old* to *new*; where a listing named both, that of *new* stays."""
    db.execute(_MOVE_SIGHTINGS, {"old": old, "new": new})
    db.execute("delete from sightings where url = ?", (old,))
