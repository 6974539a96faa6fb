"""Which saved page of an article is read again: one with the text that the store has, never an edit that was missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

from crawler.archive.archive_scan import opened_index
from crawler.archive.rereading.saved_pages import PageOrigin, PageToRead, SavedPages
from storage.frontier.inbox import InboxPage
from storage.records import ListingEntry, Outcome, Page, Quarantined, Reason, Rejected
from storage.store import Store
from tests.support.stores import NOW, fetched, offered, read, started_store
from tests.unit.crawler.archive.archives import fetch, written

URL = "https://outlet.example/news/0"
TEXT = "قال الوزير إن البرنامج الجديد سيبدأ في القرى البعيدة قبل نهاية السنة.\n\nوأضاف أن الميزانية كافية."
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with started_store(tmp_path / "rasad.db") as store:
        offered(store, ListingEntry(url=URL))
        yield store


def _kept(store: Store, outcome: Outcome, *, at: datetime) -> None:
    store.articles.keep([fetched(URL, outcome, at=at)], run_id=1)


def _article(at: datetime, text: str = TEXT) -> Outcome:
    found = read(URL, "البرنامج الجديد", text)
    return replace(found, article=replace(found.article, fetched_at=at))


def _chosen(store: Store, tmp_path: Path) -> list[PageToRead]:
    with opened_index(tmp_path / "archive") as index:
        saved = SavedPages(tmp_path / "archive", index, store, most_bytes=10**6)
        return list(saved.of_source("ma_outlet", since=None))


def _archive(tmp_path: Path, *times: datetime) -> None:
    written(tmp_path / "archive", [fetch(0, f"<p>{at}".encode(), at=at) for at in times])


def _at(found: list[PageToRead]) -> list[datetime | str | None]:
    return [each.page.page.fetched_at if each.page is not None else each.reason for each in found]


def test_the_page_of_the_article_is_taken(store: Store, tmp_path: Path) -> None:
    """Of three pages the one that the article was read from."""
    _kept(store, _article(NOW - HOUR, TEXT + " قديم"), at=NOW - HOUR)
    _kept(store, _article(NOW), at=NOW)
    _kept(store, _article(NOW + HOUR), at=NOW + HOUR)
    _archive(tmp_path, NOW - HOUR, NOW, NOW + HOUR)

    assert [NOW] == _at(_chosen(store, tmp_path))


def test_a_later_page_of_the_same_text_is_as_good(store: Store, tmp_path: Path) -> None:
    """An archive that began later has only that one; what the crawl rejected or never settled is not taken for it."""
    _kept(store, _article(NOW), at=NOW)
    _kept(store, _article(NOW + HOUR), at=NOW + HOUR)
    _kept(store, Rejected(reason=Reason.CHALLENGE, evidence="x"), at=NOW + 2 * HOUR)
    _archive(tmp_path, NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR)

    assert [NOW + HOUR] == _at(_chosen(store, tmp_path))


def test_an_older_page_is_skipped(store: Store, tmp_path: Path) -> None:
    """The text of before an edit must not come back."""
    _kept(store, _article(NOW), at=NOW)
    _archive(tmp_path, NOW - HOUR)

    assert ["no page of the text in the store"] == _at(_chosen(store, tmp_path))


def test_what_waits_is_found_where_it_waits(store: Store, tmp_path: Path) -> None:
    """A page of a killed run is in the inbox, one that broke its reader in the quarantine; each URL comes once."""
    broken = Page(requested_url=URL, final_url=URL, body=b"<p>", content_type=None, fetched_at=NOW)
    _kept(store, Quarantined(reason="time: not read", page=broken), at=NOW)
    quarantined = [(each.origin, each.url) for each in _chosen(store, tmp_path)]
    store.inbox.put(InboxPage(page=replace(broken, fetched_at=NOW + HOUR), etag=None, last_modified=None))
    waiting = [(each.origin, each.url) for each in _chosen(store, tmp_path)]

    assert [(PageOrigin.QUARANTINE, URL)] == quarantined
    assert [(PageOrigin.INBOX, URL)] == waiting
