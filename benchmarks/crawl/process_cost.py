"""Times a command as a whole: wall clock, and the CPU of it and of every process it leaves behind."""

from __future__ import annotations

import ctypes
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

_PR_SET_CHILD_SUBREAPER = 36  # prctl(2): orphans of a command become ours, so that their CPU is counted too


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command cost: seconds of wall clock and of CPU, and the largest process in MiB."""

    wall: float
    cpu: float
    peak: float


def cost_of(argv: Sequence[str], *, apart: frozenset[int], cwd: str | None = None) -> Cost:
    """Run *argv* to its end and return its cost; *apart* are children of ours that are not part of it.

    Raises `subprocess.CalledProcessError` when it ends with another status than 0 or 1 (a source fell short).
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    start = time.perf_counter()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, cwd=cwd)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in {0, 1}:
        raise subprocess.CalledProcessError(child.returncode, argv)
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
    for pid in _left_behind(apart):
        _, _, usage = os.wait4(pid, 0)
        cpu, peak = cpu + usage.ru_utime + usage.ru_stime, max(peak, usage.ru_maxrss)
    return Cost(wall=wall, cpu=cpu, peak=peak / 1024)


def _left_behind(apart: frozenset[int]) -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:  # noqa: PTH123  # procfs
        return [pid for pid in map(int, children.read().split()) if pid not in apart]
