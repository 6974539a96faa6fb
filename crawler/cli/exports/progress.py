"""Shows on a terminal how far a long export has come; elsewhere a plain line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crawler.cli.output.terminal import echo, echo_over

_QUIET_SECONDS, _TERMINAL_SECONDS, _LINE_SECONDS = 1.0, 0.25, 30.0


@contextmanager
def shown_progress(*, is_stdout: bool) -> Iterator[Callable[[int], None]]:
    """Give what is called with the number of records so far; a short export shows nothing.

    With *is_stdout* the records themselves are the standard output: where that is a terminal, nothing is shown.
    """
    is_terminal = sys.stderr.isatty()
    if is_stdout and sys.stdout.isatty():
        yield lambda _: None
        return
    progress = _ExportProgress(is_terminal=is_terminal)
    try:
        yield progress.show
    finally:
        progress.end()


class _ExportProgress:
    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal
        self._begun = time.monotonic()
        self._pause = _TERMINAL_SECONDS if is_terminal else _LINE_SECONDS
        self._next = self._begun + (_QUIET_SECONDS if is_terminal else _LINE_SECONDS)
        self._is_shown = False

    def show(self, records: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + self._pause
        text = f"{records:,} articles so far, {records / (now - self._begun):,.0f} a second"
        if self._is_terminal:
            self._is_shown = True
            echo_over(text)
        else:
            echo(text, err=True)

    def end(self) -> None:
        if self._is_shown:
            echo_over("")
