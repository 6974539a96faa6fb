"""Views and columns for SQL: they follow what is written, count without the texts, and leave withdrawn articles out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database.schema import migrations
from storage.records import DatePrecision, Fetched, Gone, ListingEntry, ReadArticle
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, SOURCE, fetched, offered, read, started_store

_SELECT = "select local_day, local_hour, local_weekday, hijri_day, agency_id from articles order by id"


def _read(
    name: str, headline: str = "وزير الصحة يزور المستشفى الجديد", body: str = "", **fields: object
) -> ReadArticle:
    article = read(HOME + name, headline, body or f"النص الأول للخبر رقم {name} عن المستشفى الجديد في المدينة")
    return replace(article, article=replace(article.article, **fields))  # type: ignore[arg-type]


def _keep(store: Store, *reads: ReadArticle, at: datetime = NOW) -> None:
    kept = [fetched(each.article.requested_url, each, at=at) for each in reads]
    store.articles.keep(kept, run_id=1)


def _rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    return list(store.file.db.execute(sql).fetchall())


def test_an_article_is_written_with_the_outlets_time_and_its_agency(store: Store) -> None:
    """23:30 UTC is the next day in Rabat; the byline's agency counts where no other is credited."""
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    _keep(store, _read("a", published_at=late, agency="ا.ف.ب"), _read("b", published_at=late, byline="روما- رويترز"))

    assert [("2026-11-23", 0, 1, "1448-06-13", "afp"), ("2026-11-23", 0, 1, "1448-06-13", "reuters")] == _rows(
        store, _SELECT
    )


def test_the_columns_follow_a_change_of_the_article(store: Store) -> None:
    """Another date and another credit without another text: no revision, and the columns are right again."""
    _keep(store, _read("a", agency="أ ف ب"))
    day = date(2026, 11, 20)
    _keep(store, _read("a", published_at=None, published_day=day, published_precision=DatePrecision.DAY))

    assert [("2026-11-20", None, 5, "1448-06-10", None)] == _rows(store, _SELECT)


def test_the_days_of_an_outlet_follow_its_zone(store: Store) -> None:
    """A source file that is mended gives the older articles the hours of the new zone, and no other source's."""
    store.sources.register([make_source("ma_other")])
    _keep(store, _read("a"), _read("b", source_id="ma_other"))
    store.sources.register([replace(SOURCE, timezone="Asia/Dubai"), make_source("ma_other")])

    assert [("ma_other", 13), ("ma_outlet", 16)] == _rows(
        store, "select source_id, local_hour from articles order by 1"
    )


def test_views_leave_withdrawn_articles_out(store: Store) -> None:
    """Of two articles, one was taken down: one is in each view, and `by_outlet` says how many were withdrawn."""
    entry = _read(
        "b", "بلاغ عن حالة الطقس في الأقاليم الجنوبية", "نص آخر عن الطقس والرياح في الجنوب هذا اليوم", agency="واس"
    )
    offered(store, ListingEntry(url=HOME + "a"), ListingEntry(url=HOME + "b"))
    _keep(store, _read("a", agency="واس"), entry)
    gone = Fetched(url=HOME + "b", source_id=SOURCE.id, fetched_at=NOW + timedelta(days=1), outcome=Gone(status=410))
    store.articles.keep([gone], run_id=1)
    counts = _rows(
        store,
        "select (select count(*) from latest), (select count(*) from originals), (select sum(articles) from by_day), "
        "(select sum(articles) from agency_share)",
    )

    assert ([(1, 1, 1, 1)], [(1, 1, 1)]) == (
        counts,
        _rows(store, "select articles, agency_articles, withdrawn from by_outlet"),
    )


def test_corrections_have_each_step(store: Store) -> None:
    """Three texts make two steps, the headline changed in the first and the text in the second."""
    _keep(store, _read("a", "العنوان الأول للخبر", "النص الأول للخبر"))
    _keep(store, _read("a", "العنوان الثاني للخبر", "النص الأول للخبر"), at=NOW + timedelta(hours=1))
    _keep(store, _read("a", "العنوان الثاني للخبر", "النص الأول للخبر وزيادة"), at=NOW + timedelta(hours=2))
    sql = (
        "select revision, headline_before, headline_after, is_headline_changed, is_body_changed, length_change "
        "from corrections order by revision"
    )

    assert [
        (1, "العنوان الأول للخبر", "العنوان الثاني للخبر", 1, 0, 0),
        (2, "العنوان الثاني للخبر", "العنوان الثاني للخبر", 0, 1, len(" وزيادة")),
    ] == _rows(store, sql)


def test_copies_have_their_original_and_the_hours_between(store: Store) -> None:
    """The same text two and a half hours later in another outlet."""
    store.sources.register([make_source("ma_other")])
    text = " ".join(f"كلمة{number}" for number in range(60))
    _keep(
        store,
        _read("a", body=text),
        _read("b", body=text, source_id="ma_other", published_at=NOW + timedelta(hours=2.5)),
    )

    assert [("ma_other", "ma_outlet", "exact", 1.0, 2.5)] == _rows(
        store, "select source_id, original_source_id, kind, similarity, hours_later from copies"
    )


def test_shares_have_their_denominator(store: Store) -> None:
    """Three of four articles of a day are of one outlet; one of its three credits an agency."""
    store.sources.register([make_source("ma_other")])
    texts = [" ".join(f"{word}{number}" for number in range(20)) for word in ("بيت", "نهر", "جبل", "بحر")]
    reads = [_read(f"a{n}", f"خبر {text[:3]} وحده", text) for n, text in enumerate(texts)]
    other = replace(reads[3], article=replace(reads[3].article, source_id="ma_other"))
    credited = replace(reads[0], article=replace(reads[0].article, agency="و م ع"))
    _keep(store, credited, *reads[1:3], other)

    assert [("ma_other", 1, 4, 0.25), ("ma_outlet", 3, 4, 0.75)] == _rows(
        store, "select source_id, articles, day_articles, share from by_day order by 1"
    )
    assert [("ma_outlet", "map", 1, 3, 0.3333)] == _rows(
        store, "select source_id, agency_id, articles, outlet_articles, share from agency_share"
    )


@pytest.mark.parametrize(
    ("polled_days_later", "silent"), [(1, []), (8, []), (9, [("ma_outlet", "2026-11-23", 9, 2.8)])]
)
def test_silence_is_measured_from_the_last_poll(store: Store, polled_days_later: int, silent: list[object]) -> None:
    """Ten articles in four weeks: their usual gap is 2.8 days, and three such gaps are no silence yet."""
    for number in range(10):
        _keep(store, _read(f"a{number}", f"خبر رقم {number}", " ".join(f"ك{number}{each}" for each in range(9)),
                           published_at=NOW - timedelta(hours=number)))  # fmt: skip
    polled = (NOW + timedelta(days=polled_days_later)).strftime("%Y-%m-%dT%H:%M:%SZ")
    store.file.db.execute(
        "insert into poll_schedule (source_id, began_at, polled_at, next_poll_at, failure_score, next_poll_reason, carry, polls) "
        "values (?, ?, ?, ?, 0, '', 0, 1)", (SOURCE.id, polled, polled, polled),
    )  # fmt: skip

    assert silent == _rows(store, "select source_id, last_day, days_silent, usual_gap from silent_outlets")


_COUNTS = (
    "select source_id, count(*) from articles where withdrawn_at is null group by 1",
    "select local_day, count(*) from articles where withdrawn_at is null and duplicate_of is null group by 1",
    "select local_hour, count(*) from originals where local_day >= '2026-11-01' group by 1",
    "select substr(hijri_day, 1, 7), count(*) from originals group by 1",
    "select section, agency_id, language, kind, avg(words) from originals where series_id is null group by 1, 2, 3, 4",
    "select * from by_day",
    "select * from by_outlet",
    "select * from agency_share",
    "select * from silent_outlets",
)


@pytest.fixture(scope="module")
def large_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store of three thousand articles to tests that only read."""
    with started_store(tmp_path_factory.mktemp("large") / "rasad.db") as store:
        _add_many(store, 3000)
        yield store


def test_counting_walks_no_texts(store: Store) -> None:
    """Every query that counts reads the articles from an index alone, with three thousand of them and no statistics."""
    _add_many(store, 3000)
    steps = {sql: _steps(store, sql) for sql in _COUNTS}

    assert ([], []) == (
        [sql for sql, found in steps.items() if not found],
        [(sql, each) for sql, found in steps.items() for each in found if "COVERING INDEX" not in each],
    )


def _steps(store: Store, sql: str) -> list[str]:
    """Return the steps of a plan that read articles, those by their number aside."""
    plan = [str(row[3]) for row in store.file.db.execute(f"explain query plan {sql}")]
    read = [each for each in plan if each.startswith(("SCAN a", "SEARCH a"))]
    return [each for each in read if "AUTOMATIC" not in each and "INTEGER PRIMARY KEY" not in each]


def test_the_newest_are_found_without_sorting(store: Store) -> None:
    """`latest` with a limit reads the first rows of an index."""
    plan = [str(row[3]) for row in store.file.db.execute("explain query plan select headline from latest limit 20")]

    assert (True, []) == ("SCAN a USING INDEX articles_dated" in plan, [each for each in plan if "TEMP B-TREE" in each])


def _add_many(store: Store, number: int) -> None:
    store.file.db.execute(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < ?) "
        "insert into articles (id, seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, "
        "language, fetched_at, kept_at, words, kind, local_day, local_hour) select i, i, ?, i, i, i, 'h', '[]', '[]', "
        "printf('%.3000c', 'x'), 'ar', '', '', 1, 'article', date('2026-01-01', i || ' hours'), i % 24 from n",
        (number, SOURCE.id),
    )


def test_older_rows_get_what_follows_from_them(tmp_path: Path) -> None:
    """A store of the version before: times in the zone of their source, agencies by all spellings, nothing invented."""
    path = tmp_path / "rasad.db"
    connection = sqlite3.connect(path)
    migrations().apply(Database(connection), stop_before="m017_reader_views")
    connection.execute("pragma user_version = 16")
    connection.execute("insert into sources values ('a', 'ا', null, 'ae', '', 'ar', 'Asia/Dubai', null, 0, 0)")
    rows = [
        ("2026-11-22T22:30:00Z", None, None, "فرانس برس"),
        ("2026-11-22T22:30:00Z", "minute", "2026-11-23", None),
        ("2026-11-23T00:00:00Z", "day", "2026-11-23", "وكالات"),
        (None, None, None, "وكالة لا نعرفها"),
    ]
    connection.executemany(
        "insert into articles (seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, language, "
        "fetched_at, kept_at, words, kind, published_at, published_precision, published_day, agency) values "
        "(?1, 'a', ?1, '', '', '', '[]', '[]', '', 'ar', '', '', 1, 'article', ?2, ?3, ?4, ?5)",
        [(number, *row) for number, row in enumerate(rows)],
    )
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        found = _rows(store, "select local_day, local_hour, agency_id from articles order by seq")

    assert [
        ("2026-11-23", 2, "afp"),
        ("2026-11-23", 2, None),
        ("2026-11-23", None, "agencies"),
        (None, None, None),
    ] == found
