"""A store on disk, and the records that go into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.stages.fingerprint import fingerprint
from storage.discovery.listings import ListingAnswer, Validators
from storage.discovery.sightings import ListingCounts
from storage.records import Article, Fetched, ListingEntry, ReadArticle
from storage.source import DiscoveryKind, Source
from storage.store import Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOME = "https://outlet.example/"
SOURCE = Source(
    id="ma_outlet", outlet="الأفق", home=HOME, country="ma", language="ar", timezone="Africa/Casablanca", discover=()
)

MakeRead = Callable[..., ReadArticle]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        store.runs.start(at=NOW, command="test", pid=1)
        yield store


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
    return ReadArticle(article=article, fingerprint=fingerprint(headline, body))


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
