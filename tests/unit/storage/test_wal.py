"""A log that cannot be emptied is told, with its size and who reads; a network file system is known by its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage import wal
from storage.store import Store
from storage.wal import fold_wal, network_filesystem
from tests.support.stores import SOURCE

_READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("begin"); db.execute("select count(*) from sources").fetchone()
print("reads", flush=True); sys.stdin.read()
"""


def test_a_reader_that_stays_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it reads, the warning has the size, its pid, its name and for how long it runs; afterwards there is none."""
    monkeypatch.setattr(wal, "LARGE_WAL", 1000)
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, str(store.file.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    reader.stdout.readline()
    store.sources.register([SOURCE])
    warning = fold_wal(store.file) or ""
    reader.communicate("")
    after = fold_wal(store.file)
    size = store.file.path.with_name("rasad.db-wal").stat().st_size

    assert (True, True, None, 0) == (f"(pid {reader.pid}, python" in warning, " hours)" in warning, after, size)


def test_a_small_log_is_not_told(store: Store) -> None:
    """A reader of a moment is no matter."""
    store.sources.register([SOURCE])

    assert fold_wal(store.file) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/news/data", "nfs4"),
        ("/srv/news", "nfs4"),
        ("/srv/newspaper", None),
        ("/srv/news/local disk/data", None),
        ("/mnt/share", "cifs"),
        ("/home", None),
    ],
)
def test_a_network_file_system_is_known(tmp_path: Path, path: str, kind: str | None) -> None:
    """The longest mount point above the folder decides, also one with a blank in its name (proc(5))."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /srv/news rw,relatime shared:1 - nfs4 host:/news rw\n"
        "31 30 8:2 / /srv/news/local\\040disk rw - xfs /dev/sdb1 rw\n"
        "32 22 0:41 / /mnt rw - cifs //host/share rw\n"
        "garbage\n",
        encoding="utf-8",
    )

    assert kind == network_filesystem(Path(path), mounts=mounts)


def test_the_disk_of_the_tests_is_known(tmp_path: Path) -> None:
    """The list of mounts of this machine can be read."""
    assert network_filesystem(tmp_path) is None or network_filesystem(tmp_path) in wal._NETWORK
