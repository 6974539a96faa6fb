"""A PostgreSQL of the machine, in a temporary folder and on a socket in it, for the tests of the fleet."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ABSENT = "no PostgreSQL on this machine: apt-get install postgresql"
_ACCOUNT = "postgres"
_START_SECONDS = 60.0
_PLACE = "/tmp"  # noqa: S108  # the path of a socket has 107 bytes at most, and TMPDIR may be long


def server_folder() -> Path | None:
    """Return the folder of the server's programs; `None` where it is not installed, or root has no account to run it as."""
    if os.geteuid() == 0 and _ACCOUNT not in {each.pw_name for each in pwd.getpwall()}:
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server of our own, and give the URL of it without a database; it is stopped by its pid, and its folder is gone.

    Nothing waits for the disk: a test that ends with the power would be another one. As root it runs as `postgres`,
    because it refuses to run as root.
    """
    programs = server_folder()
    assert programs is not None, ABSENT
    with tempfile.TemporaryDirectory(prefix="rasad-pg-", dir=_PLACE, ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        account = pwd.getpwnam(_ACCOUNT) if os.geteuid() == 0 else None
        if account is not None:
            os.chown(place, account.pw_uid, account.pw_gid)
        user = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid}
        initdb = [
            programs / "initdb",
            "-D",
            place / "data",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-A",
            "trust",
            "-U",
            "rasad",
        ]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=place, **user)  # type: ignore[call-overload]
        options = ["-D", place / "data", "-k", place, "-c", "listen_addresses=", "-c", "fsync=off"]
        with (place / "log").open("wb") as log:
            server = subprocess.Popen([programs / "postgres", *options], cwd=place, stdout=log, stderr=log, **user)  # type: ignore[call-overload]
        try:
            _wait(programs, place, server)
            yield f"postgresql://rasad@/{{}}?host={place}"
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(_START_SECONDS)


def _wait(programs: Path, place: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + _START_SECONDS
    while subprocess.run([programs / "pg_isready", "-q", "-h", place], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the server did not start: {(place / 'log').read_text(errors='replace')}")
        time.sleep(0.05)
