"""The machine of the month: a small disk of its own, a virtual clock, and commands that are started as cron does."""

from __future__ import annotations

import multiprocessing.forkserver
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any, cast

from benchmarks.schedule.month import clock

DISK_MEGABYTES = 300
_LONGEST = 1800.0
_BALLAST = "ballast"


def has_own_disk() -> bool:
    """Whether this process may mount: it is in a namespace that `with_own_disk` made."""
    return os.environ.get("MONTH_DISK") == "1"


def with_own_disk() -> None:
    """Start this program again where it may mount a small disk; returns where that is not allowed."""
    words = ["unshare", "--mount", "--propagation", "private"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    with suppress(OSError):
        if not subprocess.run([*words, "true"], check=False, capture_output=True).returncode:
            os.environ["MONTH_DISK"] = "1"
            os.execvp(words[0], [*words, sys.executable, *sys.orig_argv[1:]])  # noqa: S606  # ourselves


def mount_disk(folder: Path) -> None:
    """Make *folder* a disk of its own."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "tmpfs", str(folder)], check=True)


def unmount_disk(folder: Path) -> None:
    """Give the disk back, with all that is on it."""
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_disk(folder: Path) -> None:
    """Take every byte that is left."""
    with suppress(OSError), (folder / _BALLAST).open("ab") as stream:
        while True:
            stream.write(bytes(1 << 20))
            stream.flush()
    with suppress(OSError), (folder / _BALLAST).open("ab") as stream:
        while True:
            stream.write(bytes(4096))
            stream.flush()


def empty_disk(folder: Path) -> None:
    """Give the bytes back."""
    (folder / _BALLAST).unlink(missing_ok=True)


def prepare() -> None:
    """Install the clock, import the program, and start the server of the readers, once for all commands."""
    clock.install()
    _open_new_home()
    import crawler.__main__  # noqa: PLC0415  # behind the clock
    import crawler.cli.operators.alerting  # noqa: PLC0415
    import crawler.cli.output.run_display  # noqa: PLC0415
    import crawler.cli.runs.crawl  # noqa: F401, PLC0415
    from crawler.run.listings.listing_reader import PRELOAD  # noqa: PLC0415

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.stages.quiet_server", "pipelines.stages.reader_process", *PRELOAD])
    multiprocessing.forkserver.ensure_running()


def _open_new_home() -> None:
    """Let the name of the new home have its address, and let that one address be of the public web."""
    from benchmarks.schedule.month.month_press import NEW_HOME, NEW_NAME  # noqa: PLC0415  # behind the clock
    from pipelines.web import networks  # noqa: PLC0415

    found, opened = socket.getaddrinfo, IPv4Address(NEW_HOME)
    patched: Any = socket
    patched.getaddrinfo = lambda host, *words: found(NEW_HOME if host == NEW_NAME else host, *words)
    around = [
        replace(each, network=part)
        for each in networks.FORBIDDEN
        if opened in each.network
        for part in cast("IPv4Network", each.network).address_exclude(IPv4Network(NEW_HOME))
    ]
    patched = networks
    patched.FORBIDDEN = (*(each for each in networks.FORBIDDEN if opened not in each.network), *around)


def run(data: Path, words: Sequence[str], *, at: datetime, kill_after: float | None = None) -> int | None:
    """Run a command at a virtual moment, in a process of its own; returns its status.

    *kill_after*: it is killed with signal 9 after so many seconds, if it still runs then; returns `None`.
    """
    pid = os.fork()
    if not pid:
        _child(data, words, at)
    end = time.monotonic() + (_LONGEST if kill_after is None else kill_after)
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            if kill_after is None:
                raise TimeoutError(f"{' '.join(words)} at {at} did not end")
            return None
        time.sleep(0.002)


def _child(data: Path, words: Sequence[str], at: datetime) -> None:
    status: object = 99
    try:
        os.setpgid(0, 0)
        clock.set_time(at.timestamp())
        server: Any = multiprocessing.forkserver
        server._forkserver.ensure_running = lambda: None  # that of the parent, which is no child of this process
        output = os.open(data.parent / "cron.out", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.argv = ["rasad", "--data", str(data), *words]
        from crawler.__main__ import main  # noqa: PLC0415  # behind the clock

        main()
    except SystemExit as ended:
        status = ended.code
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(status if isinstance(status, int) else 0)
