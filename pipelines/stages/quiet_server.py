"""For the server process of the readers alone: what it and its readers print goes nowhere.

A reader that only begins to start when the run ends would print a traceback of multiprocessing behind the report. And
a program that reads our output waits until every process that could still write to it has ended. What happens in a
reader comes back as its result.
"""

from __future__ import annotations

import os
import sys


def silence() -> None:
    """Send stdout and stderr of this process, and of those that it starts, to nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


if any("multiprocessing.forkserver" in each for each in sys.orig_argv):  # not where a test imports every module
    silence()
