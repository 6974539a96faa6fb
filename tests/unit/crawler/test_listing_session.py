"""A listing while it is read: what is written, what is not, and what a kill leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.run.listings.listing_session import ListingSession
from storage.discovery.listings import ListingAnswer, Validators
from storage.records import ListingEntry
from storage.source import DiscoveryKind
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import new_store, query_rows

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOME = "https://outlet.example/"
SOURCE = make_source("om_outlet", timezone="Asia/Muscat")
ANSWER = ListingAnswer(
    url=HOME + "sitemap.xml",
    source_id=SOURCE.id,
    kind=DiscoveryKind.SITEMAP,
    rank=2,
    complete=True,
    status=200,
    validators=Validators(etag='"1"'),
    digest="1",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        yield store


def _entries(*numbers: int, moved: timedelta = timedelta()) -> list[ListingEntry]:
    return [ListingEntry(url=f"{HOME}{n}", modified_at=NOW - timedelta(days=1 + n) + moved) for n in numbers]


def _read(store: Store, *parts: list[ListingEntry], at: datetime = NOW) -> ListingSession:
    reading = ListingSession(store=store, answer=ANSWER, at=at)
    for each in parts:
        reading.offer(each)
    reading.close(ANSWER)
    return reading


def test_a_listing_that_was_read_by_halves_is_read_again(store: Store) -> None:
    """What a killed run read of it is kept, but nothing that would spare the rest."""
    reading = ListingSession(store=store, answer=ANSWER, at=NOW)
    reading.offer(_entries(1, 2))
    known = store.listings.known(ANSWER.url)
    again = _read(store, _entries(1, 2, 3))

    assert (Validators(), None, 2, 1) == (known.validators, known.digest, reading.new, again.new)


def test_what_is_unchanged_is_not_written_again(store: Store, tmp_path: Path) -> None:
    """Within a day only what changed is written down; the listing counts all that it named."""
    _read(store, _entries(1, 2))
    later = NOW + timedelta(hours=1)
    reading = _read(store, [*_entries(1), *_entries(2, moved=timedelta(hours=1))], at=later)
    seen = query_rows(tmp_path, "select url, last_seen_at from sightings order by url")

    assert (2, [(HOME + "1", "2026-11-23T12:00:00Z"), (HOME + "2", "2026-11-23T13:00:00Z")]) == (reading.found, seen)


def test_after_a_day_it_is_written_that_it_is_still_listed(store: Store, tmp_path: Path) -> None:
    """So `last_seen_at` is right to the day."""
    _read(store, _entries(1))
    _read(store, _entries(1), at=NOW + timedelta(days=1, seconds=1))

    assert [("2026-11-24T12:00:01Z",)] == query_rows(tmp_path, "select last_seen_at from sightings")


def test_what_was_not_written_again_has_not_vanished(store: Store, tmp_path: Path) -> None:
    """What a complete listing names unchanged stays; what it does not name any more is gone, and suspect."""
    _read(store, _entries(1, 2), _entries(3))
    _read(store, _entries(1), _entries(3), at=NOW + timedelta(hours=1))

    assert [(HOME + "2", 1)] == query_rows(tmp_path, "select url, suspect from sightings where vanished_at is not null")


def test_a_lie_about_dates_reaches_into_every_part(store: Store, tmp_path: Path) -> None:
    """Once the dates of a part are found to lie, the few entries of the last part are not believed either."""
    _read(store, _entries(*range(40)))
    now = [ListingEntry(url=f"{HOME}{n}", modified_at=NOW) for n in range(41)]
    reading = _read(store, now[:30], now[30:], at=NOW + timedelta(hours=1))
    again = _read(store, now[:30], now[30:], at=NOW + timedelta(hours=2))

    assert (True, True, 1, [(0,)], True) == (
        reading.dates_lie,
        again.dates_lie,
        reading.new,
        query_rows(tmp_path, "select count(*) from sightings where modified_at is not null"),
        "all move at once" in str(store.listings.known(ANSWER.url).note),
    )


def test_what_a_liar_does_not_name_any_more_has_not_vanished(store: Store, tmp_path: Path) -> None:
    """Without dates nobody can tell what fell out of its window: no page is asked for again."""
    _read(store, _entries(*range(40)))
    now = [ListingEntry(url=f"{HOME}{n}", modified_at=NOW) for n in range(30)]
    _read(store, now, at=NOW + timedelta(hours=1))

    assert [(0,)] == query_rows(tmp_path, "select count(*) from sightings where vanished_at is not null")
