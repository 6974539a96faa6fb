"""Writes articles to `articles_fts`, an index that keeps no text of its own.

Such an index cannot take a row out without its old stems. So an edited article gets a new row, and `search_rows` says
that its old row is nobody's: a search passes it over, and `rasad reindex` leaves it out.
"""

from __future__ import annotations

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import safe
from storage.database.values.upsert import upsert
from storage.records import Fingerprint

FIRST_OWN_ROW = 1 << 40
"""Rows below it have the id of their article; rows from it on belong to the article that `search_rows` names."""
_VERSION = "stem_version"


class IndexBatch:
    """The new rows of a transaction, gathered, and written at its end by `write`.

    FTS5 writes out what it holds in memory before each statement of any table that could fail half-way. A row between
    two others would cost that for each article, and a segment of the index that has to be merged later.
    """

    def __init__(self, db: StoreConnection) -> None:
        self._db = db
        self._rows: list[tuple[int, Fingerprint]] = []

    def add(self, article_id: int, fingerprint: Fingerprint) -> None:
        """Add a new article."""
        self._rows.append((article_id, fingerprint))

    def replace(self, article_id: int, fingerprint: Fingerprint) -> None:
        """Replace what the index holds of an article."""
        drop_index_row(self._db, article_id)
        self._rows.append((_new_row(self._db, article_id), fingerprint))

    def write(self) -> None:
        """Write what was gathered, before the transaction is committed."""
        if self._rows and not stem_version(self._db):
            set_stem_version(self._db, self._rows[0][1].stem_version)
        self._db.executemany(
            "insert into articles_fts (rowid, headline, body) values (?, ?, ?)",
            [(row, safe(each.headline_stems), safe(each.body_stems)) for row, each in self._rows],
        )
        self._rows.clear()


def take_index_row(db: StoreConnection, article_id: int, other: int) -> None:
    """Give an article the row of *other* in the place of its own; *other* has none from then on."""
    row = _row_of(db, other)
    drop_index_row(db, other)
    drop_index_row(db, article_id)
    db.execute("update search_rows set article_id = ? where row = ?", (article_id, row))


def drop_index_row(db: StoreConnection, article_id: int) -> None:
    """Say that the row of an article is nobody's, if it has one."""
    row = _row_of(db, article_id)
    if row is not None:
        db.execute(upsert("search_rows", "row, article_id", key="row"), (row, None))


def _row_of(db: StoreConnection, article_id: int) -> int | None:
    """Return the row of an article: the one that `search_rows` gives it, else that of its own number, if nobody took it."""
    found = db.execute("select row from search_rows where article_id = ?", (article_id,)).fetchone()
    if found is not None:
        return int(found[0])
    is_taken = db.execute("select 1 from search_rows where row = ?", (article_id,)).fetchone()
    return None if is_taken else article_id


def _new_row(db: StoreConnection, article_id: int) -> int:
    last = db.execute("select max(row) from search_rows").fetchone()[0]
    row = max(FIRST_OWN_ROW, (last or 0) + 1)
    db.execute("insert into search_rows (row, article_id) values (?, ?)", (row, article_id))
    return row


def stem_version(db: StoreConnection) -> int:
    """Return the version of the stems that the index holds; 0 while it is empty."""
    return int(db.execute("select value from counters where name = ?", (_VERSION,)).fetchone()[0])


def set_stem_version(db: StoreConnection, version: int) -> None:
    """Say which stems the index holds."""
    db.execute("update counters set value = ? where name = ?", (version, _VERSION))
