"""Two groups of articles share nothing, are drawn the same way each time, and leave out what no analysis counts."""

from __future__ import annotations

from datetime import date

from pipelines.arabic.search.query import match, parse_query
from storage.analysis.article_scope import ArticleScope
from storage.analysis.drawn_texts import TextGroups, draw_texts, texts_of
from storage.store import Store
from tests.support.stores import HOME, fetched, read

_WORDS = ("نهر", "جبل", "بحر", "سهل", "واد", "تل", "غاب", "رمل", "ثلج", "صخر")


def _keep(store: Store, count: int) -> None:
    for number in range(count):
        body = " ".join(f"{word}{number}" for word in _WORDS) + (" الأمن" if number % 2 else " السلام")
        store.articles.keep([fetched(f"{HOME}{number}", read(f"{HOME}{number}", f"خبر {number}", body))], run_id=1)


def _ids(store: Store, *, most: int = 100, **of: object) -> list[tuple[int, ...]]:
    groups = TextGroups(**{"frame": ArticleScope(), "focus": ArticleScope(), "match": None, **of})  # type: ignore[arg-type]
    return [tuple(sorted(each.ids)) for each in draw_texts(store.file, groups, most=most)]


def test_what_does_not_fit_the_query_is_the_rest(store: Store) -> None:
    _keep(store, 6)

    assert [(2, 4, 6), (1, 3, 5)] == _ids(store, match=match(parse_query("الأمن")))


def test_withdrawn_articles_copies_and_other_places_are_in_neither(store: Store) -> None:
    """One without a day is in neither, too, where the query names days."""
    _keep(store, 6)
    store.file.db.execute("update articles set withdrawn_at = kept_at where id = 1")
    store.file.db.execute("update articles set duplicate_of = 4 where id = 2")
    store.file.db.execute("update articles set local_day = null where id = 3")
    store.file.db.execute("update articles set local_day = '2026-11-20' where id = 4")
    week = ArticleScope(until=date(2026, 11, 21))

    assert [(4,), (2, 5, 6)] == _ids(store, focus=week)
    assert [(4,), (5, 6)] == _ids(store, focus=week, frame=ArticleScope(originals_only=True))
    assert [(4,), ()] == _ids(store, focus=week, frame=week)
    assert [(), ()] == _ids(store, frame=ArticleScope(country="eg"))
    assert [(2, 3, 4, 5, 6), ()] == _ids(store, focus=ArticleScope(source="ma_outlet"))


def test_a_draw_is_the_same_each_time_and_says_of_how_many(store: Store) -> None:
    _keep(store, 40)
    groups = TextGroups(frame=ArticleScope(), focus=ArticleScope(), match=match(parse_query("الأمن")))
    first, again = (draw_texts(store.file, groups, most=5) for _ in range(2))
    more = draw_texts(store.file, groups, most=10)

    assert first == again
    assert [(5, 20), (5, 20)] == [(len(each.ids), each.articles) for each in first]
    assert [True, True] == [set(few.ids) < set(many.ids) for few, many in zip(first, more, strict=True)]
    assert first[0].ids != tuple(range(2, 12, 2))


def test_an_article_that_is_gone_is_passed_over(store: Store) -> None:
    _keep(store, 2)
    (drawn, _) = draw_texts(store.file, TextGroups(frame=ArticleScope(), focus=ArticleScope(), match=None), most=9)
    store.file.db.execute("pragma foreign_keys = off")
    store.file.db.execute("delete from articles where id = 1")

    assert ["خبر 1"] == [text.partition("\n")[0] for text in texts_of(store.file, drawn)]
