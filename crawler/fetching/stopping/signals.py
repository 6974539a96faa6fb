"""What SIGINT and SIGTERM do to a run: it requests nothing more, and ends soon whatever it waits for."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Protocol

_GRACE = 6.0
"""Seconds that a stopped run waits for the responses and the reading that are under way."""


class StoppableRun(Protocol):
    """A run that can be stopped (`crawler.run.coordinator`)."""

    def stop_claims(self) -> None: ...

    def stop(self) -> None: ...

    def cut_short(self) -> None: ...


def stop_at_signals(run: StoppableRun, *, noted: Callable[[], None]) -> None:
    """Stop *run* at the first signal, before the handler that is there now is called; *noted* is called at once.

    It is called in the running loop, after Scrapy set its own handlers: the first signal ends its crawls gracefully,
    the second at once.
    """
    loop = asyncio.get_running_loop()

    def handled(number: int, before: object) -> None:
        def heard(signum: int, frame: object) -> None:
            noted()
            run.stop_claims()
            loop.call_soon_threadsafe(stop_soon, run, loop)
            if callable(before):
                before(signum, frame)

        signal.signal(number, heard)

    for number in (signal.SIGINT, signal.SIGTERM):
        handled(number, signal.getsignal(number))


def stop_soon(run: StoppableRun, loop: asyncio.AbstractEventLoop) -> None:
    """Give back what waits, and after a few seconds what is under way."""
    run.stop()
    loop.call_later(_GRACE, run.cut_short)
