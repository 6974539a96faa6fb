"""The file `DATA/archive/index.db`: where in the archive each fetched page is, and which bodies are there already.

All of it is in the archive's own files too: an index that is missing or damaged is built again from them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from storage.database.folder_errors import folder_errors
from storage.database.sqlite.error_translation import ErrorTranslation
from storage.database.values.columns import safe, stamp, unstamp

_VERSION = 1
_SCHEMA = """
create table if not exists pages (
  file text not null, offset integer not null, url text not null, target text not null, source_id text not null, status integer not null,
  fetched_at text not null, digest text not null, is_revisit integer not null, primary key (file, offset)
) strict, without rowid;
create index if not exists pages_url on pages (url, fetched_at);
create index if not exists pages_source on pages (source_id, url, fetched_at);
create index if not exists pages_digest on pages (digest) where not is_revisit;
"""
_COLUMNS = "file, offset, url, target, source_id, status, fetched_at, digest, is_revisit"
_INSERT = f"insert or replace into pages ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """Where one fetch is in the archive: its file and the offset of its first record.

    *url* is the one that was requested, *target* the one that answered; *digest* is that of the payload as it was received. *is_revisit*: the body is in
    another record with this digest.
    """

    file: str
    offset: int
    url: str
    target: str
    source_id: str
    status: int
    fetched_at: datetime
    digest: str
    is_revisit: bool = False


class ArchiveIndex:
    """The index of one archive; several runs may write it at once. Each write is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open the index at *path*, and make it where there is none. Raises a `StoreError`; `StoreCorrupt` for damage."""
        self._path = path
        with folder_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with ErrorTranslation(path):
            self._db = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
            self._db.execute("pragma journal_mode = wal")
            self._db.execute("pragma synchronous = normal")
            if self._db.execute("pragma user_version").fetchone()[0] != _VERSION:
                self._db.executescript(f"drop table if exists pages; {_SCHEMA} pragma user_version = {_VERSION}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, pages: Sequence[ArchivedPage]) -> None:
        """Note pages that are in the archive now."""
        rows = [
            (
                each.file,
                each.offset,
                safe(each.url),
                safe(each.target),
                each.source_id,
                each.status,
                stamp(each.fetched_at),
                each.digest,
                int(each.is_revisit),
            )
            for each in pages
        ]
        with ErrorTranslation(self._path):
            self._db.execute("begin immediate")
            try:
                self._db.executemany(_INSERT, rows)
                self._db.execute("commit")
            except BaseException:
                self._db.execute("rollback")
                raise

    def find_body(self, digest: str, *, since: datetime | None = None) -> ArchivedPage | None:
        """Return the newest record with the body of this digest, if it was fetched *since* then; `None`: there is none."""
        condition = "digest = ? and not is_revisit and fetched_at >= ? order by fetched_at desc, file, offset limit 1"
        return next(self._read(condition, (digest, stamp(since) if since else "")), None)

    def has(self, url: str, *, fetched_at: datetime) -> bool:
        """Whether the fetch of a requested URL at this second is in the archive."""
        with ErrorTranslation(self._path):
            found = self._db.execute("select 1 from pages where url = ? and fetched_at = ?", (url, stamp(fetched_at)))
            return found.fetchone() is not None

    def pages_of(self, source_id: str, *, since: datetime | None = None) -> Iterator[list[ArchivedPage]]:
        """Yield the pages of a source that were received with status 200, all of one URL at a time, the oldest first."""
        condition = "source_id = ? and status = 200 and fetched_at >= ? order by url, fetched_at, file, offset"
        found: list[ArchivedPage] = []
        for each in self._read(condition, (source_id, stamp(since) if since else "")):
            if found and found[0].url != each.url:
                yield found
                found = []
            found.append(each)
        if found:
            yield found

    def pages_at(self, url: str) -> list[ArchivedPage]:
        """Return the pages of one requested URL that were received with status 200, the oldest first."""
        return list(self._read("url = ? and status = 200 order by fetched_at, file, offset", (url,)))

    def source_ids(self) -> list[str]:
        """Return the sources of which pages are in the archive."""
        with ErrorTranslation(self._path):
            return [row[0] for row in self._db.execute("select distinct source_id from pages order by 1")]

    def files(self) -> set[str]:
        """Return the names of the files that the index knows."""
        with ErrorTranslation(self._path):
            return {row[0] for row in self._db.execute("select distinct file from pages")}

    def last_offset(self, file: str) -> int:
        """Return the offset of the last page of *file* that is in the index; -1 where none is."""
        with ErrorTranslation(self._path):
            row = self._db.execute("select coalesce(max(offset), -1) from pages where file = ?", (file,)).fetchone()
        return int(row[0])

    def forget(self, file: str) -> int:
        """Remove the pages of a file that is gone; returns how many."""
        with ErrorTranslation(self._path):
            return self._db.execute("delete from pages where file = ?", (file,)).rowcount

    def _read(self, condition: str, params: tuple[object, ...]) -> Iterator[ArchivedPage]:
        with ErrorTranslation(self._path):
            for row in self._db.execute(f"select {_COLUMNS} from pages where {condition}", params):
                file, offset, url, target, source_id, status, fetched_at, digest, is_revisit = row
                yield ArchivedPage(
                    file=file,
                    offset=offset,
                    url=url,
                    target=target,
                    source_id=source_id,
                    status=status,
                    fetched_at=unstamp(fetched_at),
                    digest=digest,
                    is_revisit=bool(is_revisit),
                )
