"""The same texts in any order and any batches, edited, give the series of the plain definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, strategies as st

from benchmarks.quality.daily_texts import background, fixtures, gold, prayer
from storage.articles.copies import series
from storage.articles.copies.fingerprints import outlet_keys
from storage.articles.copies.similarity import SERIES, is_series_pair, similarity_of
from storage.records import ReadArticle, TextSketch
from storage.store import Store
from tests.support.stores import HOME, SOURCE, fetched, read, started_store

FEW = 3
COINS = ["دولار", "يورو", "جنيه", "ين", "فرنك", "ريال", "درهم", "دينار", "ليرة", "كرونة", "روبل"]
Series = dict[str, int | None]


def episode(number: int) -> tuple[str, str]:
    """Return one short text under headlines that differ in a figure alone."""
    return f"حلقة برنامج الصباح رقم {number}", "تبث القناة في الساعة 9 صباحا حلقة جديدة"


def rates(number: int) -> tuple[str, str]:
    """Return a table where a figure is between any two words: no three words in a row are the same."""
    return f"أسعار العملات اليوم {number}", " ".join(f"{each} {number * 11 + at}" for at, each in enumerate(COINS))


def bridge(number: int) -> tuple[str, str]:
    """Return such a table with some other words, under one of two headlines: it has some keys of several groups."""
    headline, table = rates(number)
    return (headline, episode(number)[0])[number % 2], table.replace(COINS[number % 5], "كرونة").replace(
        "ليرة", COINS[number % 3]
    )


KINDS: tuple[Callable[[int], tuple[str, str]], ...] = (
    episode,
    rates,
    bridge,
    bridge,
    gold,
    prayer,
    fixtures,
    background,
)
TEXTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 19)).map(lambda made: made[0](made[1])), min_size=2, max_size=16
)
TABLES = st.lists(
    st.tuples(st.sampled_from((rates, bridge)), st.integers(0, 19)).map(lambda made: made[0](made[1])),
    min_size=5,
    max_size=12,
)


def article(number: int, text: tuple[str, str]) -> ReadArticle:
    made = read(f"{HOME}p/{number}", *text)
    return replace(made, article=replace(made.article, source_id=SOURCE.id))


def expected(articles: dict[str, TextSketch], pairs: set[tuple[str, str]]) -> Series:
    """Return what the definition makes of all articles together: groups first, then whether each is a series."""
    keys = {url: outlet_keys(SOURCE.id, sketch) for url, sketch in articles.items()}
    group = {url: {url} for url in articles}
    for one, other in combinations(sorted(articles), 2):
        if (keys[one] & keys[other] or (one, other) in pairs) and group[one] is not group[other]:
            group[one] |= group[other]
            group |= dict.fromkeys(group[other], group[one])
    return {url: number(members, articles, keys) for url, members in group.items()}


def number(members: set[str], articles: dict[str, TextSketch], keys: dict[str, set[int]]) -> int | None:
    sketches = {articles[url] for url in members}
    texts = {(each.headline_digest, each.body_digest) for each in sketches}
    if len(texts) <= FEW and not any(
        is_series_pair(one, other, similarity_of(one, other)) for one, other in combinations(sketches, 2)
    ):
        return None
    return min(min(keys[url]) if keys[url] else int.from_bytes(articles[url].body_digest[:6]) >> 1 for url in members)


def stored(store: Store) -> tuple[Series, set[tuple[str, str]]]:
    with store.file.reading() as db:
        found = dict(db.execute("select canonical_url, series_id from articles").fetchall())
        pairs = db.execute(
            "select min(a.canonical_url, b.canonical_url), max(a.canonical_url, b.canonical_url) "
            "from duplicate_pairs p join articles a on a.id = p.a join articles b on b.id = p.b where p.kind = ?",
            (SERIES,),
        ).fetchall()
    return found, set(pairs)


@pytest.fixture(autouse=True, scope="module")
def few_are_enough() -> Iterator[None]:
    """Let groups be long with some pieces, so that the inputs cross that limit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(series, "MOST_UNLIKE", FEW)
        yield


@given(TEXTS | TABLES, TEXTS | TABLES, st.randoms(use_true_random=False), st.integers(1, 6))
def test_any_order_and_any_edit_give_the_series_of_the_definition(
    texts: list[tuple[str, str]], edits: list[tuple[str, str]], chance: Random, batch: int
) -> None:
    made = [article(each, text) for each, text in zip(count(), texts)]  # count() has no end
    chance.shuffle(made)
    urls = [each.article.canonical_url for each in made]
    changed = [article(int(chance.choice(urls).rpartition("/")[2]), text) for text in edits]
    now: dict[str, TextSketch] = {}
    with TemporaryDirectory() as folder, started_store(Path(folder) / "rasad.db") as store:
        for start in range(0, len(made), batch):
            keep(store, made[start : start + batch], now)
        first, pairs = stored(store)
        assert expected(now, pairs) == first
        for each in changed:
            keep(store, [each], now)
        last, pairs = stored(store)
        assert expected(now, pairs) == last


def keep(store: Store, articles: list[ReadArticle], now: dict[str, TextSketch]) -> None:
    store.articles.keep([fetched(each.article.canonical_url, each) for each in articles], run_id=1)
    now |= {each.article.canonical_url: each.fingerprint.sketch for each in articles}
