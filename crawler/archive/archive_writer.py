"""Writes the archive of a run in a thread of its own, one fetch at a time, so that the reactor waits for no disk."""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread

from crawler.archive.archive_files import ArchiveFiles
from crawler.archive.archived_fetch import ArchivedFetch
from storage.database.errors import StoreError

logger = logging.getLogger(__name__)

_MOST_WAITING = 256 * 1024 * 1024
"""Bytes that may wait for a slow disk; what comes beyond is not archived, and counted."""


class ArchiveWriter:
    """The archive of one run. `put` returns at once; *ended* is called in the thread after the last file was closed.

    An archive that cannot be written ends with one error in the log, and costs no article: the run goes on.
    """

    def __init__(self, files: ArchiveFiles, *, ended: Callable[[], None] = lambda: None) -> None:
        self._files, self._ended = files, ended
        self._queue = SimpleQueue[ArchivedFetch | None]()
        self._lock, self._waiting = Lock(), 0
        self.written = self.dropped = 0
        self.problem: str | None = None
        self._thread = Thread(target=self._write_all, name="archive", daemon=True)
        self._thread.start()

    def put(self, fetch: ArchivedFetch) -> None:
        """Give a fetch to the thread."""
        with self._lock:
            if self.problem is not None or self._waiting + len(fetch.body) > _MOST_WAITING:
                self.dropped += 1
                return
            self._waiting += len(fetch.body)
        self._queue.put(fetch)

    def close(self) -> None:
        """Write what waits, close the file, and say what is missing."""
        self._queue.put(None)
        self._thread.join()
        if self.dropped:
            logger.error("archive: %d pages were not archived: %s", self.dropped, self.problem or "the disk is slow")

    def _write_all(self) -> None:
        while (fetch := self._queue.get()) is not None:
            self._write(fetch)
            with self._lock:
                self._waiting -= len(fetch.body)
        try:
            self._files.close()
            self._ended()
        except (OSError, StoreError) as error:
            logger.error("archive: %s", error)  # noqa: TRY400  # one line for an operator

    def _write(self, fetch: ArchivedFetch) -> None:
        if self.problem is not None:
            self.dropped += 1
            return
        try:
            self._files.write(fetch)
            self.written += 1
        except (OSError, StoreError) as error:
            self.problem = str(error)
            self.dropped += 1
            logger.error("archive: %s: nothing more is archived in this run", error)  # noqa: TRY400
        except Exception:
            self.dropped += 1
            logger.exception("archive: %s could not be written", fetch.requested_url)
