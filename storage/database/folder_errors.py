"""Raises errors of the folder that a store is in as `StoreError`s that name the place and the way out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database.errors import StoreFull, StoreReadOnly

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def folder_errors(path: Path) -> Iterator[None]:
    """Raise an `OSError` of the block, which writes to *path*, as `StoreFull` or `StoreReadOnly`."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        if error.errno in _FULL:
            raise StoreFull(f"{place}: the disk is full; free some space and run again") from error
        why = error.strerror or str(error)
        raise StoreReadOnly(f"{place}: cannot be written ({why}): check the rights of the data folder") from error
