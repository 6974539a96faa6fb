"""Attention: shares with their denominators, by periods that a calendar has, marked where they say little."""

from __future__ import annotations

from datetime import date

from pipelines.arabic.search.query import match, parse_query
from storage.analysis.article_scope import ArticleScope
from storage.analysis.attention import AttentionRow, DayCount, ShareCaution, attention, count_days
from storage.analysis.periods import SeriesPeriod
from storage.store import Store
from tests.support.stores import HOME, fetched, read
from tests.support.tables import every_row


def _count(day: str | None, articles: int, matches: int, source: str = "ma_a") -> DayCount:
    return DayCount(source, source.upper(), date.fromisoformat(day) if day else None, articles, matches)


def _shown(row: AttentionRow) -> tuple[object, ...]:
    return row.period, row.source_id, row.matches, row.articles, row.share, row.outlets


def test_a_share_is_of_all_outlets_of_the_day() -> None:
    """3 of 30 and 1 of 10 are 4 of 40; articles without a day are counted apart."""
    counts = [_count("2026-11-20", 30, 3), _count("2026-11-20", 10, 1, "ma_b"), _count(None, 5, 2)]
    series = attention(counts, by=SeriesPeriod.DAY, by_outlet=False)

    assert [("2026-11-20", None, 4, 40, 0.1, 2)] == [_shown(row) for row in series.rows]
    assert (4, 40, 0.1, 2, 2, 5) == (
        series.matches,
        series.articles,
        series.share,
        series.outlets,
        series.undated_matches,
        series.undated_articles,
    )


def test_each_outlet_has_a_series_of_its_own() -> None:
    counts = [_count("2026-11-20", 30, 3), _count("2026-11-20", 10, 1, "ma_b"), _count("2026-11-21", 10, 0, "ma_b")]

    assert [
        ("2026-11-20", "ma_a", 3, 30, 0.1, 1),
        ("2026-11-20", "ma_b", 1, 10, 0.1, 1),
        ("2026-11-21", "ma_b", 0, 10, 0.0, 1),
    ] == [_shown(row) for row in attention(counts, by=SeriesPeriod.DAY, by_outlet=True).rows]


@every_row(
    ("by", "expected"),
    [
        (SeriesPeriod.WEEK, [("2025-W52", "2025-12-22"), ("2026-W01", "2025-12-29")]),
        (SeriesPeriod.MONTH, [("2025-12", "2025-12-01"), ("2026-01", "2026-01-01")]),
    ],
)
def test_periods_are_those_of_the_calendar(by: SeriesPeriod, expected: list[tuple[str, str]]) -> None:
    """1 January 2026 is a Thursday: the ISO week that it is in begins on 29 December."""
    counts = [_count("2025-12-28", 1, 1), _count("2026-01-01", 1, 1)]

    assert expected == [(row.period, row.first_day) for row in attention(counts, by=by, by_outlet=False).rows]


def test_what_says_little_is_marked() -> None:
    """A day in a gap, a day of few articles, a day under half of the median (100)."""
    counts = [
        _count("2026-11-01", 100, 1),
        _count("2026-11-02", 100, 0),
        _count("2026-11-03", 49, 1),
        _count("2026-11-05", 19, 1),
        _count("2026-11-06", 100, 1),
    ]
    rows = attention(counts, by=SeriesPeriod.DAY, by_outlet=False).rows

    assert [
        ShareCaution.NONE,
        ShareCaution.NONE,
        ShareCaution.LOW,
        ShareCaution.EMPTY,
        ShareCaution.FEW,
        ShareCaution.NONE,
    ] == [row.caution for row in rows]
    assert (None, 0) == (rows[3].share, rows[3].articles)


def test_a_wrong_date_makes_no_thousands_of_rows() -> None:
    """A gap of over a year stays one; the ends of the calendar are no error."""
    counts = [
        _count("0001-01-01", 1, 0),
        _count("2026-11-01", 1, 0),
        _count("2026-11-03", 1, 0),
        _count("9999-12-31", 1, 0),
    ]

    assert [5, 4, 3] == [len(attention(counts, by=by, by_outlet=False).rows) for by in SeriesPeriod]


def test_nothing_counted_is_no_share() -> None:
    series = attention([], by=SeriesPeriod.DAY, by_outlet=False)

    assert ((), None, 0) == (series.rows, series.share, series.articles)


_TEXTS = {
    "a": "أعلنت وَزَارَةُ الصحة فتح مستشفى جديد في المدينة بعد أشهر من العمل",
    "b": "قالت الوزـارة إن ٢٠٣٤ هو الموعد الأخير لإنهاء هذا المشروع الكبير",
    "c": "ﻭﺯﺍﺭﺓ النقل تعاقدت مع شركة Siemens لتجديد القطارات في الشمال كله",
    "d": "فاز الفريق بالمباراة الأخيرة وحصد ثلاث نقاط في جدول الترتيب العام",
}


def _keep(store: Store) -> None:
    for name, text in _TEXTS.items():
        store.articles.keep([fetched(HOME + name, read(HOME + name, f"خبر {name}", text))], run_id=1)


def _counted(store: Store, query: str, scope: ArticleScope | None = None) -> list[tuple[str | None, int, int]]:
    counts = count_days(store.file, match(parse_query(query)), scope or ArticleScope())
    return [(each.day.isoformat() if each.day else None, each.articles, each.matches) for each in counts]


def test_words_count_in_any_spelling(store: Store) -> None:
    """Vowel marks, tatweel, presentation forms, the digits of both kinds, Latin letters of either case."""
    _keep(store)

    assert [[("2026-11-23", 4, 3)], [("2026-11-23", 4, 1)], [("2026-11-23", 4, 1)]] == [
        _counted(store, query) for query in ("وزارة", "2034", "siemens")
    ]


def test_withdrawn_articles_and_copies_are_in_neither_count(store: Store) -> None:
    """An edited article counts once, by its present text; a copy counts unless originals are asked for."""
    _keep(store)
    store.articles.keep([fetched(HOME + "e", read(HOME + "e", "خبر a", _TEXTS["a"]))], run_id=1)
    store.articles.keep(
        [fetched(HOME + "b", read(HOME + "b", "خبر b", "نص آخر تماما عن الطقس والأمطار في الجبال"))], run_id=1
    )
    store.file.db.execute("update articles set withdrawn_at = kept_at where canonical_url = ?", (HOME + "c",))

    assert [("2026-11-23", 4, 2)] == _counted(store, "وزارة")
    assert [("2026-11-23", 3, 1)] == _counted(store, "وزارة", ArticleScope(originals_only=True))


def test_days_are_those_of_the_outlet(store: Store) -> None:
    """An article of 23:30 UTC is one of the next day in Casablanca."""
    late = read(HOME + "x", "خبر متأخر", _TEXTS["a"], published_at=None)
    store.articles.keep([fetched(HOME + "x", late)], run_id=1)
    store.file.db.execute("update articles set local_day = '2026-11-24'")

    assert [] == _counted(store, "وزارة", ArticleScope(until=date(2026, 11, 23)))
    assert [("2026-11-24", 1, 1)] == _counted(store, "وزارة", ArticleScope(since=date(2026, 11, 24)))


def test_counting_reads_no_text(store: Store) -> None:
    """The plan has the covering index of articles, and never their rows."""
    plan: list[str] = []
    store.file.db.set_trace_callback(plan.append)
    _counted(store, "وزارة", ArticleScope(source="ma_outlet"))
    store.file.db.set_trace_callback(None)
    (statement,) = [each for each in plan if "articles_counted" in each]
    steps = [row[3] for row in store.file.db.execute(f"explain query plan {statement}")]

    assert [] == [step for step in steps if step.startswith(("SCAN a", "SEARCH a")) and "COVERING INDEX" not in step]
    assert any("a USING COVERING INDEX articles_counted" in step for step in steps)
