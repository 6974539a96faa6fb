"""Which URLs are fetched, when, and when again."""

from __future__ import annotations

from datetime import timedelta

from storage.discovery.listings import Validators
from storage.discovery.sightings import ListingCounts
from storage.records import Failed, Gone, ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered, read

DAY = timedelta(days=1)
OLD = NOW - 60 * DAY  # too old to be revisited: fetched again only because of a listing
BODY = "أعلنت الوزارة عن برنامج جديد لبناء المدارس في القرى البعيدة خلال السنوات الخمس المقبلة بتمويل محلي."


def _entry(name: str, *, hours: int = 0) -> ListingEntry:
    return ListingEntry(url=HOME + name, published_at=NOW - DAY, modified_at=NOW - DAY + timedelta(hours=hours))


def _kept(store: Store, *names: str) -> None:
    offered(store, *(_entry(name) for name in names))
    claimed(store)
    store.articles.keep(
        [
            fetched(HOME + name, read(HOME + name, f"خبر رقم {name}", f"{BODY} {name}", published_at=OLD))
            for name in names
        ],
        run_id=1,
    )


def test_a_new_url_is_claimed_once(store: Store) -> None:
    """What is given out is leased, and not given out again."""
    offer = offered(store, _entry("a"), _entry("b"))

    assert (ListingCounts(found=2, new=2, again=0), [HOME + "a", HOME + "b"], []) == (
        offer,
        claimed(store),
        claimed(store),
    )


def test_a_killed_runs_leases_are_taken_back(store: Store) -> None:
    """The next run gets what the last one had leased."""
    offered(store, _entry("a"))
    claimed(store)

    assert (1, [HOME + "a"]) == (store.frontier.release_leases(SOURCE.id), claimed(store))


def test_the_newest_listed_come_first(store: Store) -> None:
    """News first, then the rest."""
    old = ListingEntry(url=HOME + "a", published_at=NOW - 2 * DAY)
    offered(store, old, ListingEntry(url=HOME + "b", published_at=NOW), ListingEntry(url=HOME + "c"))

    assert [HOME + "b", HOME + "a", HOME + "c"] == claimed(store)


def test_an_unchanged_date_fetches_nothing(store: Store) -> None:
    """A known article whose listing says nothing new is left alone."""
    _kept(store, "a", "b")
    offered(store, _entry("a"), _entry("b"), at=NOW + DAY)

    assert [] == claimed(store, at=NOW + DAY)


def test_a_moved_date_fetches_again(store: Store) -> None:
    """The outlet's own word brings an article back."""
    _kept(store, "a", "b")
    offered(store, _entry("a", hours=3), _entry("b"), at=NOW + DAY)

    assert [HOME + "a"] == claimed(store, at=NOW + DAY)


def test_what_vanished_among_its_neighbours_is_looked_at_once(store: Store) -> None:
    """A gap in a sitemap is a reason to fetch again; the response decides."""
    _kept(store, "a", "b")
    offered(store, _entry("b"), at=NOW + DAY)
    first = claimed(store, at=NOW + DAY)
    store.articles.keep([fetched(HOME + "a", Gone(status=410), at=NOW + DAY)], run_id=1)
    offered(store, _entry("b"), at=NOW + 2 * DAY)

    assert ([HOME + "a"], []) == (first, claimed(store, at=NOW + 2 * DAY))


def test_what_moved_to_another_sitemap_has_not_vanished(store: Store) -> None:
    """Sitemaps are paged anew when one article goes: the others only move."""
    _kept(store, "a", "b")
    offered(store, _entry("b"), at=NOW + DAY)
    offered(store, _entry("a"), at=NOW + DAY, url=HOME + "sitemap-2.xml")

    assert [] == claimed(store, at=NOW + DAY)


def test_what_fell_out_of_a_window_has_not_vanished(store: Store) -> None:
    """The oldest leave a news sitemap: nothing older stays, so nothing is suspect."""
    old = ListingEntry(url=HOME + "a", published_at=NOW - 3 * DAY)
    new = ListingEntry(url=HOME + "b", published_at=NOW)
    offered(store, old, new)
    claimed(store)
    kept = [fetched(each.url, read(each.url, "خبر", f"{BODY} {each.url}", published_at=OLD)) for each in (old, new)]
    store.articles.keep(kept, run_id=1)
    offered(store, new, at=NOW + DAY)

    assert [] == claimed(store, at=NOW + DAY)


def test_what_listings_say_does_not_depend_on_their_order(store: Store) -> None:
    """The values of a feed come before those of a sitemap, whichever came first."""
    feed = ListingEntry(url=HOME + "a", title="من الخلاصة", published_at=NOW)
    sitemap = ListingEntry(url=HOME + "a", title="من الخريطة", modified_at=NOW)
    offered(store, sitemap)
    offered(store, feed, url=HOME + "feed", complete=False, rank=0)
    claim = store.frontier.claim(SOURCE.id, limit=1, at=NOW, lease=DAY)[0]

    assert ListingEntry(url=HOME + "a", title="من الخلاصة", published_at=NOW, modified_at=NOW) == claim.listed


def test_a_failed_url_waits_for_its_time(store: Store) -> None:
    """Not before, and then again."""
    offered(store, _entry("a"))
    claimed(store)
    store.articles.keep([fetched(HOME + "a", Failed(reason="timeout", retry_at=NOW + timedelta(hours=1)))], run_id=1)

    assert ([], [HOME + "a"]) == (claimed(store, at=NOW), claimed(store, at=NOW + timedelta(hours=2)))


def test_since_and_until_choose_by_the_listed_date(store: Store) -> None:
    """What a listing dates outside the window stays queued."""
    offered(
        store, ListingEntry(url=HOME + "a", published_at=NOW - 5 * DAY), ListingEntry(url=HOME + "b", published_at=NOW)
    )
    found = store.frontier.claim(SOURCE.id, limit=9, at=NOW, lease=DAY, since=NOW - DAY, until=NOW + DAY)

    assert [HOME + "b"] == [each.url for each in found]


def test_validators_are_kept_with_the_entries(store: Store) -> None:
    """What was offered and what to ask with next time are one commit."""
    offered(store, _entry("a"), etag='"v1"')

    assert Validators(etag='"v1"') == store.listings.known(HOME + "sitemap.xml").validators


def test_a_feeds_text_waits_for_its_page_and_goes_with_it(store: Store) -> None:
    """The claim brings what the feed carried; once the page was read, the text is in the article alone."""
    fed = ListingEntry(url=HOME + "fed", content=("فقرة أولى", "فقرة ثانية"))
    offered(store, fed)
    claim = store.frontier.claim(SOURCE.id, limit=1, at=NOW, lease=timedelta(hours=1))[0]
    store.articles.keep([fetched(fed.url, read(fed.url, "عنوان الخبر هنا", "نص الخبر كما هو على الصفحة."))], run_id=1)
    offered(store, fed)
    left = [row[0] for row in store.file.db.execute("select content from sightings")]

    assert (fed.content, [None]) == (claim.listed.content if claim.listed else None, left)
