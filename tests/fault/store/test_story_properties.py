"""The same articles in any order and any batches, edited and moved, give the same stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, strategies as st

from benchmarks.stories.grouping import DatedArticle, by_rasad, group
from crawler.newsroom.content.events import EventArticle, event_articles
from crawler.newsroom.content.outlets import outlets
from crawler.newsroom.content.pieces import NEWEST
from storage.database.values.url_key import url_key
from storage.records import DatePrecision, Fetched, ReadArticle
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import NOW, fetched, new_store, read

EVERY = event_articles(outlets(5), 9)
EVENTS = [each for each in EVERY if each.event < 6]
OTHERS = EVERY[len(EVENTS) :]
SOURCES = {each.outlet_id: make_source(each.outlet_id) for each in EVERY}
Stories = frozenset[frozenset[str]]


def address(number: int) -> str:
    return f"https://{EVENTS[number].outlet_id.replace('_', '-')}.example/news/{number}"


def article(number: int, *, hours: float = 0.0, text: EventArticle | None = None) -> ReadArticle:
    event = EVENTS[number]
    at = NEWEST + timedelta(hours=round(event.hours / 12 + hours))  # many within a day, some at one moment
    made = read(address(number), (text or event).headline, (text or event).body, published_at=at)
    return replace(
        made, article=replace(made.article, source_id=event.outlet_id, published_precision=DatePrecision.MINUTE)
    )


def expected(articles: list[ReadArticle]) -> Stories:
    """Return what the rule makes of all articles together, without a store."""
    dated = [
        DatedArticle(
            id=f"{url_key(each.article.canonical_url):020} {each.article.canonical_url}",
            source=each.article.source_id,
            at=each.article.published_at,
            headline=each.article.headline,
            fingerprint=each.fingerprint,
        )
        for each in articles
        if each.article.published_at is not None
    ]
    found: dict[str, set[str]] = {}
    for name, story in group(dated, by_rasad).items():
        found.setdefault(story, set()).add(name.partition(" ")[2])
    return frozenset(map(frozenset, found.values()))


@cache
def in_one_go() -> Stories:
    return expected([article(each) for each in range(len(EVENTS))])


def test_rule_makes_stories_of_these_articles() -> None:
    """Or the properties would say nothing."""
    assert 3 <= sum(len(each) > 1 for each in in_one_go())


def stored(store: Store) -> Stories:
    with store.file.reading() as db:
        rows = db.execute("select story_id, canonical_url from story_members").fetchall()
        assert [] == db.execute("select 1 from story_articles where story_id is null").fetchall()
    found: dict[int, set[str]] = {}
    for story, url in rows:
        found.setdefault(story, set()).add(url)
    return frozenset(map(frozenset, found.values()))


def store_with(folder: str) -> tuple[Store, int]:
    store = new_store(Path(folder) / "rasad.db")
    store.sources.register(list(SOURCES.values()))
    return store, store.runs.start(at=NOW, command="crawl", pid=1)


@given(st.randoms(use_true_random=False), st.integers(1, 20))
def test_any_order_and_any_batches_give_the_stories_of_the_rule(chance: Random, batch: int) -> None:
    numbers = list(range(len(EVENTS)))
    chance.shuffle(numbers)
    with TemporaryDirectory() as folder:
        store, run = store_with(folder)
        with store:
            for start in range(0, len(numbers), batch):
                keep(store, [article(each) for each in numbers[start : start + batch]], run)
            assert in_one_go() == stored(store)


@given(st.randoms(use_true_random=False))
def test_new_dates_and_new_texts_change_stories_as_if_they_had_been_there_at_first(chance: Random) -> None:
    numbers = list(range(len(EVENTS)))
    chance.shuffle(numbers)
    with TemporaryDirectory() as folder:
        store, run = store_with(folder)
        with store:
            keep(store, [article(each) for each in numbers], run)
            moved = {each: article(each, hours=chance.choice((-200, -30, 30, 200))) for each in numbers[:5]}
            moved |= {each: article(each, text=chance.choice(OTHERS)) for each in numbers[5:7]}
            for each in moved.values():
                keep(store, [each], run)
            assert expected([moved.get(each) or article(each) for each in numbers]) == stored(store)


def keep(store: Store, articles: list[ReadArticle], run: int) -> None:
    store.articles.keep([fetch(each) for each in articles], run_id=run)


def fetch(each: ReadArticle) -> Fetched:
    return replace(fetched(each.article.canonical_url, each), source_id=each.article.source_id)
