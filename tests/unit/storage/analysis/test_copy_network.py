"""Who copies whom: counts, shares and hours of each pair of outlets."""

from __future__ import annotations

from datetime import date

from storage.analysis.article_scope import ArticleScope
from storage.analysis.copy_network import CopyNetwork, FoundCopy, NetworkSource, copy_network, read_network
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, fetched, read


def test_each_pair_has_its_figures() -> None:
    """2 of 8 articles are a quarter; the median of 1 and 4 hours is 2.5; a copy without a day is in no day."""
    copies = [
        FoundCopy("ma_b", "ma_a", "2026-11-20", False, 1.0),
        FoundCopy("ma_b", "ma_a", None, True, 4.0),
        FoundCopy("ma_c", "ma_b", "2026-11-21", True, None),
    ]
    sources = [NetworkSource("ma_c", "ج", "ma", 3), NetworkSource("ma_b", "ب", "ma", 8), NetworkSource("ma_a", "أ", "ma", 9), NetworkSource("ma_d", "د", "ma", 9)]  # fmt: skip
    network = copy_network(copies, sources)

    assert [("ma_a", 9, 0, 2), ("ma_b", 8, 2, 1), ("ma_c", 3, 1, 0)] == [
        (each.id, each.articles, each.taken, each.given) for each in network.outlets
    ]
    assert [
        ("ma_b", "ma_a", 2, 1, 0.25, 2.5, {"2026-11-20": 1}, "2026-11-20", "2026-11-20"),
        ("ma_c", "ma_b", 1, 1, 0.333333, None, {"2026-11-21": 1}, "2026-11-21", "2026-11-21"),
    ] == [
        (
            each.source_id, each.original_source_id, each.copies, each.agency_copies, each.share, each.median_hours,
            each.days, each.first_day, each.last_day,
        )
        for each in network.links
    ]  # fmt: skip


def test_no_copies_make_no_network() -> None:
    assert CopyNetwork(outlets=(), links=()) == copy_network([], [NetworkSource("ma_a", "أ", "ma", 9)])


def _keep(store: Store) -> None:
    """Five articles: 2 copies 1 (of another outlet, with an agency), 3 copies 1 at the same outlet, 4 is withdrawn, 5 is alone."""
    store.sources.register([make_source("eg_other"), make_source("ma_third")])
    for number in range(1, 6):
        body = " ".join(f"كلمة{number}{place}" for place in range(30))
        store.articles.keep([fetched(f"{HOME}{number}", read(f"{HOME}{number}", f"خبر {number}", body))], run_id=1)
    db = store.file.db
    db.execute(
        "update articles set source_id = 'eg_other', agency_id = 'afp', published_at = '2026-11-23T15:00:00Z' where id = 2"
    )
    db.execute("update articles set source_id = 'ma_third', withdrawn_at = kept_at where id = 4")
    db.execute("update articles set duplicate_of = 1 where id between 2 and 4")


def _links(store: Store, scope: ArticleScope | None = None, **more: object) -> list[tuple[object, ...]]:
    network = read_network(store.file, scope or ArticleScope(), **more)  # type: ignore[arg-type]
    return [
        (each.source_id, each.original_source_id, each.copies, each.agency_copies, each.share, each.median_hours)
        for each in network.links
    ]


def test_withdrawn_copies_and_those_of_the_same_outlet_are_left_out(store: Store) -> None:
    _keep(store)

    assert [("eg_other", "ma_outlet", 1, 1, 1.0, 3.0)] == _links(store)


def test_copies_are_bounded_by_day_outlet_and_agency(store: Store) -> None:
    """A source is on either end, a country and a group on both."""
    _keep(store)
    every = _links(store)

    assert ([], every) == (
        _links(store, ArticleScope(until=date(2026, 11, 22))),
        _links(store, ArticleScope(since=date(2026, 11, 23))),
    )
    assert (every, every, []) == tuple(_links(store, of_source=each) for each in ("ma_outlet", "eg_other", "ma_third"))
    assert ([], []) == (_links(store, ArticleScope(country="ma")), _links(store, without_agencies=True))
    assert ([], every) == tuple(
        _links(store, ArticleScope(sources=each)) for each in (("eg_other",), ("eg_other", "ma_outlet"))
    )


def test_an_outlet_whose_original_is_older_than_the_days_has_a_name(store: Store) -> None:
    """It has no article of these days, and still gave one."""
    _keep(store)
    store.file.db.execute("update articles set local_day = '2026-11-20' where source_id = 'ma_outlet'")
    network = read_network(store.file, ArticleScope(since=date(2026, 11, 23)))

    assert [("eg_other", 1), ("ma_outlet", 0)] == [(each.id, each.articles) for each in network.outlets]
    assert "" not in {each.outlet for each in network.outlets}


def test_the_network_reads_no_text(store: Store) -> None:
    """Copies and originals come from indexes that hold no body."""
    statements: list[str] = []
    store.file.db.set_trace_callback(statements.append)
    _links(store)
    store.file.db.set_trace_callback(None)
    plans = [
        row[3]
        for statement in statements
        if "articles_counted" in statement
        for row in store.file.db.execute(f"explain query plan {statement}")
    ]

    assert [] == [step for step in plans if step.split()[1] in {"a", "c", "o"} and "COVERING INDEX" not in step]
    assert 4 <= sum("COVERING INDEX" in step for step in plans)
