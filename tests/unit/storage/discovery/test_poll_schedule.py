"""What the store keeps about polls, and what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.discovery.listings import ListingAnswer, Validators
from storage.discovery.poll_schedule import PollState, PublicationTime
from storage.records import Failed, ListingEntry
from storage.source import DiscoveryKind
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, add_listing, claimed, fetched, offered, read

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLL = PollState(
    source_id=SOURCE.id,
    began_at=NOW,
    polled_at=NOW,
    next_poll_at=NOW + HOUR,
    backoff_until=None,
    failure_score=0.25,
    next_poll_reason="some 9.0 articles a day",
    carry=0.5,
    polls=1,
    rate="{}",
)


def _kept(store: Store, name: str) -> None:
    offered(store, ListingEntry(url=HOME + name, published_at=NOW))
    claimed(store)
    store.articles.keep([fetched(HOME + name, read(HOME + name, "خبر", "نص الخبر كما كتبه المحرر."))], run_id=1)


def _feed(store: Store, *names: str, entries: int) -> None:
    listing = ListingAnswer(
        url=HOME + "feed",
        source_id=SOURCE.id,
        kind=DiscoveryKind.FEED,
        rank=0,
        complete=False,
        status=200,
        validators=Validators(),
    )
    filling = [ListingEntry(url=f"{HOME}old-{each}") for each in range(entries - len(names))]
    add_listing(store, listing, [*(ListingEntry(url=HOME + each) for each in names), *filling], at=NOW + HOUR)


def test_a_look_is_kept_as_it_was_noted(store: Store) -> None:
    """The last poll is read back complete, and the next one replaces it."""
    second = replace(POLL, backoff_until=NOW + 2 * HOUR, rate=None, polls=2)
    none = store.polls.last(SOURCE.id)
    store.polls.note(POLL)
    first = store.polls.last(SOURCE.id)
    store.polls.note(second)

    assert (None, POLL, second) == (none, first, store.polls.last(SOURCE.id))


def test_a_source_is_due_when_its_next_look_is_here(store: Store) -> None:
    """Before that moment it waits; at it, it is due."""
    store.polls.note(POLL)
    before, at = store.polls.due(at=NOW), store.polls.due(at=NOW + HOUR)

    assert (({SOURCE.id: NOW + HOUR}, frozenset()), ({}, frozenset({SOURCE.id}))) == (
        (before.waiting, before.listings),
        (at.waiting, at.listings),
    )


def test_a_page_that_waits_makes_its_source_due(store: Store) -> None:
    """A URL to be fetched now, or tried again by now, counts; one whose time has not come does not."""
    store.polls.note(replace(POLL, next_poll_at=NOW + DAY))
    offered(store, ListingEntry(url=HOME + "a"))
    queued = store.polls.due(at=NOW).pages
    claimed(store)
    store.articles.keep([fetched(HOME + "a", Failed(reason="timeout", retry_at=NOW + HOUR))], run_id=1)

    assert (frozenset({SOURCE.id}), frozenset(), frozenset({SOURCE.id})) == (
        queued,
        store.polls.due(at=NOW).pages,
        store.polls.due(at=NOW + HOUR).pages,
    )


def test_a_kept_page_alone_is_not_due(store: Store) -> None:
    """An article that nobody wants to see again leaves its source alone."""
    store.polls.note(POLL)
    _kept(store, "a")

    assert frozenset() == store.polls.due(at=NOW).pages


def test_a_source_that_rests_is_not_woken_by_its_pages(store: Store) -> None:
    """While a source is left alone, its waiting pages wait with it."""
    store.polls.note(replace(POLL, next_poll_at=NOW + HOUR, backoff_until=NOW + HOUR))
    offered(store, ListingEntry(url=HOME + "a"))

    assert (frozenset(), frozenset({SOURCE.id})) == (
        store.polls.due(at=NOW).pages,
        store.polls.due(at=NOW + HOUR).pages,
    )


def test_the_history_is_what_listings_declared(store: Store) -> None:
    """Dated articles count from before the first poll, undated ones only after it, and nothing older than requested."""
    offered(store, ListingEntry(url=HOME + "a", published_at=NOW - HOUR), ListingEntry(url=HOME + "b"))
    offered(
        store, ListingEntry(url=HOME + "c", published_at=NOW - 40 * DAY), ListingEntry(url=HOME + "d"), at=NOW + HOUR
    )

    found = store.polls.history(SOURCE.id, since=NOW - 28 * DAY, began_at=NOW)

    assert (
        {PublicationTime(declared_at=NOW - HOUR, seen_at=NOW), PublicationTime(declared_at=None, seen_at=NOW + HOUR)},
        None,
    ) == (set(found.publications), found.room)


def test_the_room_is_the_shortest_feeds_own_share(store: Store) -> None:
    """A feed of 20 that named one of two new articles leaves room for more than 20 of the whole source."""
    offered(store, ListingEntry(url=HOME + "x"), at=NOW)
    alone = store.polls.history(SOURCE.id, since=NOW, began_at=NOW).room
    _feed(store, "a", entries=20)
    offered(store, *(ListingEntry(url=f"{HOME}s-{each}") for each in range(21)), at=NOW + HOUR)

    assert (None, 20 * 42 / 21) == (alone, store.polls.history(SOURCE.id, since=NOW, began_at=NOW).room)


def test_health_tells_the_next_look(store: Store) -> None:
    """Beside its problem, a source has the time of its next poll and the reason."""
    store.runs.count(1, SOURCE.id, found=1)
    store.polls.note(POLL)
    (health,) = store.runs.health()

    assert (POLL.next_poll_at, POLL.next_poll_reason) == (health.next_poll_at, health.next_poll_reason)


def test_a_clock_that_was_ahead_silences_nobody(store: Store) -> None:
    """A poll, a pause and pages that were noted for next year are due now; within 25 hours they wait."""
    _kept(store, "a")
    offered(store, ListingEntry(url=HOME + "b"))
    claimed(store)
    store.articles.keep([fetched(HOME + "b", Failed(reason="timeout", retry_at=NOW + 400 * DAY))], run_id=1)
    store.polls.note(replace(POLL, next_poll_at=NOW + 400 * DAY, backoff_until=NOW + 400 * DAY))
    ahead = store.polls.due(at=NOW)
    pages = claimed(store)
    store.polls.note(replace(POLL, next_poll_at=NOW + 24 * HOUR, backoff_until=NOW + 24 * HOUR))
    usual = store.polls.due(at=NOW)
    own = store.polls.due(at=NOW, longest=20 * HOUR)

    one, none = frozenset({SOURCE.id}), frozenset[str]()
    assert ((one, one), [HOME + "b"], (none, none), one) == (
        (ahead.listings, ahead.pages),
        pages,
        (usual.listings, usual.pages),
        own.listings,
    )
