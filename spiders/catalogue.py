"""The catalogue: one TOML file a source, read strictly; every fault names its file and key.

CatalogueError
├── SourceFault      a file that is no valid source
└── UnknownSource    no source of this id
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from spiders.sourcefile import SourceFault, read_source
from storage.records import Source

BUILT_IN = Path(__file__).parent / "sources"


class CatalogueError(Exception):
    """The catalogue cannot give what was asked of it."""


class UnknownSource(CatalogueError):
    """No source has this id; the message names those that are written alike."""


class BrokenSource(CatalogueError):
    """The file of the source asked for cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The sources that can be read, by id, and the faults of the files that cannot.

    A broken file keeps nobody from crawling the other sources.
    """

    sources: dict[str, Source]
    origins: dict[str, Path]
    errors: tuple[SourceFault, ...]

    @classmethod
    def load(cls, own: Path | None, *, built_in: Path = BUILT_IN) -> Self:
        """Read the built-in files and the operator's own in *own*, whose file replaces a built-in one of its id."""
        sources: dict[str, Source] = {}
        origins: dict[str, Path] = {}
        errors: list[SourceFault] = []
        for path in (*source_files(built_in), *(source_files(own) if own is not None and own.is_dir() else ())):
            source, faults = read_source(path)
            errors += faults
            sources.pop(path.stem, None)  # a broken file of the operator does not fall back to ours unseen
            if source is not None:
                sources[source.id] = source
            origins[path.stem] = path
        return cls(sources=dict(sorted(sources.items())), origins=origins, errors=tuple(errors))

    def get(self, source_id: str) -> Source:
        """Return one source. Raises `BrokenSource` with its file's faults, or `UnknownSource`."""
        if source_id in self.sources:
            return self.sources[source_id]
        faults = [str(each) for each in self.errors if each.path.stem == source_id]
        if faults:
            raise BrokenSource("; ".join(faults))
        near = difflib.get_close_matches(source_id, self.sources, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; `rasad sources list` shows what there is"
        raise UnknownSource(f"no source {source_id!r}{hint}")

    def by_country(self, country: str) -> list[Source]:
        return [each for each in self.sources.values() if each.country == country.lower()]


def source_files(folder: Path) -> Iterator[Path]:
    """Yield the source files of a folder, flat or by country, in the order of their names."""
    yield from sorted((*folder.glob("*.toml"), *folder.glob("*/*.toml")), key=lambda path: path.name)
