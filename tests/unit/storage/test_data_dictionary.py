"""The data dictionary says what the schema holds, no more and no less."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import fields
from pathlib import Path

from storage.export.records.fields import FIELD_NAMES
from storage.records import Article, ArticleFields
from tests.support.paths import DOCS
from tests.support.stores import new_store

NOT_STORED = {"outlet"}
"""The outlet's name is in `sources`."""
PAGE = DOCS / "data-dictionary.md"


def _schema(path: Path) -> dict[str, set[str]]:
    with new_store(path):
        pass
    connection = sqlite3.connect(path)
    shadow = re.compile(r"articles_fts_|sqlite_|_sqlite_")
    names = [name for (name,) in connection.execute("select name from sqlite_master where type in ('table', 'view')")]
    tables = {
        name: {row[1] for row in connection.execute(f"pragma table_info({name})")}
        for name in names
        if not shadow.match(name)
    }
    connection.close()
    return tables


def _page() -> dict[str, set[str]]:
    parts = re.split(r"^## (\w+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: set(re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE))
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def test_every_table_view_and_column_is_in_the_dictionary(tmp_path: Path) -> None:
    """A column without a word, or a word without a column, fails."""
    page = {name: columns for name, columns in _page().items() if columns}

    assert _schema(tmp_path / "rasad.db") == page


def test_every_article_field_is_a_column_with_a_meaning() -> None:
    """A field of the record without a column and its row in the dictionary fails."""
    names = {each.name for each in fields(Article)} - NOT_STORED

    assert set() == names - _page()["articles"]


def test_every_article_field_is_exported() -> None:
    """The fields of an export are those of the record in their order, with our own numbers and times between them."""
    names = [each.name for each in fields(ArticleFields)]

    assert names == [each for each in FIELD_NAMES if each in names]
