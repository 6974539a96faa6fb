"""Runs `rasad` and measures the reactor: how long each callback keeps its thread; a program.

Time is the processor time of the reactor's thread, so that other processes of a loaded machine do not count. The start
of the run, before its first byte is received, is not measured.
"""

from __future__ import annotations

import asyncio
import asyncio.events
import gc
import json
import os
import sys
import threading
import time
from pathlib import Path

from twisted.internet.asyncioreactor import AsyncioSelectorReactor

_NOTED, _DEEPEST = 0.01, 40


class Watch:
    """Looks every 20 ms at what the reactor's thread is doing, to name it where it takes long."""

    def __init__(self, thread: int) -> None:
        self._thread, self.seen = thread, ""

    def look(self) -> None:
        while True:
            time.sleep(0.02)
            names = list[str]()
            frame = sys._current_frames().get(self._thread)
            while frame is not None and len(names) < _DEEPEST:
                names.append(f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {frame.f_code.co_name}")
                frame = frame.f_back
            self.seen = " < ".join(names)


def main() -> None:
    """Run the command line; write the seconds of the longest callbacks, and what they called, to `SLICES`."""
    slices: list[tuple[float, str]] = []
    collected, started, begun_reading = [0.0], [0.0], [False]
    reads = AsyncioSelectorReactor._readOrWrite

    def noted_read(reactor: AsyncioSelectorReactor, *args: object) -> None:
        begun_reading[0] = True
        reads(reactor, *args)  # type: ignore[no-untyped-call]  # Twisted's

    AsyncioSelectorReactor._readOrWrite = noted_read  # type: ignore[method-assign]

    def noted(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            started[0] = time.thread_time()
        else:
            collected[0] += time.thread_time() - started[0]

    gc.callbacks.append(noted)
    watch = Watch(threading.get_ident())
    threading.Thread(target=watch.look, daemon=True).start()
    run = asyncio.events.Handle._run  # every callback goes through it

    def measured(handle: asyncio.Handle) -> None:
        collected[0] = 0.0
        watch.seen, begun = "", time.thread_time()
        try:
            run(handle)
        finally:
            spent = time.thread_time() - begun
            if spent > _NOTED and begun_reading[0]:
                slices.append((spent, f"gc {collected[0]:.3f} s; {watch.seen or repr(handle)[:300]}"))

    asyncio.events.Handle._run = measured  # type: ignore[method-assign,assignment]
    from crawler.__main__ import main as rasad  # noqa: PLC0415  # the reactor is measured from its first callback

    try:
        rasad()
    finally:
        longest = sorted(slices, reverse=True)[:12]
        Path(os.environ["SLICES"]).write_text(json.dumps(longest), encoding="utf-8")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
