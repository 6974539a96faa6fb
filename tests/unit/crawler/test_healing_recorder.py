"""A run's services for dead listings, on a store: what is noted when, and how little a healthy source costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.politeness.host_state import HostStates
from crawler.run.listings.healing_recorder import HealingRecorder
from crawler.run.outcomes.source_stats import SourceStats
from spiders.autodiscovery.selection import DiscoveryCandidate
from storage.discovery.listings import ListingAnswer, Validators
from storage.source import Discovery, DiscoveryKind
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import new_store

HOME = "https://outlet.example/"
FEED = Discovery(kind=DiscoveryKind.FEED, url=HOME + "feed")
NEW = Discovery(kind=DiscoveryKind.FEED, url=HOME + "new.xml")
SOURCE = make_source("ma_outlet", timezone="UTC", discover=(FEED,))
WAY = DiscoveryCandidate(discovery=NEW, articles=(HOME + "a",), newest_at=None, found_in="a link")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        yield store


def _recorder(store: Store, stats: SourceStats | None = None, *, may_continue: bool = True) -> HealingRecorder:
    """Return the recorder of a new run."""
    own = stats or SourceStats(source=SOURCE)
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


def test_a_killed_search_is_not_started_again_that_day(store: Store) -> None:
    """It is noted before the first request."""
    _fails(store)
    killed = _recorder(store).begin(SOURCE)

    assert ([FEED.url], None) == (killed, _recorder(store).begin(SOURCE))


def test_a_run_at_its_limit_does_not_search(store: Store) -> None:
    """At its limit or interrupted it reports the dead listing, and leaves the search to the next run."""
    _fails(store)
    stats = SourceStats(source=SOURCE)
    begun = _recorder(store, stats, may_continue=False).begin(SOURCE)

    assert (None, True, [FEED.url]) == (
        begun,
        "not searched for a replacement yet" in stats.problems[0],
        _recorder(store).begin(SOURCE),
    )


def test_what_is_found_is_used_by_the_next_run(store: Store) -> None:
    """It is kept, reported, and requested from then on."""
    _fails(store)
    stats = SourceStats(source=SOURCE)
    recorder = _recorder(store, stats)
    recorder.begin(SOURCE)
    taken = recorder.end(SOURCE, [WAY], requests=3)

    assert ([NEW], [NEW], True, [NEW.url]) == (
        taken,
        _recorder(store).replacements(SOURCE),
        "found instead" in stats.problems[0],
        [each.url for each in stats.replacement_listings],
    )


def test_a_healthy_source_writes_nothing(store: Store) -> None:
    """Nothing is noted about it, and nothing reported."""
    _fails(store, times=1)
    stats = SourceStats(source=SOURCE)
    begun = _recorder(store, stats).begin(SOURCE)

    assert (None, {}, []) == (begun, store.discovery_health.known(), stats.problems)
