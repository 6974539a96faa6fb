"""The power goes at any moment: what the store has acknowledged is on the disk, whole.

What was written and not yet synced may be there, may be missing, or may be torn inside, in any combination. The files
that this can leave are made from a record of every write and sync, and opened.
"""

from __future__ import annotations

import pickle
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from storage.store import Store
from tests.fault.store.recorded_writes import BATCH, BATCHES, Event

SECTOR = 512


def _recorded(folder: Path, synchronous: str) -> list[Event]:
    path, to = folder / "rasad.db", folder / "events"
    Store.open(path).close()
    (folder / "before").write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "tests.fault.store.recorded_writes", str(path), synchronous, str(to)]
    subprocess.run(command, check=True, timeout=120)
    events: list[Event] = pickle.loads(to.read_bytes())  # noqa: S301  # written by our own program
    return events


class DiskAfterLoss:
    """The contents of files: what was synced is there, of the rest what chance leaves."""

    def __init__(self, before: bytes, name: str, chance: random.Random) -> None:
        self._files = {name: bytearray(before)}
        self._waiting: dict[str, list[Event]] = {}
        self._chance = chance

    def happen(self, event: Event) -> None:
        kind, name, _, _ = event
        if kind == "sync":
            for each in self._waiting.pop(name, []):
                _apply(self._files, each)
        elif kind != "kept":
            self._waiting.setdefault(name, []).append(event)

    def lost_power(self) -> Mapping[str, bytearray]:
        """Return the files as they would be if the power went now."""
        files = {name: bytearray(content) for name, content in self._files.items()}
        for events in self._waiting.values():
            share = self._chance.choice((0, 0.5, 0.9, 1))
            for each in events:
                if self._chance.random() < share:
                    _apply(files, each if self._chance.random() < 0.8 else self._torn(each))
        return files

    def _torn(self, event: Event) -> Event:
        kind, name, offset, data = event
        return kind, name, offset, data[: self._chance.randrange(len(data) // SECTOR + 1) * SECTOR]


def _apply(files: dict[str, bytearray], event: Event) -> None:
    kind, name, at, data = event
    file = files.setdefault(name, bytearray())
    if kind == "delete":
        del files[name]
    elif kind == "truncate":
        del file[at:]
    else:
        file.extend(bytes(max(0, at - len(file))))
        file[at : at + len(data)] = data


def _left(files: Mapping[str, bytearray], place: Path, *, acknowledged: int) -> tuple[str, int, int]:
    """Return whether the store is intact, how many articles it has more than it must have, and how many are in part."""
    place.mkdir()
    for name, content in files.items():
        (place / Path(name).name).write_bytes(content)
    connection = sqlite3.connect(place / "rasad.db")
    try:
        intact = str(connection.execute("pragma integrity_check").fetchone()[0])
        kept = int(connection.execute("select count(*) from articles").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error), 0, 0
    finally:
        connection.close()
    return intact, kept - acknowledged, kept % BATCH


def _losses(folder: Path, synchronous: str, *, count: int) -> list[tuple[str, int, int]]:
    events = _recorded(folder, synchronous)
    assert BATCHES == sum(each[0] == "kept" for each in events)
    chance = random.Random(1)
    moments = Counter(chance.choices(range(len(events) + 1), k=count))
    disk = DiskAfterLoss((folder / "before").read_bytes(), str(folder / "rasad.db"), chance)
    found, acknowledged = list[tuple[str, int, int]](), 0
    for number, event in enumerate([*events, None]):
        for _ in range(moments[number]):
            found.append(_left(disk.lost_power(), folder / f"lost-{len(found)}", acknowledged=acknowledged))
        if event is not None:
            disk.happen(event)
            acknowledged += BATCH * (event[0] == "kept")
    return found


def test_a_power_loss_takes_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Sixty losses at any write, some in the middle of a checkpoint: intact, every batch that was kept, none in part."""
    found = _losses(tmp_path, "as it is", count=60)

    assert [] == [each for each in found if each[0] != "ok" or each[1] < 0 or each[2] != 0]


def test_a_store_that_syncs_less_is_seen_to_lose(tmp_path: Path) -> None:
    """With another setting of SQLite the same losses take batches: that the test above sees none is the store's doing."""
    found = _losses(tmp_path, "normal", count=30)

    assert any(each[1] < 0 for each in found)
