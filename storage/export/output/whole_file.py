"""A file that appears complete or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from storage.export.output.temporary_name import sweep, temporary_path

_USUAL, _RIGHTS = 0o666, 0o777  # of a new file, before the umask; of an old one, without set-id bits


@contextmanager
def whole_file(path: Path, *, replaces: bool = True) -> Iterator[BinaryIO]:
    """Give a stream that becomes *path* when the block ends well; when it raises, what was there stays.

    The file is synced to the disk, and its folder too. An old file keeps its mode. Only a regular file is replaced,
    and without *replaces* none is (`FileExistsError`). An `OSError` of the block leaves as one that names *path*.
    """
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        temporary = temporary_path(path)
        try:
            with _created(path, temporary) as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _rename(temporary, path, replaces=replaces)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def _created(path: Path, temporary: Path) -> BinaryIO:
    old = _mode(path)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _USUAL if old is None else 0o600)
    if old is not None:
        os.fchmod(handle, stat.S_IMODE(old) & _RIGHTS)
    return os.fdopen(handle, "wb")


def _rename(temporary: Path, path: Path, *, replaces: bool) -> None:
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        raise FileExistsError(f"{path}: not a regular file, so it is not replaced")
    if replaces:
        temporary.replace(path)
        return
    os.link(temporary, path)  # fails where there is a file; a rename would replace it
    temporary.unlink()


def _mode(path: Path) -> int | None:
    """Return the mode of *path* itself, not of what it links to; `None`: there is nothing."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Sync the new name to the disk. The file itself is there by now: a folder that cannot be synced is no failure."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Raise an `OSError` of the block as one that names *path*: one of a full disk names no file."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, f"{error.strerror or error}: the export was not written", str(path)) from error
