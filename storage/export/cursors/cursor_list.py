"""The cursors of a data folder, and how far each is behind the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.database.change_sequence import is_continued, store_id
from storage.database.engine.store_file import StoreConnection
from storage.exit_status import UserError
from storage.export.cursors.cursor import CursorState, state_of
from storage.export.cursors.cursor_file import SUFFIX
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCursor:
    """One cursor: *waiting* is how many articles changed after its last export.

    *problem* says why it cannot be used as it is; `None`: it can. The other values are of its last export.
    """

    name: str
    problem: str | None = None
    waiting: int | None = None
    seq: int | None = None
    at: str | None = None
    records: int | None = None
    batches: int | None = None
    file: str | None = None
    sha256: str | None = None
    selection: str | None = None


def list_cursors(store: Store, folder: Path) -> list[ListedCursor]:
    """Return the cursors in *folder*, by name."""
    with store.file.snapshot() as db:
        return [_listed(db, each) for each in sorted(folder.glob(f"*{SUFFIX}"))]


def _listed(db: StoreConnection, path: Path) -> ListedCursor:
    try:
        state = state_of(path)
    except (UserError, OSError) as error:
        return ListedCursor(name=path.stem, problem=str(error))
    if state is None:
        return ListedCursor(name=path.stem, problem="nothing was exported yet")
    waiting = db.execute("select count(*) from articles where seq > ?", (state.seq,)).fetchone()[0]
    return ListedCursor(
        name=path.stem,
        problem=_problem(db, state),
        waiting=waiting,
        **{name: getattr(state, name) for name in ("seq", "at", "records", "batches", "file", "sha256", "selection")},
    )


def _problem(db: StoreConnection, state: CursorState) -> str | None:
    if state.store_id != store_id(db):
        return "its store is another one: --reset exports everything again"
    if not is_continued(db, state.token, state.seq):
        return "the store was put back to an earlier state: --reset exports everything again"
    return None
