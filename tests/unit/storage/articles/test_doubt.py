"""The doubt of a text is kept with it, and is no fact of the outlet."""

from __future__ import annotations

from dataclasses import replace

from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, claimed, fetched, offered, read


def _keep(store: Store, doubt: float) -> None:
    offered(store, ListingEntry(url=HOME + "1"))
    claimed(store)
    plain = read(HOME + "1", "عنوان", "رفعت الجلسة بعد أن صوت الأعضاء على البند الأخير.")
    store.articles.keep([fetched(HOME + "1", replace(plain, article=replace(plain.article, doubt=doubt)))], run_id=1)


def test_the_doubt_comes_back(store: Store) -> None:
    """As a number from 0 to 1."""
    _keep(store, 0.25)

    assert [0.25] == [each.doubt for each in store.articles.changes()]


def test_another_doubt_alone_is_no_change(store: Store) -> None:
    """The text is the same, so exports do not deliver it again."""
    _keep(store, 0.25)
    before = [each.seq for each in store.articles.changes()]
    _keep(store, 0.5)

    assert before == [each.seq for each in store.articles.changes()]
