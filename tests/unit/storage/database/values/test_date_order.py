"""Where order decides, a day without a time counts as its end; a date that a fetch refuted does not come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage.records import AFTER_FETCH, DatePrecision, Effect, ReadArticle
from storage.store import Store
from tests.support.stores import HOME, NOW, fetched, read

BODY = " ".join(f"كلمة{n}" for n in range(80))
DAY = date(2026, 11, 22)
BEGINS, ENDS = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC)


def _of_day(name: str, body: str = BODY) -> ReadArticle:
    article = read(HOME + name, "عنوان", body)
    dated = replace(
        article.article, published_at=BEGINS, published_precision=DatePrecision.DAY, published_day=DAY, published_until=ENDS
    )  # fmt: skip
    return replace(article, article=dated)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_copy_that_prints_only_the_day_is_not_the_original(store: Store, is_first: bool) -> None:
    """The agency's report of the same evening is the original, in whatever order the two arrive."""
    agency = read(HOME + "z-agency", "عنوان", BODY, published_at=BEGINS + timedelta(hours=20))
    reads = [_of_day("a-copier"), agency] if is_first else [agency, _of_day("a-copier")]
    for each in reads:
        store.articles.keep([fetched(each.article.canonical_url, each)], run_id=1)

    assert {HOME + "a-copier": HOME + "z-agency", HOME + "z-agency": None} == {
        each.canonical_url: each.duplicate_of_url for each in store.articles.changes()
    }


def test_windows_and_the_newest_count_a_day_as_its_end(store: Store) -> None:
    """An export since that noon has the article of the day, and it is newer than one of that afternoon."""
    noon = read(HOME + "noon", "خبر", "نص آخر", published_at=BEGINS + timedelta(hours=12))
    for each in (_of_day("day"), noon):
        store.articles.keep([fetched(each.article.canonical_url, each)], run_id=1)
    since = {each.canonical_url for each in store.articles.changes(since=BEGINS + timedelta(hours=13))}

    assert ({HOME + "day"}, [HOME + "day", HOME + "noon"]) == (
        since,
        [each.canonical_url for each in store.articles.latest(limit=2)],
    )


def test_precision_and_day_are_kept(store: Store) -> None:
    """They come back as they were written."""
    store.articles.keep([fetched(HOME + "day", _of_day("day"))], run_id=1)
    row = next(iter(store.articles.changes()))

    assert (BEGINS, DatePrecision.DAY, DAY) == (row.published_at, row.published_precision, row.published_day)


def test_a_date_that_the_first_fetch_refuted_does_not_come_back(store: Store) -> None:
    """An hour later the declared time has come, but the article was there before it: nothing changes."""
    first = read(HOME + "a", "عنوان", BODY, published_at=None)
    first = replace(first, article=replace(first.article, published_from=AFTER_FETCH))
    again = read(HOME + "a", "عنوان", BODY, published_at=datetime.now(UTC) + timedelta(hours=1))
    again = replace(again, article=replace(again.article, published_from="json-ld"))
    store.articles.keep([fetched(HOME + "a", first)], run_id=1)
    effects = [each.effect for each in store.articles.keep([fetched(HOME + "a", again, at=NOW)], run_id=1)]
    row = next(iter(store.articles.changes()))

    assert ([Effect.UNCHANGED], None, AFTER_FETCH) == (effects, row.published_at, row.published_from)
