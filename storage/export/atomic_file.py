"""A file that appears complete or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_file(path: Path, *, bom: bool) -> Iterator[TextIO]:
    """Give a stream that becomes *path* when the block ends well; when it raises, no file is left.

    *bom*: the file begins with U+FEFF, which Excel needs to read UTF-8.
    """
    with _naming(path), _temporary(path, bom=bom) as stream:
        yield stream


@contextmanager
def _temporary(path: Path, *, bom: bool) -> Iterator[TextIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as raw, TextIOWrapper(raw, "utf-8-sig" if bom else "utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(raw.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)  # a temporary file is private; an export has the usual rights
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Raise an `OSError` of the block as one that names *path*: one of a full disk names no file."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror or error}: the export was not written", str(path)) from error
