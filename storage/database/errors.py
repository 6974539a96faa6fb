"""Why a store cannot be used, each as one line that names the file and the way out.

StoreError
├── StoreMissing    there is no file where one must be
├── StoreNewer      written by a newer rasad
├── StoreCorrupt    no SQLite file, or a damaged one
├── StoreReadOnly   the file or its folder cannot be written, or may not be read
├── StoreFull       the disk is full
├── StoreLocked     another program holds a write lock for too long
└── StoreUnreachable  the server that has the store does not answer
"""

from __future__ import annotations

from typing import ClassVar

from storage.exit_status import ExitStatus, UserError


class StoreError(UserError):
    """The store cannot be used; the message is one line for the operator."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.STORE


class StoreMissing(StoreError):
    """There is no store at the path."""


class StoreNewer(StoreError):
    """The store was written by a newer version."""


class StoreCorrupt(StoreError):
    """The file is no SQLite database, or its pages are damaged."""


class StoreReadOnly(StoreError):
    """The store cannot be written, or may not be read."""


class StoreFull(StoreError):
    """The disk is full; what was committed is kept."""


class StoreLocked(StoreError):
    """Another program wrote for longer than we wait."""


class StoreUnreachable(StoreError):
    """The server that has the store does not answer."""
