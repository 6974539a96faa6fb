"""Statements of the store's parts as PostgreSQL reads them; no server is needed for that."""

from __future__ import annotations

from storage.database.postgres.search_words import tsquery
from storage.database.postgres.statements import placed
from storage.database.postgres.tables import statements
from tests.support.tables import every_row

PLACED = {
    "select a from t where b = ? and c = ?": ("select a from t where b = $1 and c = $2", ()),
    "select ?1, ?2, ?1": ("select $1, $2, $1", ()),
    "update t set a = :a where b = :b and c = :a": ("update t set a = $1 where b = $2 and c = $1", ("a", "b")),
    "select '?', 'a:b', 'it''s :c' || ? from t": ("select '?', 'a:b', 'it''s :c' || $1 from t", ()),
    "select a::text from t where b = :b": ("select a::text from t where b = $1", ("b",)),
    ":s is null or t.s = :s": ("cast($1 as text) is null or t.s = $1", ("s",)),
    ":s is not null and ? is null": ("cast($1 as text) is not null and cast($1 as text) is null", ("s",)),
    "from articles a indexed by articles_brief where a.b is null": ("from articles a where a.b is null", ()),
    "from a cross join b c indexed by i on c.x = a.x": ("from a join b c on c.x = a.x", ()),
    "sum(length(cast(a.body as blob)))": ("sum(octet_length(a.body))", ()),
}
QUERIES = {
    '"a"': "('a')",
    '("a" OR "b") AND ("c")': "( ('a') | ('b') ) & ( ('c') )",
    '("a") NOT (headline : "b c")': "( ('a') ) & ! ( ('b':A <-> 'c':A) )",
    '"a B"': "('a':A <-> 'b':A | 'a':D <-> 'b':D)",
    'body : "o\'c\\"': "('o''c\\\\':D)",
}


@every_row("sql, expected", PLACED.items())
def test_places_and_the_words_of_sqlite(sql: str, expected: tuple[str, tuple[str, ...]]) -> None:
    """Places are numbered, but for those in texts; hints go, and what only asks for a null has a type."""
    assert expected == placed(sql)[:2]


@every_row("expression, expected", QUERIES.items())
def test_an_expression_of_fts5_is_a_tsquery(expression: str, expected: str) -> None:
    """Words are quoted, so that none is read as syntax; a phrase is in one column."""
    assert expected == tsquery(expression)


def test_the_value_of_a_search_is_converted() -> None:
    """By its place behind `match`, or by its name."""
    by_place = placed("select 1 from t where a = ? and f.articles_fts match ? and b = ?")
    by_name = placed(
        "select bm25(articles_fts, 5.0, 1.0) from articles_fts f where f.articles_fts match :match and a = :a"
    )

    assert ((1,), (0,)) == (by_place.searches, by_name.searches)
    assert "f.shadow @@ cast($2 as tsquery)" in by_place.sql


def test_every_table_of_the_single_host_is_made() -> None:
    """No table, index or view is left out but those of SQLite itself and of its search."""
    made = "\n".join(statements())

    assert [] == [
        word for word in (") strict", "without rowid", "virtual table", " blob", " integer primary") if word in made
    ]
    assert (True, True) == ("create table story_keys (" in made, "create view silent_outlets" in made.lower())
