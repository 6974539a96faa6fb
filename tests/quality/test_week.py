"""A week of invented outlets on a fake clock: our rhythm beside looking every 15 minutes, on the same publications."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks.schedule.publishing import AGENCY, OUTLETS, Outlet, published
from benchmarks.schedule.week import DAY, START, Reader, Watched, as_markdown, compared, watch
from spiders.scheduling.next_poll import PollOutcome, after_poll
from spiders.scheduling.poll_budget import MIN_INTERVAL
from storage.discovery.listings import ListingAnswer, Validators
from storage.records import ListingEntry
from storage.source import DiscoveryKind
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import new_store

pytestmark = pytest.mark.long

logger = logging.getLogger(__name__)

HOME = "https://outlet.example/"
SOURCE = make_source("ma_busy", outlet="المشغول", timezone=OUTLETS[0].zone)
FEED = ListingAnswer(
    url=HOME + "feed",
    source_id=SOURCE.id,
    kind=DiscoveryKind.FEED,
    rank=0,
    complete=False,
    status=200,
    validators=Validators(),
)
Pairs = dict[str, list[tuple[Watched, Watched]]]


@pytest.fixture(scope="module")
def weeks() -> Pairs:
    """Five seeds of two weeks: the first begins with nothing known, the second with one week learned."""
    found = {each.name: compared(each, weeks=2) for each in OUTLETS}
    logger.info("%s", as_markdown([(each, found[each.name]) for each in OUTLETS], weeks=2, seeds=5))
    return found


@pytest.mark.parametrize("outlet", [each.name for each in OUTLETS])
def test_a_learned_week_beats_every_quarter_of_an_hour(weeks: Pairs, outlet: str) -> None:
    """Shorter waits and fewer looks per article, at every outlet, and nothing missed."""
    ours, theirs = weeks[outlet][1]

    assert (0, True, True) == (ours.missed, ours.wait < theirs.wait, ours.cost < theirs.cost)


@pytest.mark.parametrize("outlet", [each.name for each in OUTLETS])
def test_the_first_week_misses_nothing_and_asks_less(weeks: Pairs, outlet: str) -> None:
    """With nothing known the waits are no promise yet: all articles, fewer looks, at most half as long again a wait."""
    ours, theirs = weeks[outlet][0]

    assert (0, True, True) == (ours.missed, ours.wait < 1.5 * theirs.wait, ours.cost < theirs.cost)


def test_all_outlets_together_are_found_sooner_with_fewer_looks(weeks: Pairs) -> None:
    """Over all outlets of the second week: mean wait and looks per article."""
    ours, theirs = Watched(), Watched()
    for pairs in weeks.values():
        ours.add(pairs[1][0])
        theirs.add(pairs[1][1])

    assert (0, True, True) == (ours.missed, ours.wait < theirs.wait, ours.cost < theirs.cost)


def test_an_outlet_as_busy_by_night_as_by_day_is_no_loss() -> None:
    """With next to nothing to learn, fewer looks cost what arithmetic says: a tenth of the wait at most."""
    ours, theirs = compared(AGENCY, weeks=2, seeds=2)[1]

    assert (0, True, True) == (ours.missed, ours.wait < 1.1 * theirs.wait, ours.cost < theirs.cost)


def test_days_through_the_store_go_as_in_the_simulation(tmp_path: Path) -> None:
    """The same looks fall due whether the history is held in memory or asked of a store that listings filled."""
    outlet = OUTLETS[0]
    chance = published(outlet, seed=1, start=START - DAY, days=3)
    times = [at.replace(microsecond=0) for at in chance]  # as the store keeps them
    reader = Reader(outlet)
    looks: list[datetime] = []

    def noted(now: datetime) -> datetime:
        looks.append(now)
        return reader.looked(now)

    watch(outlet, times, reader, noted, weeks=1)
    with new_store(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        through = _through(store, outlet, times, until=START + 2 * DAY)

    assert [each for each in looks if each < START + 2 * DAY] == through


def _through(store: Store, outlet: Outlet, times: list[datetime], *, until: datetime) -> list[datetime]:
    """Look when the store says so, every five minutes from `START` on; return when it did."""
    now, looks = START, []
    while now < until:
        if SOURCE.id not in store.polls.due(at=now).waiting:
            shown = [at for at in times if at <= now][-outlet.feed :]
            entries = [ListingEntry(url=f"{HOME}{at.timestamp()}", published_at=at) for at in shown]
            counts = store.sightings.add(FEED, entries, at=now)
            store.sightings.close(FEED, counts, at=now, seen={hash(each.url) for each in entries})
            look = after_poll(
                SOURCE.id,
                store.polls.last(SOURCE.id),
                PollOutcome(polled_at=now, ended_at=now),
                seen=lambda since, began: store.polls.history(SOURCE.id, since=since, began_at=began),
                zone=ZoneInfo(outlet.zone),
            )
            store.polls.note(look)
            looks.append(now)
        now += MIN_INTERVAL
    return looks
