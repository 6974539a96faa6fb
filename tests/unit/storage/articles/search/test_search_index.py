"""The search index: it keeps no text, and still an edit leaves nothing of the old text to be found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from pipelines.arabic.search.query import match, parse_query
from pipelines.arabic.search.stem import STEM_VERSION, stems
from storage.articles.search.index_writer import drop_index_row, take_index_row
from storage.articles.search.search_index import SearchFilter
from storage.records import Gone, ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, claimed, fetched, offered, read

ALL = SearchFilter()
Find = Callable[..., list[str]]


def _keep(store: Store, name: str, headline: str, body: str) -> None:
    url = HOME + name
    offered(store, ListingEntry(url=url))
    claimed(store)
    store.articles.keep([fetched(url, read(url, headline, body))], run_id=1)


@pytest.fixture
def find(store: Store) -> Find:
    def found(typed: str, which: SearchFilter = ALL, *, newest: bool = False) -> list[str]:
        matches = store.search_index.search(match(parse_query(typed)), which, limit=100, is_newest_first=newest)
        assert matches.total == len(matches.hits)
        return [each.headline for each in matches.hits]

    return found


def test_an_edited_article_is_found_by_its_new_text_alone(store: Store, find: Find) -> None:
    _keep(store, "a", "خبر", "افتتح الوزير جسرا جديدا")
    for place in ("القاهرة", "بيروت", "الرباط"):
        _keep(store, "a", "خبر", f"افتتح الوزير مدرسة في {place}")

    assert [["خبر"], ["خبر"], [], [], []] == [find(each) for each in ("الرباط", "الوزير", "بيروت", "القاهرة", "الجسر")]


def test_a_headline_counts_more_than_a_body(store: Store, find: Find) -> None:
    _keep(store, "a", "خبر من المدينة", "زار المهرجان ألف زائر")
    _keep(store, "b", "المهرجان يبدأ", "زار المدينة ألف زائر")

    assert ["المهرجان يبدأ", "خبر من المدينة"] == find("المهرجان")


def test_withdrawn_articles_are_shown_when_asked_for(store: Store, find: Find) -> None:
    _keep(store, "a", "خبر سحب", "زار المهرجان ألف زائر")
    store.articles.keep([fetched(HOME + "a", Gone(status=410), at=NOW + timedelta(days=1))], run_id=1)

    assert [[], ["خبر سحب"]] == [find("المهرجان"), find("المهرجان", SearchFilter(with_withdrawn=True))]


def test_copies_are_left_out_when_asked_for(store: Store, find: Find) -> None:
    text = " ".join(f"كلمة{number} المهرجان" for number in range(60))
    _keep(store, "a", "خبر واحد", text)
    _keep(store, "b", "خبر واحد", text)

    assert [2, 1] == [len(find("المهرجان")), len(find("المهرجان", SearchFilter(originals_only=True)))]


def test_a_filter_of_dates_is_a_filter(store: Store, find: Find) -> None:
    _keep(store, "a", "خبر", "زار المهرجان ألف زائر")
    later = SearchFilter(since=NOW + timedelta(days=1))

    assert [["خبر"], [], []] == [
        find("المهرجان", SearchFilter(since=NOW, until=NOW)),
        find("المهرجان", later),
        find("المهرجان", SearchFilter(source="xx_other")),
    ]


def _rebuild(store: Store, *, version: int = STEM_VERSION) -> int:
    return sum(store.search_index.rebuild(lambda text: " ".join(stems(text)), version=version))


def test_a_rebuilt_index_finds_the_same(store: Store, find: Find) -> None:
    """Also what was edited before it, and what is kept after it."""
    _keep(store, "a", "خبر أول", "افتتح الوزير جسرا جديدا")
    _keep(store, "a", "خبر أول", "افتتح الوزير مدرسة")
    _keep(store, "b", "خبر ثان", "زار المهرجان ألف زائر")
    before = [find(each) for each in ("الوزير", "الجسر", "المهرجان")]

    assert 2 == _rebuild(store, version=STEM_VERSION + 1)
    after = [find(each) for each in ("الوزير", "الجسر", "المهرجان")]
    _keep(store, "b", "خبر ثان", "زار المعرض ألف زائر")

    assert (before, STEM_VERSION + 1, [], ["خبر ثان"]) == (
        after,
        store.search_index.stem_version(),
        find("المهرجان"),
        find("المعرض"),
    )


def test_what_changes_during_a_rebuild_is_in_it(store: Store, find: Find) -> None:
    _keep(store, "a", "خبر أول", "افتتح الوزير جسرا جديدا")
    steps = store.search_index.rebuild(lambda text: " ".join(stems(text)), version=STEM_VERSION)
    next(steps)
    _keep(store, "a", "خبر أول", "افتتح الوزير مدرسة")
    _keep(store, "b", "خبر ثان", "زار المهرجان ألف زائر")
    during = find("المدرسة")
    list(steps)

    assert (["خبر أول"], ["خبر أول"], [], ["خبر ثان"]) == (
        during,
        find("المدرسة"),
        find("الجسر"),
        find("المهرجان"),
    )


def test_a_rebuild_that_was_killed_is_begun_anew(store: Store, find: Find) -> None:
    _keep(store, "a", "خبر أول", "افتتح الوزير جسرا جديدا")
    next(store.search_index.rebuild(lambda _: "", version=9))

    assert (["خبر أول"], 1, ["خبر أول"]) == (find("الجسر"), _rebuild(store), find("الجسر"))


def test_the_index_holds_no_text(store: Store) -> None:
    """A contentless table gives nulls; the texts are in `articles` once."""
    _keep(store, "a", "خبر أول", "افتتح الوزير جسرا جديدا")
    with store.file.reading() as db:
        rows = db.execute("select headline, body from articles_fts").fetchall()

    assert [(None, None)] == rows


def test_joined_articles_have_the_row_of_the_one_that_is_kept(store: Store, find: Find) -> None:
    """The older number takes over the newer article's words; nobody has the old ones."""
    _keep(store, "a", "خبر أول", "افتتح الوزير جسرا جديدا")
    _keep(store, "b", "خبر ثان", "زار المهرجان ألف زائر")
    with store.file.writing() as db:
        take_index_row(db, 1, 2)
        drop_index_row(db, 2)

    assert (["خبر أول"], []) == (find("المهرجان"), find("الجسر"))
