"""What the store keeps of dead ways of discovery and of those found instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.discovery.health import DiscoveryHealth, ListingFacts, ReplacementListing
from storage.discovery.listings import ListingAnswer, Validators
from storage.records import ListingEntry
from storage.source import DiscoveryKind
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, offered

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WAY = ReplacementListing(
    kind=DiscoveryKind.FEED, url=HOME + "new.xml", found_at=NOW, entries=3, replaces="the feed is dead"
)
LOST = replace(WAY, url=HOME + "old.xml", follow=r"/news/\d+", dropped_at=NOW, dropped_reason="dead since noon")
AILMENT = DiscoveryHealth(
    source_id=SOURCE.id,
    problem="the feed is dead",
    well_since=NOW,
    searched_at=NOW,
    searched_for=(HOME + "feed",),
    requests=7,
    fruitless_searches=2,
    replacements=(WAY, LOST),
)
FEED = ListingAnswer(
    url=HOME + "feed",
    source_id=SOURCE.id,
    kind=DiscoveryKind.FEED,
    rank=0,
    complete=False,
    status=404,
    validators=Validators(),
)


def test_an_ailment_reads_back_whole(store: Store) -> None:
    """With its ways in use and those let go; the next word takes its place."""
    none = store.discovery_health.known()
    store.discovery_health.note(AILMENT)
    first = store.discovery_health.known()
    after = replace(AILMENT, problem=None, well_since=None, replacements=(LOST,))
    store.discovery_health.note(after)

    assert ({}, {SOURCE.id: AILMENT}, {SOURCE.id: after}) == (none, first, store.discovery_health.known())


def test_the_facts_of_a_way(store: Store) -> None:
    """How it answered, how often it failed since when, and when it last named what it had not named before."""
    offered(store, ListingEntry(url=HOME + "a"), at=NOW - DAY, url=FEED.url)
    offered(store, ListingEntry(url=HOME + "a"), ListingEntry(url=HOME + "b"), at=NOW - HOUR, url=FEED.url)
    store.listings.note_failed(FEED, "answered 404", at=NOW)
    expected = ListingFacts(
        url=FEED.url, status=404, error="answered 404", failures=1, failed_since=NOW, named_at=NOW - HOUR
    )

    assert [expected] == store.discovery_health.facts([FEED.url, HOME + "never-asked"])


def test_moments_are_the_outlets_word_or_ours(store: Store) -> None:
    """When an article came out as the listing says, never later than it was seen; without a word, when it was seen."""
    entries = [
        ListingEntry(url=HOME + "a", published_at=NOW - 5 * HOUR),
        ListingEntry(url=HOME + "b", published_at=NOW + DAY),
        ListingEntry(url=HOME + "c"),
    ]
    offered(store, *entries, url=FEED.url)

    assert [NOW - 5 * HOUR, NOW] == store.discovery_health.moments(FEED.url, since=NOW - DAY)


def test_the_source_has_news_when_any_way_names_some(store: Store) -> None:
    """The last time that a listing named what nobody had."""
    offered(store, ListingEntry(url=HOME + "a"), at=NOW - DAY, url=FEED.url)
    offered(store, ListingEntry(url=HOME + "a"), ListingEntry(url=HOME + "b"), at=NOW - HOUR)
    offered(store, ListingEntry(url=HOME + "a"), ListingEntry(url=HOME + "b"), at=NOW)

    assert NOW - HOUR == store.discovery_health.news_at(SOURCE.id)


def test_what_living_ways_of_a_rank_name(store: Store) -> None:
    """Of a rank or better, that answer, and are none of those named as dead."""
    urls = [HOME + "a", HOME + "b", HOME + "c"]
    offered(store, ListingEntry(url=urls[0]), url=HOME + "living", rank=0)
    offered(store, ListingEntry(url=urls[1]), url=HOME + "silent", rank=0)
    offered(store, ListingEntry(url=urls[2]), url=HOME + "worse", rank=2)
    offered(store, *(ListingEntry(url=each) for each in urls), url=FEED.url, rank=0)
    store.listings.note_failed(FEED, "answered 404", at=NOW)

    assert {urls[0]} == store.discovery_health.named(SOURCE.id, urls, rank=0, without={HOME + "silent"})
