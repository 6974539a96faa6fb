"""Asks a reader about every page, in one process with a hard time limit a page."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from benchmarks.corpus import Saved
from benchmarks.reader.jobs import Answer, Timed, timed

_ROOT = Path(__file__).resolve().parents[2]
_TO_START = 120.0
"""Seconds that a reader may take to load and to warm up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader answered, one answer a page in the order asked, and which version of it."""

    version: str
    answers: tuple[Timed, ...]


class NotStarted(RuntimeError):
    """The reader's process did not come up; its own words are on stderr."""


def ask(argv: Sequence[str], pages: Sequence[Saved], *, seconds: float = 60) -> Asked:
    """Let *argv*, which speaks as `benchmarks.reader.jobs.serve` does, answer all *pages*.

    A page that takes longer than *seconds*, or ends the process, is refused, and the next one goes to a new process.
    Raises `NotStarted`.
    """
    version, answers = "", list[Timed]()
    while len(answers) < len(pages):
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, cwd=_ROOT) as reader:
            first = _line(reader, _TO_START)
            if not first:
                reader.kill()
                raise NotStarted(f"{' '.join(argv)}: did not start")
            version = json.loads(first)["version"]
            answers += _until_stuck(reader, pages[len(answers) :], seconds)
    return Asked(version=version, answers=tuple(answers))


def _until_stuck(reader: subprocess.Popen[bytes], pages: Sequence[Saved], seconds: float) -> Iterator[Timed]:
    for page in pages:
        job = {"page": str(page.path.resolve()), "url": page.url}
        cast("IO[bytes]", reader.stdin).write(json.dumps(job).encode() + b"\n")
        start = time.monotonic()
        line = _line(reader, seconds)
        if not line:
            reader.kill()
            why = "ended the process" if line is not None else f"no answer in {seconds:g} s"
            yield Timed(answer=Answer(rejected=why, failed=True), cpu_ms=(time.monotonic() - start) * 1000)
            return
        yield timed(line)


def _line(reader: subprocess.Popen[bytes], seconds: float) -> bytes | None:
    """Return the next line; b"" when the process ended before its end, None when time ran out."""
    stdout = cast("IO[bytes]", reader.stdout)
    read, until = b"", time.monotonic() + seconds
    while not read.endswith(b"\n"):
        ready, _, _ = select.select([stdout], [], [], max(0, until - time.monotonic()))
        if not ready:
            return None
        chunk = os.read(stdout.fileno(), 1 << 16)
        if not chunk:
            return b""
        read += chunk
    return read
