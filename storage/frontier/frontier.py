"""The table `frontier`: every URL known, which of them are fetched next, and who holds them until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import maybe_stamp, maybe_unstamp, safe, stamp, unlisted
from storage.database.values.url_key import url_key
from storage.frontier.rechecks import forget_unlisted
from storage.frontier.revisits import FARTHEST
from storage.frontier.url_aliases import known_entry
from storage.frontier.url_history import UrlHistory, url_history
from storage.records import Claim, ListingEntry, State

_VANISHED = """
update frontier set state = 'queued', reason = 'vanished', next_at = :at, tries = 0
where url in (select url from sightings where suspect = 1)
  and source_id || '' = :source and state || '' in ('kept', 'duplicate') and not exists (
    select 1 from sightings s where s.url = frontier.url and s.complete = 1 and s.vanished_at is null)
"""
# What waits beyond every wait of ours was noted by a clock that was ahead.
_AHEAD = """
update frontier set next_at = :at where source_id = :source
  and state in ('queued', 'failed', 'kept', 'duplicate', 'rejected', 'gone') and next_at > :far
"""
_WAITING = """
select url, etag, last_modified, tries, fetched_at is null from frontier
where source_id = :source and state in ('queued', 'failed') and next_at <= :at
  and (lease_until is null or lease_until <= :at)
  and (:since is null or dated_at is null or dated_at >= :since
       or (select max(modified_at) from sightings s where s.url = frontier.url) >= :since)
  and (:until is null or dated_at is null or dated_at <= :until) and backfill <= :backfill
order by backfill, tries > 0, dated_at desc nulls last, url limit :limit offset :offset
"""
# Known articles, for edits; and what was no article, where that is checked again.
_TO_REVISIT = """
select url, etag, last_modified, tries, fetched_at is null from frontier
where source_id = :source and state in ('kept', 'duplicate', 'rejected', 'gone') and next_at <= :at
  and (lease_until is null or lease_until <= :at) and (backfill <= :backfill or article_id is not null)
order by next_at, url limit :limit
"""
_COUNT_DUE = """
select count(*) from frontier where source_id = ?
  and state in ('queued', 'failed', 'kept', 'duplicate', 'rejected', 'gone') and next_at <= ?
"""
_REVISIT_SHARE = 5
_DAY = timedelta(days=1)
"""One page in this many may be a revisit of a known article, however many new ones wait: edits must not wait forever."""
_REJECTED = """
insert into frontier (url, source_id, state, reason, discovered_at, key) values (?, ?, 'rejected', ?, ?, ?)
on conflict do nothing
"""
_LEASE = """
update frontier set lease_until = ?, tries = tries + 1,
  listed_at = (select max(modified_at) from sightings s where s.url = frontier.url) where url = ?
"""


class FrontierTable:
    """What the store knows of URLs (`Store.frontier`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def claim(
        self,
        source_id: str,
        *,
        limit: int,
        at: datetime,
        lease: timedelta,
        since: datetime | None = None,
        until: datetime | None = None,
        backfill: bool = False,
    ) -> list[Claim]:
        """Give out the URLs of a source that are due, the newest listed first, each leased until *at* + *lease*.

        The order is: URLs that were never requested; URLs that were requested before, without a result or by a killed run;
        with *backfill* the URLs that a backfill found; at last revisits of known articles, and checks of what was none. *since* and *until* bound the
        date that a listing declared; a URL without a date is always inside.
        """
        params = {
            "source": source_id,
            "at": stamp(at),
            "limit": limit,
            "since": maybe_stamp(since),
            "until": maybe_stamp(until),
            "backfill": int(backfill),
        }
        with self._file.writing() as db:
            db.execute(_AHEAD, {"source": source_id, "at": stamp(at), "far": stamp(at + FARTHEST)})
            db.execute(_VANISHED, params)
            forget_unlisted(db, source_id, at=at)
            news = limit - limit // _REVISIT_SHARE
            rows = db.execute(_WAITING, {**params, "limit": news, "offset": 0}).fetchall()
            rows += db.execute(_TO_REVISIT, {**params, "limit": limit - len(rows)}).fetchall()
            if news <= len(rows) < limit:
                rows += db.execute(_WAITING, {**params, "limit": limit - len(rows), "offset": news}).fetchall()
            db.executemany(_LEASE, [(stamp(at + lease), row[0]) for row in rows])
            return [_claim(db, source_id, row) for row in rows]

    def release_leases(self, source_id: str) -> int:
        """Take back the leases of a killed run; returns how many. Only the holder of the source's hosts may call it."""
        with self._file.writing() as db:
            return db.execute(
                "update frontier set lease_until = null where source_id = ? and lease_until is not null",
                (source_id,),
            ).rowcount

    def give_back(self, urls: Sequence[str]) -> None:
        """Take back the leases of URLs that were not requested: they wait as if they had not been given out."""
        with self._file.writing() as db:
            db.executemany(
                "update frontier set lease_until = null, tries = case when tries > 0 then tries - 1 else 0 end where url = ? and lease_until is not null",
                [(url,) for url in urls],
            )

    def reject(self, source_id: str, reasons: Mapping[str, str], *, at: datetime) -> None:
        """Note URLs that must not be fetched, each with its reason; a URL that is known stays as it is."""
        rows = [(safe(url), source_id, safe(reason), stamp(at), url_key(url)) for url, reason in reasons.items()]
        with self._file.writing() as db:
            db.executemany(_REJECTED, rows)

    def count_backfill(self, source_id: str) -> int:
        """Return how many URLs a backfill found that were not fetched yet."""
        with self._file.reading() as db:
            row = db.execute(
                "select count(*) from frontier where backfill = 1 and source_id = ? and state in ('queued', 'failed')",
                (source_id,),
            ).fetchone()
        return int(row[0])

    def count_due(self, source_ids: Sequence[str], *, at: datetime) -> dict[str, int]:
        """Return how many pages of each source are due now, those that a run is fetching among them."""
        with self._file.reading() as db:
            return {each: db.execute(_COUNT_DUE, (each, stamp(at))).fetchone()[0] for each in source_ids}

    def known_page(self, url: str) -> str | None:
        """Return the frontier's URL behind *url* or an alias of it, if an article was kept from it."""
        with self._file.reading() as db:
            found = known_entry(db, url)
        return found.url if found is not None and found.state in {State.KEPT, State.DUPLICATE} else None

    def history(self, url: str) -> UrlHistory | None:
        """Return everything that happened to *url*; `None` where it is unknown."""
        with self._file.reading() as db:
            return url_history(db, url)


def _claim(db: StoreConnection, source_id: str, row: tuple[str, str | None, str | None, int, int]) -> Claim:
    url, etag, last_modified, tries, is_new = row
    return Claim(
        url=url,
        source_id=source_id,
        etag=etag,
        last_modified=last_modified,
        tries=tries + 1,
        listed=_merged(url, _sightings(db, url)),
        is_new=bool(is_new),
    )


def _sightings(db: StoreConnection, url: str) -> Iterator[ListingEntry]:
    rows = db.execute(
        "select title, published_at, published_day, modified_at, section, tags, content from sightings where url = ? "
        "order by rank, listing_url",
        (url,),
    )
    for title, published_at, published_day, modified_at, section, tags, content in rows:
        yield ListingEntry(
            url=url,
            title=title,
            published_at=maybe_unstamp(published_at),
            published_day=date.fromisoformat(published_day) if published_day else None,
            modified_at=maybe_unstamp(modified_at),
            section=section,
            tags=unlisted(tags),
            content=unlisted(content) if content else (),
        )


def _merged(url: str, sightings: Iterator[ListingEntry]) -> ListingEntry | None:
    """Return each field from the first listing, in the order of rank, that has it. The order of arrival does not matter."""
    found = list(sightings)
    if not found:
        return None
    dated = _dated(found)
    return ListingEntry(
        url=safe(url),
        title=next((each.title for each in found if each.title), None),
        published_at=dated.published_at if dated else None,
        published_day=dated.published_day if dated else None,
        modified_at=max((each.modified_at for each in found if each.modified_at), default=None),
        section=next((each.section for each in found if each.section), None),
        tags=next((each.tags for each in found if each.tags), ()),
        content=next((each.content for each in found if each.content), ()),
    )


def _dated(sightings: list[ListingEntry]) -> ListingEntry | None:
    """Return the first sighting with a date; one that has the time of its day, where it has the day alone."""
    dated = [each for each in sightings if each.published_at is not None]
    if not dated or dated[0].published_day is None:
        return dated[0] if dated else None
    begins = dated[0].published_at
    assert begins is not None  # noqa: S101  # by the filter above
    timed = (each for each in dated if each.published_day is None and each.published_at is not None)
    return next((each for each in timed if begins <= (each.published_at or begins) < begins + _DAY), dated[0])
