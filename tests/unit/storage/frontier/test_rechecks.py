"""When a URL without an article is checked again, and when it is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.discovery.poll_schedule import PollState
from storage.records import Failed, Gone, ListingEntry, NotModified, Outcome, Reason, Rejected
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered, read

HOUR = timedelta(hours=1)
URL = HOME + "news/1"
TOO_SHORT = Rejected(reason=Reason.TOO_SHORT, evidence="3 words")


def _ends(store: Store, outcome: Outcome, *, at: timedelta = timedelta(), title: str | None = None) -> None:
    offered(store, ListingEntry(url=URL, title=title), at=NOW + at, complete=False)
    claimed(store, at=NOW + at)
    store.articles.keep([fetched(URL, outcome, at=NOW + at)], run_id=1)


def test_checks_come_after_1_6_and_24_hours(store: Store) -> None:
    """Counted from the first answer; a minute earlier nothing is due."""
    hours = [1, 6, 24]
    due = []
    _ends(store, TOO_SHORT)
    for hour in hours:
        early = claimed(store, at=NOW + hour * HOUR - timedelta(minutes=1))
        due.append((early, claimed(store, at=NOW + hour * HOUR)))
        store.articles.keep([fetched(URL, TOO_SHORT, at=NOW + hour * HOUR)], run_id=1)

    assert ([([], [URL])] * 3, []) == (due, claimed(store, at=NOW + 1000 * HOUR))


@pytest.mark.parametrize(
    ("outcome", "title", "again"),
    [
        (Rejected(reason=Reason.NOT_ARABIC, evidence="the page is en"), None, []),
        (Rejected(reason=Reason.NOT_ARABIC, evidence="the page is en"), "Minister opens school", []),
        (Rejected(reason=Reason.NOT_ARABIC, evidence="the page is en"), "الوزير يفتتح مدرسة", [URL]),
        (Rejected(reason=Reason.NOT_HTML, evidence="PDF"), None, []),
        (Rejected(reason=Reason.NOT_HTML, evidence="video/mp4"), None, []),
        (Rejected(reason=Reason.NOT_HTML, evidence="binary"), None, [URL]),
        (Rejected(reason=Reason.SEARCH_PAGE, evidence=URL), None, []),
        (Rejected(reason=Reason.SEARCH_PAGE, evidence=HOME + "search?q=1"), None, [URL]),
        (Rejected(reason=Reason.WITHDRAWN, evidence="تم سحب هذا المقال"), None, []),
        (Gone(status=410), None, []),
        (Gone(status=404), None, [URL]),
        (NotModified(), None, [URL]),
    ],
)
def test_a_verdict_on_the_page_is_final(store: Store, outcome: Outcome, title: str | None, again: list[str]) -> None:
    """Another language, a file and a withdrawal are what the page is; the rest is what happened to it."""
    _ends(store, outcome, title=title)

    assert again == claimed(store, at=NOW + HOUR)


def test_a_listing_that_names_it_again_goes_on_with_the_checks(store: Store) -> None:
    """It was dropped after the first answer, settled, and is named again: then it is requested at once."""
    _ends(store, TOO_SHORT)
    offered(store, ListingEntry(url=HOME + "other"), at=NOW + HOUR, complete=False)
    dropped = claimed(store, at=NOW + 2 * HOUR)
    offered(store, ListingEntry(url=URL), at=NOW + 2.5 * HOUR, complete=False)

    assert ([HOME + "other"], [URL]) == (dropped, claimed(store, at=NOW + 2.5 * HOUR))


def test_a_check_that_finds_the_article_begins_its_revisits(store: Store) -> None:
    """The count of checks is not taken for revisits: the first one is due an hour later."""
    _ends(store, TOO_SHORT)
    article = read(URL, "عنوان الخبر", "قال الوزير إن الحكومة ستطلق برنامجا جديدا لدعم القرى.")
    store.articles.keep([fetched(URL, article, at=NOW + HOUR)], run_id=1)

    assert ([], [URL]) == (claimed(store, at=NOW + 1.9 * HOUR), claimed(store, at=NOW + 2 * HOUR))


def test_a_failure_between_two_checks_changes_nothing(store: Store) -> None:
    """A timeout is tried again as ever, and the checks that are left come after it."""
    _ends(store, TOO_SHORT)
    _ends(store, Failed(reason="timeout", retry_at=NOW + 2 * HOUR), at=HOUR)
    _ends(store, TOO_SHORT, at=2 * HOUR)

    assert [URL] == claimed(store, at=NOW + 7 * HOUR)


def test_a_url_to_check_is_due(store: Store) -> None:
    """`--due` knows of it, without a poll of the listings."""
    _ends(store, TOO_SHORT)
    poll = PollState(
        source_id=SOURCE.id,
        began_at=NOW,
        polled_at=NOW,
        next_poll_at=NOW + 9 * HOUR,
        backoff_until=None,
        failure_score=0.0,
        next_poll_reason="",
        carry=0.0,
        polls=1,
        rate=None,
    )
    store.polls.note(poll)

    assert (frozenset(), frozenset({SOURCE.id})) == (
        store.polls.due(at=NOW + 0.5 * HOUR).pages,
        store.polls.due(at=NOW + HOUR).pages,
    )
