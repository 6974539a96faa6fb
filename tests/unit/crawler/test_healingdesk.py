"""A run's desk for healing, on a store: what is noted when, and how little a healthy source costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.politeness.host_state import HostStates
from crawler.run.healing_recorder import HealingRecorder
from crawler.run.source_stats import SourceStats
from spiders.autodiscovery.selection import DiscoveryCandidate
from storage.discovery.listings import ListingAnswer, Validators
from storage.source import Discovery, DiscoveryKind, Source
from storage.store import Store

HOME = "https://outlet.example/"
FEED = Discovery(kind=DiscoveryKind.FEED, url=HOME + "feed")
NEW = Discovery(kind=DiscoveryKind.FEED, url=HOME + "new.xml")
SOURCE = Source(
    id="ma_outlet", outlet="الأفق", home=HOME, country="ma", language="ar", timezone="UTC", discover=(FEED,)
)
WAY = DiscoveryCandidate(discovery=NEW, articles=(HOME + "a",), newest_at=None, because="a link")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        yield store


def _desk(store: Store, tally: SourceStats | None = None, *, may_continue: bool = True) -> HealingRecorder:
    """Return the desk of a new run."""
    own = tally or SourceStats(source=SOURCE)
    return HealingRecorder(
        store=store,
        hosts=HostStates(store),
        stats_of=lambda _source: own,
        may_continue=lambda _source: may_continue,
        gave_up=lambda error: pytest.fail(str(error)),
    )


def _fails(store: Store, times: int = 2) -> None:
    listing = ListingAnswer(
        url=FEED.url,
        source_id=SOURCE.id,
        kind=FEED.kind,
        rank=0,
        complete=False,
        status=404,
        validators=Validators(),
    )
    for _ in range(times):
        store.listings.note_failed(listing, "answered 404", at=datetime.now(UTC))


def test_a_killed_look_around_is_not_begun_again_that_day(store: Store) -> None:
    """It is noted before the first request."""
    _fails(store)
    killed = _desk(store).begin(SOURCE)

    assert ([FEED.url], None) == (killed, _desk(store).begin(SOURCE))


def test_a_run_that_is_over_looks_around_no_more(store: Store) -> None:
    """At its limit or interrupted it tells of the death, and leaves the look around to the next run."""
    _fails(store)
    tally = SourceStats(source=SOURCE)
    begun = _desk(store, tally, may_continue=False).begin(SOURCE)

    assert (None, True, [FEED.url]) == (
        begun,
        "nobody has looked around yet" in tally.problems[0],
        _desk(store).begin(SOURCE),
    )


def test_what_is_found_is_used_by_the_next_run(store: Store) -> None:
    """It is kept, told, and asked for from then on."""
    _fails(store)
    tally = SourceStats(source=SOURCE)
    desk = _desk(store, tally)
    desk.begin(SOURCE)
    taken = desk.end(SOURCE, [WAY], requests=3)

    assert ([NEW], [NEW], True, [NEW.url]) == (
        taken,
        _desk(store).replacements(SOURCE),
        "found instead" in tally.problems[0],
        [each.url for each in tally.replacement_listings],
    )


def test_a_healthy_source_writes_nothing(store: Store) -> None:
    """Nothing is noted of it, and nothing said."""
    _fails(store, times=1)
    tally = SourceStats(source=SOURCE)
    begun = _desk(store, tally).begin(SOURCE)

    assert (None, {}, []) == (begun, store.discovery_health.known(), tally.problems)
