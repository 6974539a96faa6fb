"""A program that gets an export on its standard input; the export is done only when the program ends with status 0."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, BinaryIO, ClassVar, cast

from storage.exit_status import ExitStatus, UserError
from storage.export.delivery.record_sink import DeliveryFailed

_GRACE = 5.0
_MOST_LINES, _LONGEST_LINE = 200, 1000
_STOPPING = (signal.SIGTERM, signal.SIGHUP)


class ExportStopped(UserError):
    """We were told to stop, and have ended the program."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.INTERRUPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTarget:
    """*command* is run by /bin/sh. *tell* gets each line that it prints. *seconds* is its time limit, if it has one."""

    command: str
    tell: Callable[[str], None]
    seconds: float | None = None
    name: str = "the command"

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Give the program's standard input. The program and all that it started end with us.

        Raises `DeliveryFailed` where it ends with another status than 0, or before it has read everything.
        """
        with _stopping():
            process = subprocess.Popen(  # noqa: S603  # the operator's own command
                ["/bin/sh", "-c", self.command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
            watch = _ProgramWatch(process, self.tell, self.seconds)
            try:
                yield from watch.fed()
            except BaseException:
                watch.end()
                raise


class _ProgramWatch:
    """A program that runs: its output, its time limit, its end."""

    def __init__(self, process: subprocess.Popen[bytes], tell: Callable[[str], None], seconds: float | None) -> None:
        self._process, self._tell = process, tell
        self._is_late = False
        self._output = threading.Thread(target=self._tell_output, daemon=True)
        self._output.start()
        self._limit = threading.Timer(seconds or 0, self._stop_late)
        if seconds is not None:
            self._limit.daemon = True
            self._limit.start()

    def fed(self) -> Iterator[BinaryIO]:
        stdin = cast("BinaryIO", self._process.stdin)
        is_whole = True
        try:
            yield stdin
            stdin.close()
        except BrokenPipeError:
            is_whole = False
            with suppress(BrokenPipeError):
                stdin.close()
        status = self._process.wait()
        self._limit.cancel()
        self._output.join(1.0)  # what it left running may hold the pipe open
        if self._is_late:
            raise DeliveryFailed(f"the command did not end in time and was ended; {_UNMOVED}")
        if status < 0:
            raise DeliveryFailed(f"the command was ended by {signal.Signals(-status).name}; {_UNMOVED}")
        if status:
            raise DeliveryFailed(f"the command ended with status {status}; {_UNMOVED}")
        if not is_whole:
            raise DeliveryFailed(f"the command ended with status 0 before it had read everything; {_UNMOVED}")

    def end(self) -> None:
        """End the program and what it started: politely, then not."""
        self._limit.cancel()
        with suppress(BrokenPipeError, ValueError):
            cast("IO[bytes]", self._process.stdin).close()
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()
        self._output.join(1.0)

    def _stop_late(self) -> None:
        self._is_late = True
        self._signal(signal.SIGTERM)
        killing = threading.Timer(_GRACE, self._signal, [signal.SIGKILL])
        killing.daemon = True
        killing.start()

    def _signal(self, number: int) -> None:
        if self._process.poll() is not None:
            return  # its number may be another program's by now
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _tell_output(self) -> None:
        lines = 0
        with cast("IO[bytes]", self._process.stdout) as stdout:
            while line := stdout.readline(_LONGEST_LINE):
                lines += 1
                if lines <= _MOST_LINES:
                    self._tell(line.decode("utf-8", "replace").rstrip("\r\n"))
        if lines > _MOST_LINES:
            self._tell(f"({lines - _MOST_LINES} more lines)")


_UNMOVED = "no cursor was moved"


@contextmanager
def _stopping() -> Iterator[None]:
    """Let a signal that would end us raise instead, so that the program is ended, too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: object) -> None:
        for each in heeded:
            signal.signal(each, signal.SIG_IGN)  # once is enough
        raise ExportStopped(f"stopped by {signal.Signals(number).name}: the command was ended, and {_UNMOVED}")

    heeded = [each for each in _STOPPING if signal.getsignal(each) is not signal.SIG_IGN]  # nohup ignores SIGHUP
    old = {each: signal.signal(each, stop) for each in heeded}
    try:
        yield
    finally:
        for each, handler in old.items():
            signal.signal(each, handler)
