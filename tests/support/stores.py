"""Stores on disk, and the records that go into them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipelines.stages.fingerprint import fingerprint
from storage.database.sqlite.sqlite_file import SqliteFile
from storage.discovery.listings import ListingAnswer, Validators
from storage.discovery.sightings import ListingCounts
from storage.records import Article, Fetched, ListingEntry, ReadArticle
from storage.source import DiscoveryKind
from storage.store import Store
from tests.support.sources import HOME, make_source

__all__ = [
    "HOME", "NOW", "SOURCE", "add_listing", "claimed", "fetched", "new_store", "no_disk_waits", "offered", "query_rows", "read",
    "started_store", "store_in_memory",
]  # fmt: skip

_NOWHERE = Path("no folder, the store is in memory", "rasad.db")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SOURCE = make_source("ma_outlet")


def new_store(path: Path) -> Store:
    """Open a new store at *path*: a copy, because its migrations cost 0.1 s of CPU each time.

    All copies have the id of the same store; `Store.open` makes one with an id of its own.
    """
    return _opened_copy(path, _empty_store())


def started_store(path: Path, *, store_id: str | None = None) -> Store:
    """Open a store at *path* that has `SOURCE`, and run 1, which began `NOW`: a copy of one that was made once.

    For a test of two stores, *store_id* makes it another one.
    """
    store = _opened_copy(path, _started_store())
    if store_id is not None:
        store.file.db.execute("update store_history set token = ? where number = 1", (store_id,))
    return store


def store_in_memory() -> Store:
    """Return the same store as `started_store`, in memory: no other connection can open it."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.deserialize(_in_memory())
    db.execute("pragma foreign_keys = on")
    return Store(SqliteFile(_NOWHERE, db))


@contextmanager
def no_disk_waits() -> Iterator[None]:
    """Let no file wait for the disk: a test that ends with the power is one of `tests/fault`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


def _opened_copy(path: Path, content: bytes) -> Store:
    """Open a copy that waits for no disk: a test that ends with the power would be one of `tests/fault`."""
    path.write_bytes(content)
    store = Store.open(path)
    store.file.db.execute("pragma synchronous = off")
    return store


@cache
def _empty_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rasad.db"
        Store.open(path).close()
        return path.read_bytes()


@cache
def _started_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rasad.db"
        with new_store(path) as store:
            store.sources.register([SOURCE])
            store.runs.start(at=NOW, command="test", pid=1)
        return path.read_bytes()


@cache
def _in_memory() -> bytes:
    """Return the content of a started store whose header asks for a rollback journal: memory has no write-ahead log.

    https://www.sqlite.org/fileformat.html, "File format version numbers".
    """
    content = bytearray(_started_store())
    content[18:20] = b"\x01\x01"
    return bytes(content)


_fingerprint = cache(fingerprint)  # tests keep the same few texts in many orders


def read(url: str, headline: str, body: str, *, published_at: datetime | None = NOW) -> ReadArticle:
    article = Article(
        source_id=SOURCE.id,
        outlet=SOURCE.outlet,
        requested_url=url,
        final_url=url,
        canonical_url=url,
        fetched_at=NOW,
        headline=headline,
        body=body,
        language="ar",
        published_at=published_at,
    )
    return ReadArticle(article=article, fingerprint=_fingerprint(headline, body))


def fetched(url: str, outcome: object, *, at: datetime = NOW) -> Fetched:
    return Fetched(url=url, source_id=SOURCE.id, fetched_at=at, outcome=outcome)  # type: ignore[arg-type]


def offered(
    store: Store,
    *entries: ListingEntry,
    at: datetime = NOW,
    url: str = HOME + "sitemap.xml",
    complete: bool = True,
    rank: int = 2,
    etag: str | None = None,
) -> ListingCounts:
    listing = ListingAnswer(
        url=url,
        source_id=SOURCE.id,
        kind=DiscoveryKind.SITEMAP,
        rank=rank,
        complete=complete,
        status=200,
        validators=Validators(etag=etag),
    )
    return add_listing(store, listing, entries, at=at)


def add_listing(
    store: Store, listing: ListingAnswer, entries: Sequence[ListingEntry], *, at: datetime
) -> ListingCounts:
    """Note a listing that was read to its end."""
    counts = store.sightings.add(listing, entries, at=at)
    store.sightings.close(listing, counts, at=at, seen={hash(each.url) for each in entries})
    return counts


def claimed(store: Store, *, at: datetime = NOW, limit: int = 50) -> list[str]:
    return [each.url for each in store.frontier.claim(SOURCE.id, limit=limit, at=at, lease=timedelta(hours=1))]


def query_rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of a statement on the store of a data folder, as any SQLite tool would; a change is committed."""
    connection = sqlite3.connect(data / "rasad.db")
    with connection:
        rows: list[tuple[object, ...]] = connection.execute(sql).fetchall()
    connection.close()
    return rows
