"""Inside a mount namespace: enter a root, run a session's commands there, and print as JSON how each ended.

It is started by `root.py` as a program of its own. The mounts, and what the session left running, end with it.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

_SIOCSIFFLAGS, _UP = 0x8914, 0x1 | 0x40
_NO_STREAM = subprocess.DEVNULL


def main(root: Path, account: int, folder: str, env: dict[str, str], commands: list[str]) -> None:
    """Run *commands* in *folder* of *root* as an account of it, with the environment *env* alone."""
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    (root / "dev/shm").mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", str(root / "dev/shm")], check=True)
    with socket.socket() as loopback:  # in a network of its own it is down; elsewhere it is up already
        fcntl.ioctl(loopback, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _UP))
    os.chroot(root)
    os.setgroups([])
    os.setgid(account)
    os.setuid(account)
    os.chdir(folder)
    ended = [_run(each, env) for each in commands]
    print(json.dumps(ended))  # noqa: T201  # for root.py


def _run(command: str, env: dict[str, str]) -> tuple[str, int, str]:
    done = subprocess.run(
        ["/bin/sh", "-c", command], stdin=_NO_STREAM, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=env, check=False,
    )  # fmt: skip
    return command, done.returncode, done.stdout


if __name__ == "__main__":
    words = json.loads(sys.argv[1])
    main(Path(words["root"]), words["account"], words["folder"], words["env"], words["commands"])
