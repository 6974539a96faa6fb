"""Writes fetches to the files of the archive: one open file a run, renamed when it is closed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from crawler.archive.archive_retention import OPEN, TIME
from crawler.archive.archived_fetch import ArchivedFetch
from crawler.archive.warc_writer import fetch_records, info_record, payload_digest
from storage.database.folder_errors import folder_errors
from storage.frontier.archive_index import ArchivedPage, ArchiveIndex

_REFERS = timedelta(days=30)
"""A revisit refers to a body that is at most so old: its file is removed earlier than that of the revisit."""
_LONGEST = timedelta(days=1)
_READABLE = 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """When a file is closed, and who may read it: *mode* is that of the store, which has the same texts."""

    megabytes: float = 256
    mode: int = _READABLE


class ArchiveFiles:
    """The file that this run writes, and the index of all. Every call may raise an `OSError` or a `StoreError`."""

    def __init__(
        self,
        folder: Path,
        index: ArchiveIndex,
        limits: FileLimits,
        *,
        info: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._folder, self._index, self._limits, self._info = folder, index, limits, info
        self._handle: int | None = None
        self._name, self._size, self._number, self._pages = "", 0, 0, 0
        self._begun_at = datetime.now(UTC)

    def write(self, fetch: ArchivedFetch) -> ArchivedPage | None:
        """Append a fetch; when this returns, a kill of this process does not lose it. `None`: it is there already."""
        if fetch.is_replayed and self._index.has(fetch.requested_url, fetched_at=fetch.fetched_at):
            return None
        if self._handle is None:
            self._begin()
        digest = payload_digest(fetch.body)
        known = self._index.find_body(digest, since=fetch.fetched_at - _REFERS) if fetch.body else None
        page = ArchivedPage(
            file=self._name,
            offset=self._size,
            url=fetch.requested_url,
            target=fetch.url,
            source_id=fetch.source_id,
            status=fetch.status,
            fetched_at=fetch.fetched_at,
            digest=digest,
            is_revisit=known is not None,
        )
        self._append(fetch_records(fetch, digest=digest, known=known))
        self._pages += 1
        self._index.add([page])
        if self._size >= self._limits.megabytes * 1e6 or datetime.now(UTC) - self._begun_at > _LONGEST:
            self.close()
        return page

    def close(self) -> None:
        """Close the file and give it its name; the next fetch begins another one."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        path = self._folder / f"{self._name}{OPEN}"
        try:
            os.fsync(handle)
            if self._pages:
                path.replace(self._folder / self._name)
            else:
                path.unlink()
        finally:
            os.close(handle)

    def _begin(self) -> None:
        self._begun_at = datetime.now(UTC)
        self._number += 1
        self._name = f"rasad-{self._begun_at:{TIME}}-{os.getpid()}-{self._number:05d}.warc.gz"
        path = self._folder / f"{self._name}{OPEN}"
        with folder_errors(path):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, self._limits.mode)
        fcntl.flock(self._handle, fcntl.LOCK_EX)  # who finds it unlocked knows that its writer is dead
        self._size = self._pages = 0
        self._append(info_record(self._name, self._info))

    def _append(self, data: bytes) -> None:
        """Write all of *data*, or nothing of it."""
        assert self._handle is not None  # noqa: S101  # `_begin` opened it
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._handle, view) :]
        except OSError:
            os.ftruncate(self._handle, self._size)
            raise
        self._size += len(data)
