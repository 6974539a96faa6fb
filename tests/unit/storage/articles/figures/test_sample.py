"""Samples are the same each time, in proportion to their strata, and nobody's numbers decide them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.articles.figures.sample import ArticleSample, SampleFrame, Stratum, draw_sample, proportional
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import new_store
from tests.support.tables import every_row

_SOURCES = ("ma_large", "ma_middle", "ma_small")
_INSERT = (
    "insert into articles (id, seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, "
    "language, fetched_at, kept_at, words, kind, local_day, duplicate_of, withdrawn_at) values (?1, ?1, ?2, ?3, '', '', ?3, "
    "'[]', '[]', '', 'ar', '', '', 1, 'article', ?4, ?5, ?6)"
)


def _filled(path: Path, *, is_backwards: bool) -> Store:
    """Return a store with 60, 30 and 10 articles of three outlets over ten days, and with a copy and a withdrawn one."""
    store = new_store(path)
    store.sources.register([make_source(each) for each in _SOURCES])
    names = [(source, n) for source, count in zip(_SOURCES, (60, 30, 10), strict=True) for n in range(count)]
    rows = [(source, f"{source}/{n}", f"2026-11-{n % 10 + 10}") for source, n in names]
    ordered = rows[::-1] if is_backwards else rows
    store.file.db.executemany(_INSERT, [(at, *row, None, None) for at, row in enumerate(ordered, start=1)])
    store.file.db.execute(_INSERT, (900, "ma_small", "copy", "2026-11-10", 1, None))
    store.file.db.execute(_INSERT, (901, "ma_small", "withdrawn", "2026-11-10", None, "2026-11-11T00:00:00Z"))
    return store


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with _filled(tmp_path / "rasad.db", is_backwards=False) as store:
        yield store


def _urls(sample: ArticleSample) -> list[str]:
    return [each.canonical_url for each in sample.articles]


def test_the_numbers_of_articles_do_not_decide(filled: Store, tmp_path: Path) -> None:
    """The same articles kept in another order give the same sample in the same order; another seed gives another."""
    with _filled(tmp_path / "other.db", is_backwards=True) as other:
        samples = [
            _urls(draw_sample(each.file, SampleFrame(), number=20, seed=seed, by=["outlet"]))
            for each, seed in ((filled, "7"), (other, "7"), (filled, "8"))
        ]

    assert (20, True, False) == (len(set(samples[0])), samples[0] == samples[1], samples[0] == samples[2])


def test_each_stratum_gets_its_share(filled: Store) -> None:
    """Of 60, 30 and 10 articles, ten are six, three and one, and each represents ten."""
    drawn = draw_sample(filled.file, SampleFrame(), number=10, seed="7", by=["outlet"])

    assert (Counter(ma_large=6, ma_middle=3, ma_small=1), {10.0}, 100, 3) == (
        Counter(each.source_id for each in drawn.articles),
        {each.weight for each in drawn.articles},
        drawn.frame_articles,
        drawn.strata,
    )


def test_a_larger_sample_has_the_smaller_one_in_it(filled: Store) -> None:
    """More articles of the same seed are the same and more, where there are no strata."""
    small, large = (_urls(draw_sample(filled.file, SampleFrame(), number=n, seed="7", by=[])) for n in (10, 30))

    assert small == large[:10]


def test_what_is_drawn_from(filled: Store) -> None:
    """Withdrawn articles never, copies when asked for, the days of the outlet, one source."""
    days = SampleFrame(since=date(2026, 11, 10), until=date(2026, 11, 11))
    counts = [
        draw_sample(filled.file, frame, number=1000, seed="", by=[]).frame_articles
        for frame in (SampleFrame(), SampleFrame(with_copies=True), days, SampleFrame(source="ma_small"))
    ]

    assert [100, 101, 20, 10] == counts


def test_weeks_are_those_of_iso_8601(filled: Store) -> None:
    """2026-11-15 is a Sunday: the last day of its week."""
    drawn = draw_sample(filled.file, SampleFrame(), number=1000, seed="", by=["week"])

    assert {each.stratum for each in drawn.articles if each.local_day in {"2026-11-15", "2026-11-16"}} == {
        ("2026-W46",),
        ("2026-W47",),
    }


@every_row(
    ("sizes", "number", "shares"),
    [
        ({("a",): 5, ("b",): 5}, 3, {("a",): 2, ("b",): 1}),
        ({("a",): 1, (None,): 1}, 1, {("a",): 0, (None,): 1}),
        ({("a",): 2, ("b",): 1}, 10, {("a",): 2, ("b",): 1}),
        ({("a",): 98, ("b",): 1, ("c",): 1}, 2, {("a",): 2, ("b",): 0, ("c",): 0}),
        ({}, 5, {}),
    ],
)
def test_shares_are_rounded_so_that_their_sum_is_right(
    sizes: dict[Stratum, int], number: int, shares: dict[Stratum, int]
) -> None:
    """Largest remainders; no stratum gets more than it has."""
    assert shares == proportional(sizes, number)
