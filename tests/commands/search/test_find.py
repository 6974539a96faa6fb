"""What a typed query finds: all its words, else some of them; the spelling as typed first; related words where little is found."""

from __future__ import annotations

import pytest

from crawler.search.find import SearchResult, find_articles, is_index_old
from pipelines.arabic.search.query import QueryError, parse_query
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, claimed, fetched, offered, read


def _keep(store: Store, *texts: str) -> None:
    for number, text in enumerate(texts):
        url = f"{HOME}{number}"
        offered(store, ListingEntry(url=url))
        claimed(store)
        store.articles.keep([fetched(url, read(url, f"خبر رقم {number}", text))], run_id=1)


def _find(store: Store, typed: str) -> SearchResult:
    return find_articles(store, parse_query(typed), limit=20)


def _numbers(result: SearchResult) -> list[int]:
    return [int(each.headline.split()[-1]) for each in result.hits]


def test_the_spelling_as_typed_ranks_above_what_was_derived(store: Store) -> None:
    _keep(store, "تحدث عن أمنها وحدودها", "تحدث عن الأمن والحدود", "تحدث وبالأمن والحدود بدأ")

    assert 1 == _numbers(_find(store, "الأمن"))[0]
    assert 3 == _find(store, "الأمن").total


def test_where_no_article_has_all_words_the_best_of_them_do(store: Store) -> None:
    _keep(store, "بنى المهندس جسرا فوق النهر", "عبر الصياد النهر ليلا", "لا شيء هنا")
    result = _find(store, "متى بنى المهندس سدا على النهر؟")

    assert ([0, 1], True) == (_numbers(result), result.is_partial)


def test_articles_with_all_words_come_before_those_with_some(store: Store) -> None:
    """Also where one of the words alone fills a short text."""
    _keep(store, "النهر النهر النهر", "فوق النهر القديم في شمال البلاد بنى المهندس جسرا")
    result = _find(store, "المهندس النهر")

    assert ([1, 0], 1, 1, True) == (_numbers(result), result.total, result.others, result.is_partial)


def test_related_words_are_asked_for_where_little_is_found(store: Store) -> None:
    """An adjective of a place, and a plural that only a list knows; behind what was asked for."""
    _keep(store, "زار المدن المغربية", "قرأ الكتب كلها", "سافر إلى المغرب")

    assert ([2, 0], True) == (_numbers(_find(store, "مغرب")), _find(store, "مغرب").has_relatives)
    assert [1] == _numbers(_find(store, "كتاب"))


def test_a_word_that_is_found_often_is_asked_for_alone(store: Store) -> None:
    _keep(store, "زار المدن المغربية", *(f"سافر إلى المغرب مرة {number}" for number in range(6)))
    result = _find(store, "المغرب")

    assert (6, False) == (result.total, result.has_relatives)


def test_an_unknown_source_is_said(store: Store) -> None:
    with pytest.raises(QueryError, match="'xx_none' is no source of this store"):
        _find(store, "الأمن source:xx_none")


def test_an_index_of_older_stems_is_old(store: Store) -> None:
    _keep(store, "نص")
    assert not is_index_old(store)
    list(store.search_index.rebuild(str.lower, version=1))
    assert is_index_old(store)


def test_sections_and_agencies_bound_what_is_found(store: Store) -> None:
    """A section by its words in any form, an agency by id or name; a section that no outlet has finds nothing."""
    _keep(store, "الأمن أولا", "الأمن ثانيا", "الأمن ثالثا", "الأمن رابعا")
    rows = [("السياسة الدولية", "afp", 1), ("سياسة", None, 2), ("رياضة", "reuters", 3), (None, None, 4)]
    store.file.db.executemany("update articles set section = ?, agency_id = ? where id = ?", rows)

    asked = {
        "section:سياسة": [0, 1],
        'section:"سياسة دولية"': [0],
        "section:«الدولية»": [0],
        "section:طقس": [],
        "agency:AFP": [0],
        "agency:«فرانس برس»": [0],
        "agency:رويترز section:رياضه": [2],
        "agency:رويترز section:سياسة": [],
    }
    assert asked == {field: sorted(_numbers(_find(store, f"الأمن {field}"))) for field in asked}
