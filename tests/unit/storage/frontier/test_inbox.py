"""The inbox: what a killed run had fetched comes back as it was saved."""

from __future__ import annotations

from storage.frontier.inbox import InboxPage
from storage.records import ListingEntry, Page, Reason, Rejected
from storage.rights import HostSignals, TdmReservation
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered

URL = HOME + "news/1"
ARRIVED = InboxPage(
    page=Page(
        requested_url=URL,
        final_url=URL + "/",
        body="نص الصفحة".encode(),
        content_type="text/html; charset=utf-8",
        fetched_at=NOW,
        headers=(("tdm-reservation", "1"),),
        site=HostSignals(
            agents=("GPTBot",),
            signals=(("ai-train", "no"),),
            tdm=TdmReservation(reserved=True, declared_in="tdmrep.json", policy=None),
        ),
    ),
    etag='"1"',
    last_modified=None,
)


def test_a_saved_page_comes_back_until_it_is_kept(store: Store) -> None:
    """The page, its headers, its host's signals and its validators; once its outcome is kept it is gone."""
    offered(store, ListingEntry(url=URL))
    claimed(store)
    store.inbox.put(ARRIVED)
    saved = store.inbox.unread(SOURCE.id)
    store.articles.keep([fetched(URL, Rejected(reason=Reason.TOO_SHORT, evidence="3 words"))], run_id=1)

    assert ({URL: ARRIVED}, {}) == (saved, store.inbox.unread(SOURCE.id))


def test_a_page_that_an_earlier_version_saved_is_read(store: Store) -> None:
    """The earlier version had another name for where a reservation was declared."""
    offered(store, ListingEntry(url=URL))
    store.inbox.put(ARRIVED)
    store.file.db.execute("update inbox set site = replace(site, 'declared_in', 'said_in')")

    assert {URL: ARRIVED} == store.inbox.unread(SOURCE.id)
