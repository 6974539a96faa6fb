"""After a writer was killed, the next one checks the store page by page."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.database.sqlite.integrity import IntegrityRecord
from storage.store import Store
from tests.support.paths import ROOT
from tests.support.stores import new_store

_KILLED = """
import os, sys
from pathlib import Path
from storage.store import Store
store = Store.open(Path(sys.argv[1]))
with store.file.writing() as db:
    db.execute("update counters set value = value + 1 where name = 'seq'")
os.kill(os.getpid(), 9)
"""


def _is_due(path: Path) -> bool:
    with closing(IntegrityRecord(path)) as record:
        return record.is_due(datetime.now(UTC) + timedelta(minutes=5))


def test_a_store_whose_writer_was_killed_is_checked(tmp_path: Path) -> None:
    """Its write-ahead log is still there; after the check and a clean end it is not due again."""
    path = tmp_path / "rasad.db"
    new_store(path).close()
    assert not _is_due(path)

    subprocess.run([sys.executable, "-c", _KILLED, path], check=False, cwd=ROOT)
    assert _is_due(path)

    with Store.open(path) as store:
        assert store.file.db.execute("select value from counters where name = 'seq'").fetchone() == (1,)
    assert not _is_due(path)
