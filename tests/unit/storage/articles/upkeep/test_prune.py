"""What is over its time goes, and only that; followers learn of articles, and no URL is fetched again for it."""

from __future__ import annotations

from datetime import timedelta

from pipelines.stages.fingerprint import digests
from storage.articles.upkeep.prune import PruneLimits
from storage.database.maintenance.verify import changed_texts, damage, inconsistencies, index_problems
from storage.records import Fetched, ListingEntry, Page, Quarantined
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, offered, read, store_in_memory

DAY = timedelta(days=1)
TEXT = "قال الوزير إن البرنامج الجديد سيبدأ في القرى البعيدة قبل نهاية السنة.\n\nوأضاف أن الميزانية كافية رقم {n}."
ALL_TABLES = dict.fromkeys(("sightings", "fetches", "quarantine", "revisions"), NOW + DAY)


def _url(number: int) -> str:
    return f"{HOME}news/{number}"


def _kept(store: Store, number: int, *, copy_of: int | None = None, again: str = "") -> int:
    offered(store, ListingEntry(url=_url(number)))
    text = TEXT.format(n=copy_of or number) + again
    headline = f"البرنامج الجديد رقم {copy_of or number} في الجهة {'أ' * (copy_of or number)}"
    (result,) = store.articles.keep([fetched(_url(number), read(_url(number), headline, text))], run_id=1)
    assert result.article_id is not None
    return result.article_id


def _wrong(store: Store) -> list[str]:
    db = store.file.db
    changed = [each for _count, found in changed_texts(db, digests) for each in found]
    return [*damage(db), *inconsistencies(db), *index_problems(db), *map(str, changed)]


def _removed(store: Store, limits: PruneLimits) -> int:
    total = 0
    while count := store.retention.remove_articles(limits, at=NOW + DAY):
        total += count
    return total


def _now(store: Store, at: str) -> None:
    store.file.db.execute("update articles set kept_at = ?", (at,))


def test_articles_go_by_the_licence_of_their_outlet() -> None:
    """Those of another licence stay; what is left is consistent, and the number is not given out again."""
    with store_in_memory() as store:
        numbers = [_kept(store, each) for each in range(1, 4)]
        _kept(store, 1, again="\n\nوختم كلامه بالشكر.")
        _now(store, "2026-10-01T00:00:00Z")
        last = store.articles.last_seq()
        other = PruneLimits(tables={}, articles={"read, index": NOW})
        mine = PruneLimits(tables={}, articles={None: NOW})

        counts = store.retention.count(mine)
        none, removed = _removed(store, other), _removed(store, mine)
        records = list(store.articles.changes(after_seq=last))
        new = _kept(store, 9)

        assert (0, 3, 3) == (none, removed, counts[0].rows)
        assert counts[0].bytes > 300
        assert [SOURCE.id] == store.retention.sources_of(PruneLimits(tables={}, articles={None: NOW + 400 * DAY}))
        assert {(number, _url(each), None) for each, number in enumerate(numbers, 1)} == {
            (each.id, each.canonical_url, each.body) for each in records
        }
        assert all(each.withdrawn_at is not None for each in records)
        assert new > max(numbers)
        assert [] == _wrong(store)


def test_a_removed_article_is_not_fetched_again() -> None:
    """Its listing may name it for years: its URL stays known, and nothing is due."""
    with store_in_memory() as store:
        _kept(store, 1)
        _now(store, "2026-10-01T00:00:00Z")
        _removed(store, PruneLimits(tables={}, articles={None: NOW}))
        offered(store, ListingEntry(url=_url(1)), at=NOW + 2 * DAY)
        history = store.frontier.history(_url(1))

        assert [] == claimed(store, at=NOW + 60 * DAY)
        assert history is not None
        assert ("rejected", "pruned") == (history.state, history.reason)


def test_the_copy_of_a_removed_original_becomes_one() -> None:
    """A younger copy stays, as the original of what is left, and exports learn of that, too."""
    with store_in_memory() as store:
        first, second, third = _kept(store, 1), _kept(store, 5, copy_of=1), _kept(store, 6, copy_of=1)
        before = store.file.db.execute("select id, duplicate_of from articles order by id").fetchall()
        store.file.db.execute("update articles set kept_at = '2026-10-01T00:00:00Z' where id = ?", (first,))
        last = store.articles.last_seq()
        _removed(store, PruneLimits(tables={}, articles={None: NOW}))
        after = store.file.db.execute("select id, duplicate_of from articles order by id").fetchall()

        assert [(first, None), (second, first), (third, first)] == before
        assert [(second, None), (third, second)] == after
        assert {first, second, third} == {each.id for each in store.articles.changes(after_seq=last)}
        assert [] == _wrong(store)


def test_rows_beside_articles_go_by_age() -> None:
    """What a listing still names stays, whatever its age; the articles stay."""
    with store_in_memory() as store:
        _kept(store, 1)
        _kept(store, 1, again="\n\nوختم كلامه بالشكر.")
        page = Page(requested_url=_url(2), final_url=_url(2), body=b"<p>", content_type=None, fetched_at=NOW)
        offered(store, ListingEntry(url=_url(1)), ListingEntry(url=_url(2)))
        broken = Quarantined(reason="time: not read", page=page)
        store.articles.keep([Fetched(url=_url(2), source_id=SOURCE.id, fetched_at=NOW, outcome=broken)], run_id=1)
        offered(store, ListingEntry(url=_url(1)), at=NOW + timedelta(hours=2))
        limits = PruneLimits(tables=ALL_TABLES, articles={})

        counts = {each.table: each.rows for each in store.retention.count(limits)}
        store.retention.remove_rows(limits)
        left = {each.table: each.rows for each in store.retention.count(limits)}
        named = store.file.db.execute("select url from sightings").fetchall()

        assert {"sightings": 1, "fetches": 2, "quarantine": 1, "revisions": 1} == counts
        assert dict.fromkeys(ALL_TABLES, 0) == left
        assert [(_url(1),)] == named
        assert 1 == store.articles.summary().articles
        assert [] == _wrong(store)


def test_a_joined_article_is_told_with_the_one_that_it_was_joined_with() -> None:
    """Its number leads nowhere any more: followers get it as gone, too."""
    with store_in_memory() as store:
        number, other = _kept(store, 1), _kept(store, 2)
        with store.file.writing() as db:
            db.execute("update counters set value = value + 1 where name = 'seq'")
            db.execute(
                "insert into removed_articles (article_id, seq, joined_into, canonical_url, at) values (?, ?, ?, ?, ?)",
                (77, store.articles.last_seq(), number, _url(77), "2026-10-01T00:00:00Z"),
            )
        store.file.db.execute("update articles set kept_at = '2026-10-01T00:00:00Z' where id = ?", (number,))
        last = store.articles.last_seq()
        _removed(store, PruneLimits(tables={}, articles={None: NOW}))
        records = [each for each in store.articles.changes(after_seq=last) if each.id != other]  # it was a copy
        told = {(each.id, each.canonical_url, each.joined_into) for each in records}

        assert {(77, _url(77), None), (number, _url(number), None)} == told
        assert [other] == [row[0] for row in store.file.db.execute("select id from articles")]


def test_nothing_is_over_where_nothing_is_set() -> None:
    """Without limits all stays."""
    with store_in_memory() as store:
        _kept(store, 1)
        limits = PruneLimits(tables={}, articles={})
        store.retention.remove_rows(limits)

        assert ([], 0, [], 1) == (
            store.retention.count(limits),
            _removed(store, limits),
            store.retention.sources_of(limits),
            store.articles.summary().articles,
        )
