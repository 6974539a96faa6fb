"""A small log is no problem; a network file system is known by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database.sqlite import wal
from storage.database.sqlite.wal import fold_wal, network_filesystem
from storage.store import Store
from tests.support.stores import SOURCE


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
