"""The catalogue of sources: one TOML file for each source, built in or of the operator, by id."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from spiders.catalogue.errors import BrokenSource, CatalogueError, SourceFault, UnknownSource
from spiders.catalogue.source_reader import read_source
from storage.source import Source

__all__ = [
    "BUILT_IN",
    "BrokenSource",
    "Catalogue",
    "CatalogueError",
    "SourceFault",
    "UnknownSource",
    "source_files",
    "source_ids",
]

_Reader = Callable[[Path], tuple[Source | None, list[SourceFault]]]
BUILT_IN = Path(__file__).parents[1] / "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The sources with a valid file, ordered by id, and the faults of the other files.

    A broken file does not stop the crawl of other sources.
    """

    sources: dict[str, Source]
    origins: dict[str, Path]
    errors: tuple[SourceFault, ...]

    @classmethod
    def load(cls, own: Path | None, *, built_in: Path = BUILT_IN, only: Collection[str] | None = None) -> Self:
        """Read the built-in files and the operator's own in *own*. A file there replaces the built-in one of its id.

        *own* may be missing. If the operator's file is broken, the built-in one is not used silently instead. With
        *only* no file of another id is read.
        """
        if only is None:
            ours = _built_in() if built_in == BUILT_IN else cls.read(source_files(built_in))
            theirs = cls.read(source_files(own) if own is not None else ())
        else:
            read = _read_built_in if built_in == BUILT_IN else read_source
            ours = cls.read([each for each in source_files(built_in) if each.stem in only], read)
            theirs = cls.read([each for each in source_files(own) if each.stem in only] if own is not None else ())
        kept = {each: source for each, source in ours.sources.items() if each not in theirs.origins}
        return cls(
            sources=dict(sorted((kept | theirs.sources).items())),
            origins=dict(sorted((ours.origins | theirs.origins).items())),
            errors=tuple(each for each in ours.errors if each.path.stem not in theirs.origins) + theirs.errors,
        )

    @classmethod
    def read(cls, paths: Sequence[Path], read: _Reader = read_source) -> Self:
        """Read only these files. If two have the same id, that is a fault of the second."""
        sources: dict[str, Source] = {}
        origins: dict[str, Path] = {}
        errors: list[SourceFault] = []
        for path in paths:
            source, faults = read(path)
            errors += faults
            if path.stem in origins:
                errors.append(SourceFault(path, "", f"the id {path.stem} is used by {origins[path.stem]} too"))
                sources.pop(path.stem, None)
            elif source is not None:
                sources[source.id] = source
            origins.setdefault(path.stem, path)
        return cls(sources=dict(sorted(sources.items())), origins=origins, errors=tuple(errors))

    def get(self, source_id: str) -> Source:
        """Return one source. Raises `BrokenSource` with the faults of its file, or `UnknownSource`."""
        if source_id in self.sources:
            return self.sources[source_id]
        faults = [str(each) for each in self.errors if each.path.stem == source_id]
        if faults:
            raise BrokenSource("; ".join(faults))
        near = difflib.get_close_matches(source_id, self.sources, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; `rasad sources list` shows what there is"
        raise UnknownSource(f"no source {source_id!r}{hint}")

    def of_url(self, url: str) -> Source | None:
        """Return the source that *url* belongs to by its host (`www.` is ignored).

        Of several editions, it is the one whose home is above the URL. `None` if no source or more than one fits.
        """
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        homes = {each.id: urlsplit(each.home) for each in self.sources.values()}
        near = [
            each
            for each in self.sources.values()
            if host and (homes[each.id].hostname or "").removeprefix("www.") == host
        ]
        below = [each for each in near if parts.path.startswith(homes[each.id].path or "/")]
        longest = max((len(homes[each.id].path) for each in below), default=0)
        found = [each for each in below if len(homes[each.id].path) == longest]
        return found[0] if len(found) == 1 else None

    @property
    def drafts(self) -> dict[str, tuple[str, ...]]:
        """The unfinished files: by id, the keys that a person must fill in. Nothing else is wrong with these files."""
        faulty: dict[str, list[SourceFault]] = {}
        for each in self.errors:
            faulty.setdefault(each.path.stem, []).append(each)
        return {
            name: tuple(each.key for each in faults)
            for name, faults in faulty.items()
            if all(each.is_blank for each in faults)
        }

    def by_country(self, country: str) -> list[Source]:
        """Return the sources of a country (ISO 3166 code, upper or lower case)."""
        return [each for each in self.sources.values() if each.country == country.lower()]

    def origin(self, source_id: str) -> Path:
        """Return the file of a source, broken or not. Raises `UnknownSource`."""
        if source_id not in self.origins:
            self.get(source_id)
        return self.origins[source_id]


def source_ids(own: Path | None) -> list[str]:
    """Return the ids of all source files, built in or in *own*, sorted; no file is read, so some may be broken."""
    found = [*source_files(BUILT_IN), *(source_files(own) if own is not None else ())]
    return sorted({each.stem for each in found})


def source_files(folder: Path) -> list[Path]:
    """Return the source files of a folder, flat or by country, sorted by name; empty if the folder is missing."""
    return list(_built_in_files()) if folder == BUILT_IN else _files_below(folder)


def _files_below(folder: Path) -> list[Path]:
    found = (*folder.glob("*.toml"), *folder.glob("*/*.toml"))
    return sorted((each for each in found if not each.name.startswith(".")), key=lambda path: (path.name, str(path)))


@cache
def _built_in_files() -> tuple[Path, ...]:
    return tuple(_files_below(BUILT_IN))


@cache
def _built_in() -> Catalogue:
    return Catalogue.read(source_files(BUILT_IN), _read_built_in)


@cache
def _read_built_in(path: Path) -> tuple[Source | None, list[SourceFault]]:
    """Read a built-in file once a process: all of them cost 0.3 s, and they do not change under a running program."""
    return read_source(path)
