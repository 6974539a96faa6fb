"""Two similar pages stay two articles, and a URL that failed by one alias is reached by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from pipelines.web.urls import canonical_url
from storage.database.values.url_key import number_key, url_key
from storage.records import Gone, ListingEntry, NotModified, Reason, Rejected, SamePage
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered
from tests.support.tables import every_row
from tests.unit.storage.articles.test_identity import WORDS, _page, _rows

HOUR = timedelta(hours=1)
GOLD = "سجلت أسعار الذهب اليوم {} في محلات الصاغة بالعاصمة وسط إقبال {} من الزبائن على شراء {} قبل موسم الأعراس"


def _kept(store: Store, *pages: tuple[str, str, str | None]) -> None:
    """Keep pages of (address, text, claimed address) one by one."""
    for url, text, claim in pages:
        offered(store, ListingEntry(url=url), url=f"{HOME}feed", complete=False)
        claimed(store)
        store.articles.keep([fetched(url, _page(url, text, canonical=claim))], run_id=1)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_pages_that_all_claim_their_neighbour_are_all_kept(store: Store, order: tuple[int, ...]) -> None:
    """A system that prints the next article's address as every page's own: three texts, the same rows in any order."""
    urls = [f"{HOME}news/{each}" for each in "abc"]
    pages = [(url, text, urls[(at + 1) % 3]) for at, (url, text) in enumerate(zip(urls, WORDS, strict=True))]
    _kept(store, *(pages[each] for each in order))
    _kept(store, *pages)  # once more: what was learned of the claims holds

    assert dict(zip((urls[1], urls[2], urls[0]), WORDS, strict=True)) == _rows(store)


def test_what_claims_a_waiting_page_does_not_swallow_it(store: Store) -> None:
    """The page that answers at the claimed address is still asked for."""
    offered(store, ListingEntry(url=f"{HOME}a"), ListingEntry(url=f"{HOME}x"))
    store.frontier.claim(SOURCE.id, limit=1, at=NOW, lease=HOUR)
    store.articles.keep([fetched(f"{HOME}a", _page(f"{HOME}a", WORDS[0], canonical=f"{HOME}x"))], run_id=1)

    assert [f"{HOME}x"] == claimed(store)


def test_many_addresses_of_no_article_are_asked_for_again(store: Store) -> None:
    """While a site is under repair everything leads to one notice; afterwards each address has its own page."""
    urls = [f"{HOME}a", f"{HOME}b"]
    offered(store, *(ListingEntry(url=each) for each in urls))
    claimed(store)
    notice = Rejected(reason=Reason.SOFT_404, evidence="")
    store.articles.keep([fetched(urls[0], notice), fetched(urls[1], SamePage(of=urls[0]))], run_id=1)

    assert urls == claimed(store, at=NOW + 7 * HOUR)


@pytest.mark.parametrize("spoiled", [Gone(status=404), Rejected(reason=Reason.ROBOTS, evidence="")])
def test_a_failed_alias_is_replaced_by_a_good_one_named_later(store: Store, spoiled: Gone | Rejected) -> None:
    """The feed names the mobile address, which is closed; the sitemap then names the article's own."""
    mobile, own = "https://m.outlet.example/news/a", f"{HOME}news/a"
    offered(store, ListingEntry(url=mobile), url=f"{HOME}feed", complete=False)
    claimed(store)
    store.articles.keep([fetched(mobile, spoiled)], run_id=1)
    offered(store, ListingEntry(url=own), at=NOW + HOUR)

    assert [own] == claimed(store, at=NOW + HOUR)


def test_a_text_keeps_its_row_where_its_address_changes(store: Store) -> None:
    """A URL that declares a new slug at the revisit: an edit of one article, not a second one."""
    url = f"{HOME}news/old-words"
    _kept(store, (url, WORDS[0], None))
    added = WORDS[0] + " وأضاف البيان أن العمل يبدأ غدا"
    store.articles.keep([fetched(url, _page(url, added, canonical=f"{HOME}news/new-words"), at=NOW + HOUR)], run_id=1)

    assert {f"{HOME}news/new-words": added} == _rows(store)


def test_a_folder_of_the_month_is_no_article(store: Store) -> None:
    """Two days of the gold price below one folder, with one headline and one form of words, are two articles."""
    monday = GOLD.format("ارتفاعا طفيفا بلغ خمسة دراهم", "ضعيف", "الحلي الخفيفة")
    tuesday = GOLD.format("تراجعا حادا تجاوز عشرين درهما", "كبير", "السبائك الصغيرة")
    _kept(store, (f"{HOME}202611/gold-monday", monday, None), (f"{HOME}202611/gold-tuesday", tuesday, None))

    assert 2 == len(_rows(store))


@every_row("number", ["202611", "261123", "23112026", "20261123", "231126"])
def test_a_date_in_an_address_is_no_number_of_an_article(number: str) -> None:
    """Months and days are written with five digits and more, too."""
    assert number_key(f"{HOME}{number}/words") is None


def test_a_switch_is_one_by_its_value() -> None:
    """`?print=1` is another form of a page, `?print=777` may be another page."""
    same = url_key(canonical_url(f"{HOME}a?print=1")) == url_key(f"{HOME}a")
    others = {url_key(f"{HOME}show?m={each}") for each in (101, 102, 103)} | {url_key(f"{HOME}mobile/iphone")}

    assert (True, 4, False) == (same, len(others), url_key(f"{HOME}iphone") in others)


def test_what_is_back_unchanged_is_valid_again(store: Store) -> None:
    """410, listed again, and a server that says 304: the article is there."""
    _kept(store, (f"{HOME}a", WORDS[0], None))
    store.articles.keep([fetched(f"{HOME}a", Gone(status=410), at=NOW + HOUR)], run_id=1)
    gone = next(store.articles.changes()).withdrawn_at
    store.articles.keep([fetched(f"{HOME}a", NotModified(), at=NOW + 2 * HOUR)], run_id=1)

    assert (NOW + HOUR, None) == (gone, next(store.articles.changes()).withdrawn_at)


def test_an_article_lives_as_long_as_one_of_its_addresses(store: Store) -> None:
    """A short link that is taken down takes no article with it; the last address does."""
    short, own = f"{HOME}s/1", f"{HOME}news/a"
    _kept(store, (short, WORDS[0], own), (own, WORDS[0], None))
    states = []
    for url in (short, own):
        store.articles.keep([fetched(url, Gone(status=410), at=NOW + HOUR)], run_id=1)
        states.append(next(store.articles.changes()).withdrawn_at)

    assert [None, NOW + HOUR] == states


def test_one_page_that_breaks_the_keeping_costs_no_other(store: Store) -> None:
    """A row that cannot be written raises out of the batch, and nothing of the batch is half kept."""
    offered(store, ListingEntry(url=f"{HOME}a"), ListingEntry(url=f"{HOME}b"))
    claimed(store)
    good, bad = _page(f"{HOME}a", WORDS[0]), _page(f"{HOME}b", WORDS[1])
    bad = replace(bad, article=replace(bad.article, source_id="no_such"))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.articles.keep([fetched(f"{HOME}a", good), fetched(f"{HOME}b", bad)], run_id=1)

    assert {} == _rows(store)
