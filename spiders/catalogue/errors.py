"""What can be wrong with the catalogue.

CatalogueError
├── SourceFault      one thing that is wrong with a source file
├── BrokenSource     the file of the source asked for cannot be used
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
    """One thing that is wrong with a source file; the message names file and key, and how to correct it.

    *is_blank*: the file is a draft that a person must finish: a required key is empty, or a private host not allowed.
    """

    def __init__(self, path: Path, key: str, said: str, *, is_blank: bool = False) -> None:
        super().__init__(f"{path}: {key}: {said}" if key else f"{path}: {said}")
        self.path, self.key, self.said, self.is_blank = path, key, said, is_blank


class BrokenSource(CatalogueError):
    """The file of the requested source cannot be used; the message names all its faults."""


class UnknownSource(CatalogueError):
    """No source has this id; the message names similar ids."""
