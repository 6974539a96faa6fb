"""What can be wrong with the catalogue.

CatalogueError
├── SourceFault      one thing that is wrong with a source file
├── BrokenSource     the file of the source asked for cannot be used
└── UnknownSource    no source has this id
"""

from __future__ import annotations

from pathlib import Path


class CatalogueError(Exception):
    """The catalogue cannot give what was asked of it."""


class SourceFault(CatalogueError):
    """One thing that is wrong with a source file; the message names file and key, and the way out.

    *is_blank*: the file waits for a person's word, as a draft does: a needed key is empty, a private host not owned.
    """

    def __init__(self, path: Path, key: str, said: str, *, is_blank: bool = False) -> None:
        super().__init__(f"{path}: {key}: {said}" if key else f"{path}: {said}")
        self.path, self.key, self.said, self.is_blank = path, key, said, is_blank


class BrokenSource(CatalogueError):
    """The file of the source asked for cannot be used; the message names every fault of it."""


class UnknownSource(CatalogueError):
    """No source has this id; the message names those that are written alike."""
