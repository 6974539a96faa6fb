"""A cursor in an export: whether it fits the store, what its reader has, and where it moves to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from storage.database.change_sequence import is_continued, last_seq, last_token, store_id
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import stamp
from storage.export.cursors.cursor_file import CursorError, keep_so_far, reading, writing

_COLUMNS = "store_id, token, seq, selection, batches, at, records, file, sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorState:
    """Where a cursor is: the store and its history, the last `seq`, the options of its exports, and its last file."""

    store_id: str
    token: str
    seq: int
    selection: str
    batches: int
    at: str
    records: int
    file: str
    sha256: str


class ExportCursor:
    """A cursor that one export has for itself; what it notes is kept when the export ends well."""

    def __init__(self, path: Path, db: StoreConnection, *, keeps: bool = True) -> None:
        self.name, self._path, self._db, self._keeps = path.stem, path, db, keeps
        self.state = read_state(db)
        self._new_sources: dict[str, str] = {}
        self._unsent: dict[int, bool] | None = None
        self.begins_again = False
        self._attempt = db.execute("select token, seq, article_id from attempt").fetchone()

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, peeks: bool = False) -> Iterator[Self]:
        """Give the cursor of *path*; with *peeks* nothing is kept.

        Raises `LockHeld` while another export has it, `CursorError` for a file that is no cursor.
        """
        with writing(path, keeps=not peeks) as db:
            yield cls(path, db, keeps=not peeks)

    @property
    def seq(self) -> int:
        """The last `seq` that the reader has; 0 before its first export."""
        return 0 if self.state is None else self.state.seq

    @property
    def is_first(self) -> bool:
        """Whether its reader cannot have anything yet."""
        return not self.seq and self._attempt is None

    @property
    def batches(self) -> int:
        """How many files it has been given."""
        return 0 if self.state is None else self.state.batches

    def check(self, store: StoreConnection, selection: str) -> None:
        """Raise `CursorError` where the cursor is of another store, history or selection; the message has the way out."""
        state = self.state if self.seq else None
        if state is not None and state.store_id != store_id(store):
            raise CursorError(f"cursor {self.name}: its store is another one; {_WAYS_OUT}")
        seen = [] if state is None else [(state.token, state.seq)]
        if self._attempt is not None:
            seen.append(self._attempt[:2])
        if not all(is_continued(store, token, seq) for token, seq in seen):
            raise CursorError(
                f"cursor {self.name}: the store was put back to an earlier state after the last export; {_WAYS_OUT}"
            )
        if state is None:
            return
        if state.selection != selection:
            raise CursorError(
                f"cursor {self.name}: its exports have the options [{state.selection}], not [{selection}]; {_WAYS_OUT}"
            )

    def note_attempt(self, store: StoreConnection, digests: Mapping[str, str]) -> None:
        """Note, and keep, that an export of this state of the store begins.

        If it is killed, its reader may have some of it. Then the articles of that state are told to be removed even if
        the cursor does not know that the reader has them, and a store that is put back before that state is noticed. What
        the sources were like is forgotten where *digests* has something else: the next export brings their articles.
        """
        old = self._sources()
        self._db.executemany(
            "delete from sources where id = ?", [(each,) for each in old if old[each] != digests.get(each)]
        )
        last = store.execute("select coalesce(max(id), 0) from articles").fetchone()[0]
        if self._attempt is not None:
            last = max(last, self._attempt[2])  # an article that was joined with another one may have been the last
        self._db.execute(
            "insert or replace into attempt values (1, ?, ?, ?)", (last_token(store), last_seq(store), last)
        )
        keep_so_far(self._path, self._db)

    def may_have(self, article_id: int) -> bool:
        """Whether the reader has the article, or may have it from an export that was killed."""
        return self.is_withdrawn(article_id) is False or (self._attempt is not None and article_id <= self._attempt[2])

    def is_withdrawn(self, article_id: int) -> bool | None:
        """Whether the reader was told to remove the article; `None`: it never had it."""
        row = self._db.execute("select is_withdrawn from delivered where id = ?", (article_id,)).fetchone()
        return None if row is None else bool(row[0])

    def note(self, article_id: int, *, is_withdrawn: bool) -> None:
        """Note that the reader gets the article, or is told to remove it."""
        if self._unsent is not None:
            self._unsent[article_id] = is_withdrawn
            return
        self._db.execute(_DELIVERED, (article_id, is_withdrawn))

    def begin_batches(self) -> None:
        """From here on what is noted counts only when its batch is confirmed."""
        self._unsent = {}

    def changed_sources(self, digests: Mapping[str, str]) -> list[str]:
        """Return the sources whose digest is not the one of the last export; the new ones are kept when it moves."""
        old = self._sources()
        changed = [each for each, digest in digests.items() if old.get(each) != digest]
        self._new_sources = {each: digests[each] for each in changed}
        return changed

    def confirm(self, digests: Mapping[int, bytes]) -> None:
        """Note, and keep, that the reader has these records (by id, with their digests), whatever becomes of the others."""
        self._db.executemany("insert or replace into confirmed values (?, ?)", list(digests.items()))
        if self._unsent is not None:
            self._db.executemany(_DELIVERED, [(each, self._unsent.pop(each)) for each in digests])
        if self._keeps:
            keep_so_far(self._path, self._db)

    def doubt(self, ids: Iterable[int] | None = None) -> None:
        """Forget, and keep, that the reader has these records as they were sent (`None`: all): it may get others now.

        Without this a record that is as it was before would not be sent, although a killed export brought another one.
        """
        if not self.has_confirmed:
            return
        if ids is None:
            self._db.execute("delete from confirmed")
        else:
            self._db.executemany("delete from confirmed where id = ?", [(each,) for each in ids])
        if self._keeps:
            keep_so_far(self._path, self._db)

    @property
    def has_confirmed(self) -> bool:
        """Whether an export that did not end has sent a part of its records."""
        return self._db.execute("select 1 from confirmed limit 1").fetchone() is not None

    def is_confirmed(self, article_id: int, digest: bytes) -> bool:
        """Whether such an export has sent this record as it is."""
        row = self._db.execute("select digest from confirmed where id = ?", (article_id,)).fetchone()
        return row is not None and row[0] == digest

    def _sources(self) -> dict[str, str]:
        return dict(self._db.execute("select id, digest from sources").fetchall())

    def move(self, store: StoreConnection, *, selection: str, records: int, file: str, sha256: str) -> None:
        """Note where the reader is after an export of *records* records to *file*; without any the last file stays."""
        last = (records, file, sha256)
        if not records and not file and self.state is not None:
            last = (self.state.records, self.state.file, self.state.sha256)
        self._db.execute(
            f"insert or replace into state (number, {_COLUMNS}) values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                store_id(store), last_token(store), last_seq(store), selection, self.batches + bool(records),
                stamp(datetime.now(UTC)), *last,
            ),
        )  # fmt: skip
        self._db.executemany("insert or replace into sources values (?, ?)", list(self._new_sources.items()))
        self._db.execute("delete from attempt")
        self._db.execute("delete from confirmed")

    def forget(self) -> None:
        """Begin again; the number of files goes on."""
        self.begins_again = self.state is not None
        self._db.execute("delete from delivered")
        self._db.execute("delete from sources")
        self._db.execute("delete from confirmed")
        self._db.execute("update state set seq = 0")
        self.state = read_state(self._db)


_DELIVERED = "insert or replace into delivered values (?, ?)"
_WAYS_OUT = "--reset exports everything again, and another name begins another cursor"


def read_state(db: StoreConnection) -> CursorState | None:
    """Return where the cursor of an open file is; `None` before its first export."""
    row = db.execute(f"select {_COLUMNS} from state").fetchone()
    return None if row is None else CursorState(**dict(zip(_COLUMNS.split(", "), row, strict=True)))


def state_of(path: Path) -> CursorState | None:
    """Return where the cursor of *path* is; `None` before its first export. Raises as `reading` does."""
    with reading(path) as db:
        return read_state(db)
