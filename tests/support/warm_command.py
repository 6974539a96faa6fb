"""Runs a command of rasad in a fork of a process that has imported it: a new Python spends a second of CPU on that.

It is the same program with the same settings, files, sockets and exit status; its readers are started as ever. What
depends on the start of a process or on its signals is tested with one of its own.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing import forkserver
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory

from crawler.__main__ import main

atexit.register(forkserver._forkserver._stop)  # type: ignore[attr-defined]  # its time is then counted with ours
_CONTEXT = multiprocessing.get_context("forkserver")
_PRELOAD = ["tests.support.warm_command", "crawler.cli.runs.crawl", "crawler.run.run"]


def run_rasad(
    data: Path, *words: str, seconds: float = 200, environment: Mapping[str, str] | None = None
) -> CompletedProcess[str]:
    """Return how `rasad --data DATA WORDS` ended and what it printed; *environment* is ours by default.

    Raises `TimeoutExpired`.
    """
    arguments = ["rasad", "--data", str(data), *words]
    with TemporaryDirectory() as folder:
        out, errors = Path(folder, "out"), Path(folder, "err")
        _CONTEXT.set_forkserver_preload(_PRELOAD)
        process = _CONTEXT.Process(target=_run, args=(arguments, dict(environment or os.environ), out, errors))
        process.start()
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
            raise TimeoutExpired(arguments, seconds)
        texts = [each.read_text(encoding="utf-8") for each in (out, errors)]
    return CompletedProcess(arguments, process.exitcode or 0, *texts)


def _run(arguments: list[str], environment: dict[str, str], out: Path, errors: Path) -> None:
    for stream, path in ((1, out), (2, errors)):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(handle, stream)
        os.close(handle)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = arguments
    main()
