"""Any number of runs in one data folder, each host in the hands of one."""

from __future__ import annotations

import os
from pathlib import Path

from storage.database.locks import RunLocks


def test_a_host_has_one_run(tmp_path: Path) -> None:
    """Two runs work side by side; what one has taken the other is refused, with who has it."""
    with RunLocks(tmp_path, command="crawl a") as first, RunLocks(tmp_path, command="crawl b") as second:
        taken = first.take(["a.example"]), second.take(["b.example"])
        refused = second.take(["c.example", "a.example"])
        left = first.holder(["c.example"])

        assert ((None, None), True, True, None) == (
            taken,
            "crawl a" in str(refused),
            f"pid {os.getpid()}" in str(refused),
            left,
        )


def test_what_is_let_go_is_free(tmp_path: Path) -> None:
    """A host is free again when its run lets go of it, or ends."""
    with RunLocks(tmp_path, command="crawl a") as first, RunLocks(tmp_path, command="crawl b") as second:
        first.take(["a.example", "b.example"])
        first.release(["a.example"])
        one = second.take(["a.example"])
        first.__exit__()

        assert (None, None) == (one, second.take(["b.example"]))
