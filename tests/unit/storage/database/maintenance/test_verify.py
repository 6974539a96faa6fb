"""`rasad verify` finds what is wrong between the tables; each kind is made by hand."""

from __future__ import annotations

import random

import pytest

from storage.database.maintenance.verify import damage, inconsistencies, index_problems, repair_counter
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, claimed, fetched, offered, read


def _body(seed: str) -> str:
    chance = random.Random(seed)
    return " ".join(
        chance.choice(["مدرسة", "قرية", "وزير", "مشروع", "طريق", "جسر", "طبيب", "لاعب", "كتاب", "نهر", "سد"])
        for _ in range(80)
    )


@pytest.fixture
def filled(store: Store) -> Store:
    """Return a store with three articles, one of which was edited."""
    urls = [f"{HOME}{number}" for number in (1, 2, 3)]
    offered(store, *(ListingEntry(url=each) for each in urls))
    claimed(store)
    new = [fetched(each, read(each, f"خبر {each[-1]}", _body(each))) for each in urls]
    edited = fetched(urls[0], read(urls[0], "خبر بعنوان جديد", _body("edited")))
    for outcome in (*new, edited):
        store.articles.keep([outcome], run_id=1)
    return store


def _found(store: Store) -> list[str]:
    db = store.file.db
    return [*damage(db), *inconsistencies(db), *index_problems(db)]


def test_nothing_is_wrong_with_a_store_of_ours(filled: Store) -> None:
    assert [] == _found(filled)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("update articles set duplicate_of = id where id = 2", "1 articles that are copies of themselves (2)"),
        ("update articles set duplicate_of = 4 - id where id in (1, 3)", "2 articles whose original is itself a copy (1, 3)"),
        ("update counters set value = 1 where name = 'seq'", "articles with a change number that was not given out yet"),
        ("delete from fingerprints where article_id = 3", "1 articles without a fingerprint (3)"),
        ("update frontier set article_id = null where article_id = 2", "1 articles whose address is not in the frontier (2)"),
        ("update articles set authors = '{' where id = 2", "1 articles with an address, a time or a list that cannot be read (2)"),
        ("update articles set withdrawn_at = '2026' where id = 3", "1 articles with an address, a time or a list that cannot be read (3)"),
        ("update articles set published_at = 'soon', canonical_url = 'x' where id = 1", "1 articles with an address, a time or a list that cannot be read (1)"),
        ("update frontier set state = 'zz' where id = 2", "1 addresses of the frontier in no state that there is (2)"),
        ("delete from search_rows where article_id = 1", "1 articles that search does not find (1)"),
        ("insert into articles_fts (rowid, headline, body) values (77, 'x', 'y')", "1 rows of the search index without an article (77)"),
        ("insert into copy_keys values (1, 1, 99)", "1 rows of copy_keys point to no row of articles"),
    ],
)  # fmt: skip
def test_each_kind_is_found(filled: Store, statement: str, words: str) -> None:
    """The line names how many and the first ids."""
    filled.file.db.execute("pragma foreign_keys = off")
    filled.file.db.execute(statement)

    assert [] != [each for each in _found(filled) if words in each]


def test_the_counter_of_changes_is_repaired(filled: Store) -> None:
    """It begins above the last change, so that no follower misses the next."""
    filled.file.db.execute("update counters set value = 1 where name = 'seq'")
    repair_counter(filled.file.db)

    assert [] == _found(filled)
