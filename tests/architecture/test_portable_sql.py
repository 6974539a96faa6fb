"""The parts of a store say their statements in the SQL of two engines; `make test-fleet` runs them on the other one."""

from __future__ import annotations

import ast
import re

from benchmarks.house.source_tree import SourceModule, source_modules

OF_SQLITE = ("storage/database/", "storage/export/cursors/", "storage/articles/search/index_rebuild.py")
"""What has the words of an engine: its package and its upkeep, files that are no store, and the building of the index."""
STATEMENT = re.compile(r"(?i)\b(?:select|insert into|update|delete from|with|order by|where|from) ")
WORDS = {
    "insert or replace, insert or ignore, update or ignore": re.compile(r"(?i)\b(?:insert|update) or \w+"),
    "a function of SQLite": re.compile(
        r"(?i)\b(?:json_set|json_extract|group_concat|ifnull|iif|printf|strftime|total|instr|unixepoch)\("
    ),
    "a pragma, or a table of SQLite itself": re.compile(r"(?i)\bpragma |\bsqlite_(?!temp_master)\w+"),
    "`is not` a value": re.compile(r"(?i)\bis not (?!null\b|true\b|false\b|distinct\b)[\w?:.]"),
    "a hint by +": re.compile(r"(?i)(?:\band|\bwhere|\bby) \+\w"),
    "no limit as -1": re.compile(r"(?i)\blimit -1"),
    "a subquery without a name": re.compile(r"(?i)\bfrom \((?:select)[^()]*\)\s+(?:where|order|group|limit)\b"),
    "bytes as x''": re.compile(r"(?i)[= (]x'"),
}


def _statements(module: SourceModule) -> list[str]:
    """Return the texts of a module that are, or are in, a statement; docstrings aside."""
    docs = {
        id(node.value)
        for parent in module.nodes
        if isinstance(parent, ast.Module | ast.ClassDef | ast.FunctionDef)
        for node in parent.body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [each for each in module.nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return [str(each.value) for each in texts if id(each) not in docs and STATEMENT.search(str(each.value))]


def test_statements_have_no_word_of_one_engine() -> None:
    """A row is written over another by `on conflict`, a subquery has a name, and no statement tells SQLite which index to take."""
    parts = [
        each
        for each in source_modules()
        if each.layer == "storage" and not each.path.startswith(OF_SQLITE) and "sqlite3" not in each.libraries
    ]
    statements = [(module.path, text) for module in parts for text in _statements(module)]
    found = [
        (path, kind, text[:80]) for path, text in statements for kind, words in WORDS.items() if words.search(text)
    ]

    assert (True, []) == (len(statements) > 200, found)


def test_the_words_are_found() -> None:
    """Each kind is seen in a statement that has it, and what both engines read is let through."""
    bad = (
        "insert or replace into t values (?)", "select group_concat(a) from t", "select name from sqlite_master",
        "select 1 from t where a is not ?", "select 1 from t where +a = 1", "select a from t limit -1",
        "select count(*) from (select a from t) where a > 1", "select 1 from t where a = x''",
    )  # fmt: skip
    good = (
        "insert into t (a) values (?) on conflict do nothing", "select 1 from t where a is not null and b is not true",
        "select count(*) from (select a from t) as found where a > 1", "select a + 1 from t order by a desc nulls last",
    )  # fmt: skip
    seen = [[kind for kind, words in WORDS.items() if words.search(each)] for each in (*bad, *good)]

    assert [[kind] for kind in WORDS] + [[]] * len(good) == seen
