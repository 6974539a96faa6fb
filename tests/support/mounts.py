"""Commands on a file system of their own: a small one, or one that cannot be written. Nothing is mounted outside of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

import pytest

_UNSHARE = ["unshare", "--mount", "--propagation", "private"] + ([] if os.geteuid() == 0 else ["--map-root-user"])


@cache
def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    trial = [*_UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def run_mounted(script: str, *words: str, seconds: float = 150) -> subprocess.CompletedProcess[str]:
    """Run a shell *script* (`$1`, … are *words*) that may mount; skips the test where the system does not let it."""
    if not _may_mount():
        pytest.skip("mounting in a namespace of its own is not allowed here")
    command = [*_UNSHARE, "sh", "-c", script, "sh", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
