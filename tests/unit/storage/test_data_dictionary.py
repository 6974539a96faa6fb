"""The data dictionary says what the schema holds, no more and no less."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from storage.store import Store

PAGE = Path(__file__).resolve().parents[3] / "docs" / "data-dictionary.md"


def _schema(path: Path) -> dict[str, set[str]]:
    with Store.open(path):
        pass
    connection = sqlite3.connect(path)
    shadow = re.compile(r"articles_fts_|sqlite_|_sqlite_")
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
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


def test_every_table_and_column_is_in_the_dictionary(tmp_path: Path) -> None:
    """A column without a word, or a word without a column, fails."""
    page = {name: columns for name, columns in _page().items() if columns}

    assert _schema(tmp_path / "rasad.db") == page
