"""The table `sightings`: which listing names which URL, with which values, and which URLs vanished from it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import listed as as_list, maybe_safe, maybe_stamp, maybe_unstamp, stamp
from storage.discovery.listings import ListingAnswer, note_contents, note_response
from storage.frontier.url_aliases import FrontierEntry, add_entry
from storage.records import ListingEntry, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingCounts:
    """How many entries a listing has, how many of their URLs are new, and how many known ones are fetched again."""

    found: int
    new: int
    again: int


_SIGHTING = """
insert into sightings (url, listing_url, rank, complete, first_seen_at, last_seen_at, title, published_at,
  published_day, modified_at, section, tags, content) values (:url, :listing, :rank, :complete, :at, :at, :title, :published,
  :day, :modified, :section, :tags,
  case when exists (select 1 from frontier where url = :url and state not in ('queued', 'failed')) then null
  else :content end)
on conflict (url, listing_url) do update set last_seen_at = :at, vanished_at = null, suspect = 0, title = :title,
  published_at = :published, published_day = :day, modified_at = :modified, section = :section, tags = :tags, content = excluded.content
"""
# A URL that a backfill found first, and an ordinary listing names now, is news.
_NEWS = """
update frontier set backfill = 0 where backfill = 1 and source_id = :source and exists (
  select 1 from sightings s where s.url = frontier.url and s.listing_url = :listing)
"""
# An edit is a date that moved past the newest one known at the last fetch, the page's own among them; where none was
# known then, a date after that fetch.
_EDITED = """
update frontier set state = 'queued', reason = 'edited', next_at = :at, tries = 0,
  revisits = case when article_id is null then 0 else revisits end
where url = :url and state in ('kept', 'duplicate', 'rejected', 'gone', 'quarantined') and :modified > coalesce(listed_at, fetched_at)
  and :modified > coalesce((select modified_at from articles where id = frontier.article_id), '')
"""
_DATED = """
update frontier set dated_at = :dated where url = :url and coalesce(dated_at, '') < :dated
"""
# A URL that a listing names again after it had vanished from it is perhaps back.
_BACK = """
update frontier set state = 'queued', reason = 'back', next_at = :at, tries = 0,
  revisits = case when article_id is null and state = 'gone' then 0 else revisits end
where url = :url and (state = 'gone' or (state = 'rejected' and next_at is null and revisits between 1 and 3))
  and exists (select 1 from sightings where url = :url and listing_url = :listing and vanished_at is not null)
"""
# What gave no article is checked again only while a listing names it, so a feed must not seem to name it for ever.
_CHECKED = """
select s.url from frontier f join sightings s on s.url = f.url and s.listing_url = :listing
where f.source_id = :source and f.state in ('rejected', 'gone') and f.next_at is not null and s.vanished_at is null
"""
_MISSING = """
select url from sightings where listing_url = ? and vanished_at is null and last_seen_at < ?
"""
_VANISHED = "update sightings set vanished_at = :at where listing_url = :listing and url = :url"
# Suspect is a URL that vanished although one as old or older stays: it did not fall out of the listing's window.
_SUSPECT = """
update sightings set suspect = case when exists (
    select 1 from sightings as older where older.listing_url = :listing and older.vanished_at is null
      and older.first_seen_at < :at and (
        coalesce(sightings.published_at, sightings.modified_at) is null
        or coalesce(older.published_at, older.modified_at) <= coalesce(sightings.published_at, sightings.modified_at)))
  then 1 else 0 end
where listing_url = :listing and vanished_at = :at
"""


class SightingTable:
    """What listings name (`Store.sightings`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def marks(self, listing_url: str, *, since: datetime) -> frozenset[int]:
        """Return the marks (`mark`) of everything that a listing named, as it was written down *since* then."""
        with self._file.reading() as db:
            rows = db.execute(
                "select url, title, published_at, modified_at, section, tags from sightings "
                "where listing_url = ? and vanished_at is null and last_seen_at > ?",
                (listing_url, stamp(since)),
            )
            return frozenset(hash(row) for row in rows)

    def changes_listed(self, listing_url: str, urls: Sequence[str]) -> dict[str, datetime | None]:
        """Return the date of change that a listing gave before, for each of *urls* that it named."""
        with self._file.reading() as db:
            rows = db.execute(
                f"select url, modified_at from sightings where listing_url = ? and url in ({', '.join('?' * len(urls))})",
                (listing_url, *urls),
            )
            return {url: maybe_unstamp(modified_at) for url, modified_at in rows}

    def add(self, listing: ListingAnswer, entries: Sequence[ListingEntry], *, at: datetime) -> ListingCounts:
        """Note some of the entries of a listing that is still being read; facts of the whole listing wait for `close`."""
        new = again = 0
        with self._file.writing() as db:
            for each in entries:
                entry = add_entry(db, each.url, listing.source_id, at=stamp(at), backfill=listing.backfill)
                new += entry.is_new
                again += _add(db, listing, each, entry, at=stamp(at))
        return ListingCounts(found=len(entries), new=new, again=again)

    def close(
        self,
        listing: ListingAnswer,
        counts: ListingCounts,
        *,
        at: datetime,
        seen: Set[int],
        newest_at: datetime | None = None,
    ) -> None:
        """Note that a listing was read to its end: what it does not name any more, and its validators.

        *seen* holds the hash of every URL that it named, whether that was written down or known before.
        """
        params = {"listing": listing.url, "source": listing.source_id, "at": stamp(at)}
        with self._file.writing() as db:
            if listing.complete:
                rows = db.execute(_MISSING, (listing.url, stamp(at))).fetchall()
                gone = [{**params, "url": url} for (url,) in rows if not _is_seen(db, url, seen)]
                db.executemany(_VANISHED, gone)
                if gone:
                    db.execute(_SUSPECT, params)
            elif listing.note is None:
                rows = db.execute(_CHECKED, params).fetchall()
                db.executemany(_VANISHED, [{**params, "url": url} for (url,) in rows if not _is_seen(db, url, seen)])
            if not listing.backfill:
                db.execute(_NEWS, params)
            note_response(db, listing, at=at)
            note_contents(db, listing, at=at, entries=counts.found, new=counts.new, newest_at=newest_at)


def mark(entry: ListingEntry) -> int:
    """Return a number that changes with any value that a listing gives for a URL; it is valid in this process only."""
    published, modified = maybe_stamp(entry.published_at), maybe_stamp(entry.modified_at)
    section, tags = maybe_safe(entry.section), as_list(entry.tags) if entry.tags else "[]"
    return hash((entry.url, maybe_safe(entry.title), published, modified, section, tags))


def _add(db: StoreConnection, listing: ListingAnswer, each: ListingEntry, entry: FrontierEntry, *, at: str) -> int:
    """Write one sighting; returns how many known URLs (0 or 1, rarely 2) are fetched again because of it."""
    again = 0
    params = {
        "url": entry.url,
        "listing": listing.url,
        "rank": listing.rank,
        "complete": int(listing.complete),
        "at": at,
        "title": maybe_safe(each.title),
        "published": maybe_stamp(each.published_at),
        "day": each.published_day.isoformat() if each.published_day else None,
        "modified": maybe_stamp(each.modified_at),
        "section": maybe_safe(each.section),
        "tags": as_list(each.tags),
        "content": as_list(each.content) if each.content else None,
        "dated": maybe_stamp(each.published_at or each.modified_at),
    }
    if entry.state in {State.GONE, State.REJECTED}:
        again += db.execute(_BACK, params).rowcount
    db.execute(_SIGHTING, params)
    if entry.state is State.QUEUED and params["dated"] is not None:
        db.execute(_DATED, params)
    if not entry.is_new and each.modified_at is not None:
        again += db.execute(_EDITED, params).rowcount
    return again


def _is_seen(db: StoreConnection, url: str, seen: Set[int]) -> bool:
    """Whether a listing named *url*, or another alias of it."""
    if hash(url) in seen:
        return True
    others = db.execute("select url from url_aliases where leads_to = ?", (url,))
    return any(hash(row[0]) in seen for row in others)
