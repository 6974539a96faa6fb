"""A folder that appears complete or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from storage.export.output.temporary_name import sweep, temporary_path
from storage.export.output.whole_file import naming, sync_folder


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a folder to write into; it becomes *path* when the block ends well, and is removed when it raises.

    Raises `FileExistsError` where *path* is something else than an empty folder: it is never replaced.
    """
    with naming(path):
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise FileExistsError(17, "there is something already: name a new folder", str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        temporary = temporary_path(path)
        temporary.mkdir()
        try:
            yield temporary
            for folder, _, _ in os.walk(temporary):
                sync_folder(Path(folder))
            temporary.rename(path)  # of folders only an empty one is replaced
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        sync_folder(path.parent)


@contextmanager
def synced(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to a new file in such a folder; it is on the disk after the block."""
    path.parent.mkdir(exist_ok=True)
    with path.open("xb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
