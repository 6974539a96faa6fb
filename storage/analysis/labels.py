"""Labels and notes that readers give to articles, in a file of their own: the store is derived, and this is not.

A label belongs to the URL of an article, so it is found again in a store that was crawled anew. Where an outlet moved the
article, its number in the same store finds it, if the headline is the same still.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from storage.database.errors import StoreCorrupt, StoreNewer
from storage.database.sqlite.error_translation import ErrorTranslation
from storage.database.values.columns import maybe_safe, safe, stamp, unstamp

VERSION = 1
_WAIT_SECONDS = 10.0
_SCHEMA = """
create table labels (
  url text not null, label text not null, note text, store_id text not null, article_id integer not null,
  source_id text not null, headline text not null, labelled_at text not null, primary key (url, label)
) strict, without rowid
"""
_OF_ARTICLE = "(url = :url or (store_id = :store_id and article_id = :article_id and source_id = :source_id and headline = :headline))"
_COLUMNS = "url, label, note, store_id, article_id, source_id, headline, labelled_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleKey:
    """What an article is found by: its canonical URL; and its number, outlet and headline in the store with *store_id*."""

    url: str
    store_id: str
    article_id: int
    source_id: str
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLabel:
    """A label of an article, with its note, and when it was given."""

    article: ArticleKey
    label: str
    note: str | None
    labelled_at: datetime


class LabelFile:
    """The file `DATA/labels.db`; a context manager that closes it. An unusable file is a `StoreError`."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path, self._db = path, db

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the file at *path*; a writer creates it, and for a reader it must be there."""
        if path.is_dir():
            raise StoreCorrupt(f"{path}: a folder, and not a file of labels: move it away")
        with ErrorTranslation(path):
            uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            db = sqlite3.connect(uri, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                _check(path, db, creates=not read_only)
            except BaseException:
                db.close()
                raise
        return cls(path, db)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._db.close()

    def put(self, label: ArticleLabel) -> None:
        """Give a label, or give it again: the note is the new one, and the article is where it is now."""
        with self._writing() as db:
            db.execute(
                f"delete from labels where {_OF_ARTICLE} and label = :label", _params(label.article, label.label)
            )
            key = label.article
            db.execute(
                f"insert into labels ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    safe(key.url), safe(label.label), maybe_safe(label.note), key.store_id, key.article_id,
                    key.source_id, safe(key.headline), stamp(label.labelled_at),
                ),
            )  # fmt: skip

    def remove(self, article: ArticleKey, label: str) -> bool:
        """Take a label away; return whether the article had it."""
        with self._writing() as db:
            done = db.execute(
                f"delete from labels where {_OF_ARTICLE} and label = :label", _params(article, label)
            ).rowcount
        return done > 0

    def of_article(self, article: ArticleKey) -> list[ArticleLabel]:
        """Return the labels of one article."""
        with ErrorTranslation(self._path):
            rows = self._db.execute(
                f"select {_COLUMNS} from labels where {_OF_ARTICLE} order by label", _params(article, "")
            ).fetchall()
        return [_label(row) for row in rows]

    def all(self, *, label: str | None = None) -> list[ArticleLabel]:
        """Return every label, or each article with this one, in the order in which they were given."""
        with ErrorTranslation(self._path):
            rows = self._db.execute(
                f"select {_COLUMNS} from labels where ? is null or label = ? order by labelled_at, url, label",
                (label, label),
            ).fetchall()
        return [_label(row) for row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many articles have each label, by name."""
        with ErrorTranslation(self._path):
            return dict(self._db.execute("select label, count(*) from labels group by label order by label").fetchall())

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with ErrorTranslation(self._path):
            self._db.execute("begin immediate")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise


def _check(path: Path, db: sqlite3.Connection, *, creates: bool) -> None:
    """Create the table in a new file. Raises a `StoreError` for a file of another program, or of a newer rasad."""
    if creates:
        db.execute("pragma synchronous = full")
        db.execute("begin immediate")
    version = db.execute("pragma user_version").fetchone()[0]
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if version > VERSION:
        raise StoreNewer(
            f"{path}: written by a newer rasad (labels {version}, this one knows {VERSION}): upgrade rasad"
        )
    if tables and "labels" not in tables:
        raise StoreCorrupt(f"{path}: a SQLite file of another program: move it away")
    if not tables and not creates:
        raise StoreCorrupt(f"{path}: an empty file: delete it, and give a label")
    if not tables:
        db.execute(_SCHEMA)
        db.execute(f"pragma user_version = {VERSION}")
    if creates:
        db.execute("commit")


def _params(article: ArticleKey, label: str) -> dict[str, object]:
    return {
        "url": safe(article.url),
        "store_id": article.store_id,
        "article_id": article.article_id,
        "source_id": article.source_id,
        "headline": safe(article.headline),
        "label": safe(label),
    }


def _label(row: tuple[str, str, str | None, str, int, str, str, str]) -> ArticleLabel:
    url, label, note, store_id, article_id, source_id, headline, labelled_at = row
    key = ArticleKey(url=url, store_id=store_id, article_id=article_id, source_id=source_id, headline=headline)
    return ArticleLabel(article=key, label=label, note=note, labelled_at=unstamp(labelled_at))
