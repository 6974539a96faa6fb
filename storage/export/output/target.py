"""What the name after `-o` is: a file that is written whole, or a stream."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Protocol

from storage.exit_status import ExitStatus, UserError
from storage.export.output.whole_file import naming, whole_file

STDOUT = "-"
_DESCRIPTOR = re.compile(r"/dev/(?:fd/\d+|stdin|stdout|stderr)|/proc/(?:self|thread-self|\d+)/fd/\d+")


class ReaderGone(UserError):
    """The program that reads the export has ended before it had all of it."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.FELL_SHORT


class StreamTarget(Protocol):
    """What takes an export as one stream; *name* is shown, and its end says whether the stream is compressed."""

    @property
    def name(self) -> str: ...

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """Give the stream to write to; the block ends well only where all of it was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputTarget:
    """Where an export goes.

    One of three is set: *file* is the regular file that it becomes, with every symbolic link followed; *stream* is the
    device, fifo or descriptor that is written to, or `-` for the standard output; *folder* gets numbered batches.
    *replaces*: an old file may be replaced.
    """

    name: str
    file: Path | None = None
    stream: str | None = None
    folder: Path | None = None
    replaces: bool = True

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """Give the stream to write to; a file is there after the block ended well, an error names the target."""
        if self.file is not None:
            return whole_file(self.file, replaces=self.replaces)
        if self.stream is None:
            raise IsADirectoryError(f"{self.name}: a folder; ask it for a batch")
        return _streamed(self.stream)

    def batch(self, cursor: str, number: int, *, suffix: str, is_whole: bool) -> OutputTarget:
        """Return the next batch of a cursor in the folder: no file that is there has its number, or is replaced.

        *is_whole*: it has everything, and takes the place of all batches before it; its name says so.
        """
        assert self.folder is not None  # noqa: S101  # only a folder has batches
        while any(self.folder.glob(f"{cursor}-{number:08}[.-]*")):
            number += 1  # written by an export that was killed before its cursor moved
        path = self.folder / f"{cursor}-{number:08}{'-whole' if is_whole else ''}{suffix}"
        return OutputTarget(name=str(path), file=path, replaces=False)


def target_of(name: str, *, has_batches: bool = False) -> OutputTarget:
    """Return what *name* is; with *has_batches* it may be a folder, which need not be there if it ends with a slash.

    Raises `IsADirectoryError` for a folder, `OSError` for what cannot be reached.
    """
    if name == STDOUT or _is_stdout(name):
        return OutputTarget(name=name, stream=STDOUT)
    if _DESCRIPTOR.fullmatch(name):
        return OutputTarget(name=name, stream=name)
    file = Path(os.path.realpath(name))
    if has_batches and (file.is_dir() or (name.endswith("/") and not file.exists())):
        return OutputTarget(name=name, folder=file)
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116  # a name, not yet a path
    except FileNotFoundError:
        mode = stat.S_IFDIR if name.endswith("/") else stat.S_IFREG
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(f"{name}: a folder; name a file in it")
    if not stat.S_ISREG(mode):
        return OutputTarget(name=name, stream=name)
    return OutputTarget(name=name, file=file)


def _is_stdout(name: str) -> bool:
    """Whether *name* leads to what the standard output is: writing there by name would replace or cut it."""
    try:
        return os.path.samestat(os.stat(name), os.fstat(sys.stdout.fileno()))  # noqa: PTH116  # as above
    except (OSError, ValueError, AttributeError):
        return False  # there is nothing of this name, or no standard output


@contextmanager
def _streamed(name: str) -> Iterator[BinaryIO]:
    """Give a stream to a device, fifo or descriptor; nothing is created, cut or replaced.

    Raises `ReaderGone` where nobody reads it to its end.
    """
    shown = "the standard output" if name == STDOUT else name
    try:
        with naming(shown), os.fdopen(_descriptor(name), "wb") as stream:  # a full disk may show only when it is closed
            yield stream
    except BrokenPipeError as error:
        raise ReaderGone(f"{shown}: its reader ended before the export did; no cursor was moved") from error


def _descriptor(name: str) -> int:
    if name != STDOUT:
        return os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    sys.stdout.flush()
    return os.dup(sys.stdout.fileno())
