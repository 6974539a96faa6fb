"""The newsroom on loopback: its own process, which serves a press and ends with its parent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from crawler.newsroom.press import NewsroomPress
from storage.exit_status import ExitStatus, UserError
from storage.source import Source


class NewsroomError(UserError):
    """The newsroom cannot be served; the message says why, and what to do."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedRequest:
    """One request that the newsroom answered; *at* is seconds since the epoch."""

    at: float
    host: str
    method: str
    path: str
    status: int
    bytes: int
    conditional: bool
    agent: str


class Newsroom:
    """A running newsroom; a context manager. `port=0` takes any free port."""

    def __init__(self, process: subprocess.Popen[str], press: NewsroomPress, log: Path, size: tuple[int, int]) -> None:
        self._process, self._log, self._size = process, log, size
        self.press = press

    @classmethod
    def open(cls, *, outlets: int = 7, articles: int = 147, port: int = 0, day: int = 1, delays: bool = True) -> Self:
        """Start the newsroom and wait until it answers. Raises `NewsroomError` when the port is taken."""
        handle, name = tempfile.mkstemp(prefix="newsroom-", suffix=".jsonl")
        os.close(handle)
        command = [sys.executable, "-m", "crawler.newsroom", "--outlets", str(outlets), "--articles", str(articles)]
        command += ["--day", str(day), "--port", str(port), "--log", name]
        command += [] if delays else ["--no-delays"]
        process = subprocess.Popen(  # noqa: S603  # our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None  # noqa: S101  # set above
        assert process.stderr is not None  # noqa: S101  # set above
        line = process.stdout.readline()
        if not line:
            error_text = process.stderr.read().strip()
            process.wait()
            Path(name).unlink(missing_ok=True)
            _close(process)
            raise NewsroomError(error_text.splitlines()[-1] if error_text else "the newsroom did not start")
        press = NewsroomPress(outlets=outlets, articles=articles, day=day, port=json.loads(line)["port"], delays=delays)
        return cls(process, press, Path(name), (outlets, articles))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def port(self) -> int:
        return self.press.port

    @property
    def pid(self) -> int:
        return self._process.pid

    def sources(self) -> tuple[Source, ...]:
        return self.press.sources()

    def set_day(self, day: int) -> None:
        """Set the newsroom's day: from now on it serves what is edited, withdrawn and new on *day*."""
        assert self._process.stdin is not None  # noqa: S101  # set in open
        assert self._process.stdout is not None  # noqa: S101  # set in open
        self._process.stdin.write(f"day {day}\n")
        self._process.stdin.flush()
        self._process.stdout.readline()
        outlets, articles = self._size
        delays = any(each.crawl_delay for each in self.press.outlets)
        self.press = NewsroomPress(outlets=outlets, articles=articles, day=day, port=self.port, delays=delays)

    def requests(self) -> tuple[LoggedRequest, ...]:
        """Return every request answered so far, in order."""
        lines = self._log.read_text(encoding="utf-8").splitlines()
        return tuple(LoggedRequest(**json.loads(line)) for line in lines)

    def is_article(self, request: LoggedRequest) -> bool:
        """Whether a request was for an article."""
        return self.press.is_article(request.host, request.path)

    def close(self) -> None:
        """End the process, and delete its log."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()  # the process ends when its input ends
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _close(self._process)
        self._log.unlink(missing_ok=True)


def _close(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None and not stream.closed:
            stream.close()
