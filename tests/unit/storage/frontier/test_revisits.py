"""When a known article is revisited, and what follows from that."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.frontier.revisits import next_revisit
from storage.records import Effect, Gone, ListingEntry, NotModified, Reason, Rejected
from storage.store import Store
from tests.support.stores import HOME, NOW, claimed, fetched, offered, read

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = HOME + "news/a"
TEXT = "أعلنت الوزارة عن برنامج جديد لبناء المدارس في القرى البعيدة خلال السنوات الخمس المقبلة."


def _kept(store: Store) -> None:
    offered(store, ListingEntry(url=URL, published_at=NOW), complete=False)
    claimed(store)
    store.articles.keep([fetched(URL, read(URL, "خبر", TEXT))], run_id=1)


def _looks(store: Store, *, until: datetime) -> list[float]:
    """Walk a clock in half hours and return the hours at which the article was given out; each time it had not changed."""
    at, found = NOW, []
    while at < until:
        at += HOUR / 2
        if claimed(store, at=at):
            found.append((at - NOW) / HOUR)
            store.articles.keep([fetched(URL, NotModified(), at=at)], run_id=1)
    return found


def test_an_article_is_looked_at_as_news_is_edited(store: Store) -> None:
    """After about an hour, six hours, a day and a week, and then no more."""
    _kept(store)

    assert [1.0, 6.0, 24.0, 168.0] == _looks(store, until=NOW + 20 * DAY)


def test_an_edit_begins_the_looks_anew(store: Store) -> None:
    """What was edited once is likely to be edited again."""
    _kept(store)
    at = NOW + HOUR
    claimed(store, at=at)
    kept = store.articles.keep(
        [fetched(URL, read(URL, "خبر", TEXT + " وأضافت أن البرنامج يبدأ غدا."), at=at)], run_id=1
    )

    assert (Effect.CHANGED, [], [URL]) == (
        kept[0].effect,
        claimed(store, at=at + HOUR / 2),
        claimed(store, at=at + HOUR),
    )


def test_an_outlet_that_never_edits_is_looked_at_once() -> None:
    """Fifty revisits without an edit: one a day later, and no more."""
    found = [next_revisit(now=NOW, visits=visits, published_at=NOW, revisited=50, edited=0) for visits in range(3)]

    assert [NOW + DAY, None, None] == found


def test_what_is_old_when_it_is_found_is_settled() -> None:
    """An archive is not revisited for edits; a listing that dates one still brings it back."""
    assert next_revisit(now=NOW, visits=0, published_at=NOW - 31 * DAY) is None


def test_new_articles_come_before_revisits(store: Store) -> None:
    """News first: what is known can wait."""
    _kept(store)
    offered(store, ListingEntry(url=HOME + "news/old", published_at=NOW - 20 * DAY), complete=False, at=NOW + 2 * HOUR)

    assert [HOME + "news/old", URL] == claimed(store, at=NOW + 2 * HOUR)


def test_a_withdrawal_notice_withdraws_at_once(store: Store) -> None:
    """The outlet's own words; the text stays."""
    _kept(store)
    claimed(store, at=NOW + HOUR)
    notice = Rejected(reason=Reason.WITHDRAWN, evidence="تم سحب هذا المقال")
    kept = store.articles.keep([fetched(URL, notice, at=NOW + HOUR)], run_id=1)
    row = next(store.articles.changes())

    assert (Effect.WITHDRAWN, NOW + HOUR, TEXT) == (kept[0].effect, row.withdrawn_at, row.body)


def test_a_missing_page_is_believed_the_second_time(store: Store) -> None:
    """404, then an apology with status 200 a day later: gone; what came back between was an accident."""
    _kept(store)
    effects = []
    for hours, outcome in (
        (1, Gone(status=404)),
        (26, NotModified()),
        (50, Rejected(reason=Reason.SOFT_404, evidence="")),
        (75, Gone(status=404)),
    ):
        claimed(store, at=NOW + hours * HOUR)
        effects += [
            each.effect for each in store.articles.keep([fetched(URL, outcome, at=NOW + hours * HOUR)], run_id=1)
        ]

    assert [Effect.FAILED, Effect.NOT_MODIFIED, Effect.FAILED, Effect.WITHDRAWN] == effects


def test_what_is_listed_again_is_fetched_again(store: Store) -> None:
    """An article that left the sitemap, was gone, and is named again is no longer withdrawn."""
    offered(store, ListingEntry(url=URL), ListingEntry(url=HOME + "b"))
    claimed(store)
    store.articles.keep([fetched(each, read(each, each, TEXT + each)) for each in (URL, HOME + "b")], run_id=1)
    offered(store, ListingEntry(url=HOME + "b"), at=NOW + DAY)
    store.articles.keep([fetched(URL, Gone(status=410), at=NOW + DAY)], run_id=1)
    offered(store, ListingEntry(url=URL), ListingEntry(url=HOME + "b"), at=NOW + 30 * DAY)
    before = claimed(store, at=NOW + 30 * DAY)
    store.articles.keep([fetched(URL, read(URL, URL, TEXT + URL), at=NOW + 30 * DAY)], run_id=1)

    assert (True, [None, None]) == (URL in before, [row.withdrawn_at for row in store.articles.changes()])


def test_revisits_do_not_wait_forever(store: Store) -> None:
    """However many new articles wait, one page in five may be a revisit."""
    _kept(store)
    news = [ListingEntry(url=f"{HOME}news/{each}", published_at=NOW) for each in range(30)]
    offered(store, *news, complete=False, at=NOW + 2 * HOUR)
    first = claimed(store, at=NOW + 2 * HOUR, limit=10)

    assert (10, [URL], 20) == (
        len(first),
        first[8:9],
        len(set(claimed(store, at=NOW + 2 * HOUR, limit=20)) - set(first)),
    )
