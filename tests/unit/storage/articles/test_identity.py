"""One article, one row: by whatever address it is named, reached or claimed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from pipelines.web.urls import canonical_url
from storage.records import Gone, ListingEntry, ReadArticle
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered, read, store_in_memory

WORDS = (
    "أعلنت وزارة التعليم عن برنامج جديد لبناء المدارس في القرى البعيدة خلال السنوات الخمس المقبلة بتمويل محلي كامل",
    "فاز المنتخب الوطني على ضيفه بهدفين دون رد في مباراة ودية جرت مساء أمس بملعب العاصمة أمام جمهور كبير من الأنصار",
    "ارتفعت أسعار الزيوت في الأسواق المحلية للأسبوع الثالث على التوالي وسط مطالب بتدخل الحكومة لضبط هوامش الربح",
)
ARABIC = "https://outlet.example/news/أخبار-اليوم"
ENCODED = "%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-%D8%A7%D9%84%D9%8A%D9%88%D9%85"
SPELLINGS = (
    ARABIC,
    f"https://outlet.example/news/{ENCODED}/",
    f"http://outlet.example:80/news/{ENCODED.lower()}",
    f"https://www.outlet.example/news/{ENCODED}",
    f"https://outlet.example:443/news/{ENCODED.replace('%', '%25')}",
    f"https://m.outlet.example/news/{ENCODED}",
    f"https://outlet.example/news/{ENCODED}/amp/",
    f"https://outlet.example/amp/news/{ENCODED}",
    f"https://outlet.example/news/{ENCODED}?print=1",
    f"https://outlet.example/news/{ENCODED}/print",
    f"https://OUTLET.example/news/{ENCODED}?utm_source=feed&fbclid=x#comments",
    f"https://outlet.example/mobile/news/{ENCODED}?view=amp",
)


def _page(url: str, text: str, *, canonical: str | None = None, final: str | None = None) -> ReadArticle:
    made = read(url, text[:40], text)
    article = replace(made.article, final_url=final or url, canonical_url=canonical_url(canonical or final or url))
    return replace(made, article=article)


def _rows(store: Store) -> dict[str, str | None]:
    return {row.canonical_url: row.body for row in store.articles.changes()}


@pytest.mark.parametrize("turn", range(len(SPELLINGS)))
def test_twelve_aliases_are_fetched_once_by_the_plainest(store: Store, turn: int) -> None:
    """Whichever alias comes first, the plainest is fetched, and every one of them has the history."""
    urls = [canonical_url(each) for each in SPELLINGS[turn:] + SPELLINGS[:turn]]
    for number, url in enumerate(urls):
        offered(store, ListingEntry(url=url), url=f"{HOME}feed-{number % 2}", complete=False)
    asked = claimed(store)
    store.articles.keep([fetched(asked[0], _page(asked[0], WORDS[0]))], run_id=1)

    assert ([canonical_url(ARABIC)], 1, {asked[0]}) == (asked, len(_rows(store)), {_fate(store, url) for url in urls})


def _fate(store: Store, url: str) -> str | None:
    fate = store.frontier.history(url)
    return fate.url if fate is not None else None


def test_a_redirect_leads_into_the_row(store: Store) -> None:
    """A short link and the page that it leads to are one address from then on, listed before or after."""
    offered(store, ListingEntry(url=f"{HOME}?p=12"), ListingEntry(url=f"{HOME}news/a"))
    store.frontier.claim(SOURCE.id, limit=1, at=NOW, lease=timedelta(hours=1))
    store.articles.keep([fetched(f"{HOME}?p=12", _page(f"{HOME}?p=12", WORDS[0], final=f"{HOME}news/a"))], run_id=1)
    offered(store, ListingEntry(url=f"{HOME}news/a/"), url=f"{HOME}feed", complete=False)

    assert ({f"{HOME}news/a"}, [], f"{HOME}?p=12") == (
        set(_rows(store)),
        claimed(store, limit=9),
        _fate(store, f"{HOME}news/a/"),
    )


def test_after_an_alias_that_does_not_open_another_is_tried(store: Store) -> None:
    """Where the plainest alias answers 404 and never had an article, another one that was named is fetched."""
    offered(store, ListingEntry(url=f"{HOME}news/a"), ListingEntry(url="http://www.outlet.example/news/a/"))
    first = claimed(store)
    store.articles.keep([fetched(first[0], Gone(status=404))], run_id=1)
    second = claimed(store)
    store.articles.keep([fetched(second[0], _page(second[0], WORDS[0]))], run_id=1)

    assert ([f"{HOME}news/a"], ["http://www.outlet.example/news/a/"], 1) == (first, second, len(_rows(store)))


def test_a_changed_slug_is_the_same_article() -> None:
    """One number, one text, other words in the address: one row, the same whichever came first."""
    seen: list[set[str]] = []
    for order in permutations([f"{HOME}news/123456/old-words", f"{HOME}news/123456/new-words"]):
        with store_in_memory() as other:
            for url in order:
                offered(other, ListingEntry(url=url), url=f"{HOME}feed", complete=False)
                claimed(other)
                other.articles.keep([fetched(url, _page(url, WORDS[0]))], run_id=1)
            seen.append(set(_rows(other)))

    assert [{f"{HOME}news/123456/new-words"}] * 2 == seen


def test_one_number_and_two_texts_are_two_articles(store: Store) -> None:
    """The number of a section is in the URLs of all its articles."""
    urls = [f"{HOME}section/11100/first", f"{HOME}section/11100/second"]
    offered(store, *(ListingEntry(url=each) for each in urls))
    claimed(store)
    store.articles.keep([fetched(url, _page(url, text)) for url, text in zip(urls, WORDS, strict=False)], run_id=1)

    assert set(urls) == set(_rows(store))


def test_the_number_of_a_folder_makes_no_two_articles_one(store: Store) -> None:
    """Nine articles have the number before the tenth comes with the text of the first: it has a row of its own."""
    urls = [f"{HOME}section/11100/word-{letter}" for letter in "abcdefghij"]
    texts = [" ".join(f"{letter * 3}{word}" for word in range(30)) for letter in "ابتثجحخدذ"]
    offered(store, *(ListingEntry(url=each) for each in urls))
    claimed(store)
    for url, text in zip(urls, [*texts, texts[0]], strict=True):
        store.articles.keep([fetched(url, _page(url, text))], run_id=1)

    assert set(urls) == set(_rows(store))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_claimed_identity_belongs_to_the_page_that_answers_there(store: Store, order: tuple[int, ...]) -> None:
    """Two pages that declare a third one's URL are kept under their own, in whatever order the three come."""
    owner, one, two = f"{HOME}news/a", f"{HOME}news/b", f"{HOME}news/c"
    pages = [
        fetched(owner, _page(owner, WORDS[0])),
        fetched(one, _page(one, WORDS[1], canonical=owner)),
        fetched(two, _page(two, WORDS[2], canonical=owner)),
    ]
    offered(store, *(ListingEntry(url=each) for each in (owner, one, two)))
    claimed(store)
    for each in order:
        store.articles.keep([pages[each]], run_id=1)

    assert dict(zip((owner, one, two), WORDS, strict=True)) == _rows(store)


def test_an_honest_claim_is_believed(store: Store) -> None:
    """The same article in two sections, which both name the one address: one row."""
    urls = [f"{HOME}politics/a", f"{HOME}economy/a"]
    offered(store, *(ListingEntry(url=each) for each in urls))
    claimed(store)
    store.articles.keep([fetched(url, _page(url, WORDS[0], canonical=f"{HOME}a")) for url in urls], run_id=1)

    assert [f"{HOME}a"] == list(_rows(store))
