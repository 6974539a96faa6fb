"""The grammar of searches: every typed text is a query or one clear error, and never SQLite's syntax."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, strategies as st

from pipelines.arabic.search.query import QueryError, match, match_any, parse_query
from tests.support.tables import every_row


@every_row(
    ("typed", "expression"),
    [
        ("وزارة الصحة", '("وزارة") AND ("صحة")'),
        ("وزير OR رئيس مصر", '("وزير" OR "رءيس") AND ("مصر")'),
        ("وزير | رئيس", '("وزير" OR "رءيس")'),
        ('"مجلس الأمن"', '("مجلس امن")'),
        ("«مجلس الأمن»", '("مجلس امن")'),
        ("الأمن -النووي", '(("امن")) NOT ("نووي")'),
        ("headline:مصر body:الأمن", '(headline : "مصر") AND (body : "امن")'),
        ("الحرب في لبنان", '("حرب") AND ("لبنان")'),
        ("في على", '("في") AND ("علي")'),
        ("كورونا-19", '("كورونا 19")'),
        ("OR مصر", '("مصر")'),
        ("مصر OR", '("مصر")'),
        ('"مصر', '("مصر")'),
        ("العربية: خبر", '("عربية") AND ("خبر")'),
        ("مصر مصر", '("مصر")'),
    ],
)
def test_what_is_typed_is_what_is_asked(typed: str, expression: str) -> None:
    assert match(parse_query(typed)) == expression


def test_filters_may_be_typed() -> None:
    query = parse_query("الأمن source:eg_outlet country:eg since:2026-11-01 until:٢٠٢٦-١١-٣٠")
    assert ("eg_outlet", "eg", datetime(2026, 11, 1, tzinfo=UTC), (2026, 11, 30)) == (
        query.source,
        query.country,
        query.since,
        (query.until.year, query.until.month, query.until.day) if query.until else None,
    )


@every_row(
    ("typed", "message"),
    [
        ("", "contains no word"),
        ("؟!", "contains no word"),
        ("-الأمن", "contains no word"),
        ("source:eg_outlet", "contains no word"),
        ("الأمن since:2026-13-01", "is no day"),
        ("الأمن until:أمس", "is no day"),
        ("الأمن since:2026-11-30 until:2026-11-01", "no day is after 2026-11-30 and before 2026-11-01"),
    ],
)
def test_what_cannot_be_asked_is_said(typed: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse_query(typed)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["OR", "AND", "NOT", "NEAR(", ")", '"', "'", "*", "^", "-", ":", "headline:", "body :", "{", "}", "+", ";", "--",
             "الأمن", "«", "»", "\x00", "\ud800", "source:", "since:", "%", "\\", "\u202e"]
        ),
    ),
    max_size=8,
)  # fmt: skip


@given(PIECES)
def test_any_text_is_safe(pieces: list[str]) -> None:
    """SQLite takes whatever was typed, as words: a text of all the wanted stems is found, one of none is not."""
    try:
        query = parse_query(" ".join(pieces))
    except QueryError:
        return
    wanted = " ".join(stem for term in query.terms for stem in term.stems)
    query = replace(query, excluded=())
    assert ([1], [1]) == (_found(match(query), wanted), _found(match_any(query), wanted))


@given(PIECES)
def test_what_is_excluded_is_not_found(pieces: list[str]) -> None:
    """Whatever is typed behind a minus."""
    try:
        query = parse_query(" ".join(["الأمن", *(f"-{each}" for each in pieces)]))
    except QueryError:
        return
    excluded = [" ".join(term.stems) for term in query.excluded]
    assert all(_found(match(query), f"امن {each}") == [] for each in excluded)


def _found(expression: str, text: str) -> list[int]:
    """Return the rows that an expression finds: 1 has *text* in both columns, 2 has another word."""
    table = _table()
    table.execute("delete from t")
    table.executemany("insert into t (rowid, headline, body) values (?, ?, ?)", [(1, text, text), (2, "ظظظ", "ظظظ")])
    return [row[0] for row in table.execute("select rowid from t where t match ?", (expression,))]


@cache
def _table() -> sqlite3.Connection:
    table = sqlite3.connect(":memory:")
    table.execute("create virtual table t using fts5(headline, body, tokenize='unicode61 remove_diacritics 0')")
    return table


@every_row(
    ("typed", "message"),
    [
        ("الأمن agency:xyz", "'xyz' is no agency that is known; the known ones: aa, adi"),
        ('الأمن agency:""', "'' is no agency"),
        ("الأمن section:؟", "contains no word"),
        ("الأمن -source:eg_outlet", "-source: only words can be left out"),
        ("الأمن -section:رياضة", "-section: only words can be left out"),
    ],
)
def test_a_field_that_says_nothing_is_an_error(typed: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        parse_query(typed)


def test_an_agency_is_known_by_id_and_by_the_names_of_outlets() -> None:
    typed = ("afp", "AFP", "«أ ف ب»", '"وكالة فرانس برس"', "reuters", "رويترز", "وكالات")
    assert ["afp"] * 4 + ["reuters"] * 2 + ["agencies"] == [
        parse_query(f"الأمن agency:{each}").agency for each in typed
    ]
