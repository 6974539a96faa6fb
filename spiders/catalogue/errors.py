"""The errors of the catalogue.

CatalogueError
├── SourceFault      one problem of a source file
├── BrokenSource     the file of the requested source cannot be used
└── UnknownSource    no source has this id
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from storage.exit_status import ExitStatus, UserError


class CatalogueError(UserError):
    """The catalogue cannot give what was asked for."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


class SourceFault(CatalogueError):
    """One problem of a source file; the message names the file, the key and what to do.

    *is_blank*: a person must complete the file: a required key is empty, or a private host is not marked as the
    operator's own.
    """

    def __init__(self, path: Path, key: str, message: str, *, is_blank: bool = False) -> None:
        super().__init__(f"{path}: {key}: {message}" if key else f"{path}: {message}")
        self.path, self.key, self.message, self.is_blank = path, key, message, is_blank


class BrokenSource(CatalogueError):
    """The file of the requested source cannot be used; the message names every problem of it."""


class UnknownSource(CatalogueError):
    """No source has this id; the message names ids that are similar."""
