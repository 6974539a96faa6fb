"""Keeps articles in a store while every write and sync of SQLite is recorded; a program.

SQLite reaches its files through a table of functions (https://www.sqlite.org/vfs.html). Here three of them are replaced,
so that nothing of the store or of SQLite itself has to be changed.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import pickle
import random
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

BATCHES, BATCH = 40, 5
WORDS = ["".join(letters) for letters in permutations("بجدرسص", 5)]
Event = tuple[str, str, int, bytes]
"""What happened (`write`, `truncate`, `delete`, `sync`, `kept`), to which file, at which offset or size, and the bytes."""

_INT, _LONG, _POINTER = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
_FILE_METHODS = 19
"""Words of `sqlite3_io_methods`; 3 is xWrite, 4 xTruncate, 5 xSync. In `sqlite3_vfs` 5 is xOpen, 6 xDelete."""


class SyncRecorder:
    """Records what SQLite does to its files in this process from now on."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._names: dict[int, str] = {}
        self._tables: dict[int, Any] = {}
        self._callbacks: list[object] = []
        find = ctypes.CDLL(_sqlite3.__file__).sqlite3_vfs_find
        find.restype, find.argtypes = _POINTER, [ctypes.c_char_p]
        self._system = (_POINTER * 8).from_address(find(None))
        self._open, self._delete = _OPEN(self._system[5] or 0), _DELETE(self._system[6] or 0)
        self._system[5] = self._address(_OPEN(self._opened))
        self._system[6] = self._address(_DELETE(self._deleted))

    def _address(self, callback: Any) -> int | None:
        self._callbacks.append(callback)  # as long as SQLite may call it
        return ctypes.cast(callback, _POINTER).value

    def _opened(self, system: int, name: int | None, file: int, flags: int, out: int) -> int:
        status = self._open(system, name, file, flags, out)
        if status == 0 and name:
            self._names[file] = ctypes.string_at(name).decode()
            methods = _POINTER.from_address(file)
            methods.value = ctypes.addressof(self._recording(methods.value))
        return int(status)

    def _deleted(self, system: int, name: int, sync: int) -> int:
        self.events.append(("delete", ctypes.string_at(name).decode(), 0, b""))
        return int(self._delete(system, name, sync))

    def _recording(self, methods: int | None) -> Any:
        """Return a copy of a table of file methods that records what changes a file."""
        assert methods is not None
        if methods not in self._tables:
            table = (_POINTER * _FILE_METHODS)(*(_POINTER * _FILE_METHODS).from_address(methods))
            write, truncate, sync = (kind(table[word] or 0) for kind, word in ((_WRITE, 3), (_TRUNCATE, 4), (_SYNC, 5)))

            def written(file: int, data: int, size: int, offset: int) -> int:
                self.events.append(("write", self._names[file], offset, ctypes.string_at(data, size)))
                return int(write(file, data, size, offset))

            def truncated(file: int, size: int) -> int:
                self.events.append(("truncate", self._names[file], size, b""))
                return int(truncate(file, size))

            def synced(file: int, flags: int) -> int:
                status = int(sync(file, flags))
                self.events.append(("sync", self._names[file], 0, b""))
                return status

            table[3], table[4] = self._address(_WRITE(written)), self._address(_TRUNCATE(truncated))
            table[5] = self._address(_SYNC(synced))
            self._tables[methods] = table
        return self._tables[methods]


def main() -> None:
    """Keep batches in the store at the first argument, synced as the second says; pickle the events to the third."""
    path, synchronous, to = sys.argv[1:]
    recorder, chance = SyncRecorder(), random.Random(1)
    from storage.store import Store  # noqa: PLC0415  # after the recorder: every file has to be seen
    from tests.support.stores import HOME, NOW, SOURCE, fetched, read  # noqa: PLC0415

    with Store.open(Path(path)) as store:
        if synchronous != "as it is":
            store.file.db.execute(f"pragma synchronous = {synchronous}")
        store.file.db.execute("pragma wal_autocheckpoint = 60")  # so that many losses are in the middle of one
        store.sources.register([SOURCE])
        run = store.runs.start(at=NOW, command="test", pid=1)
        for number in range(BATCHES):
            texts = {f"{number}-{each}": " ".join(chance.choices(WORDS, k=120)) for each in range(BATCH)}
            pages = [fetched(HOME + each, read(HOME + each, text[:40], text)) for each, text in texts.items()]
            store.articles.keep(pages, run_id=run)
            recorder.events.append(("kept", path, number, b""))
    Path(to).write_bytes(pickle.dumps(recorder.events))


if __name__ == "__main__":
    main()
