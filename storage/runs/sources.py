"""The table `sources`: the catalogue as it was last run."""

from __future__ import annotations

from collections.abc import Sequence

from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_safe, safe
from storage.database.values.derived import derive_all
from storage.source import Source

_COLUMNS = (
    "outlet", "publisher", "country", "home", "language", "timezone", "licence", "private", "checked", "kind", "owner",
    "wikidata",
)  # fmt: skip
_REGISTER = (
    f"insert into sources (id, {', '.join(_COLUMNS)}) values (?{', ?' * len(_COLUMNS)}) on conflict (id) do update set "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
)


class SourceTable:
    """The sources that were ever crawled (`Store.sources`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def register(self, sources: Sequence[Source]) -> None:
        """Write the sources that a run is about to crawl over what was known of them."""
        with self._file.writing() as db:
            zones = dict(db.execute("select id, timezone from sources").fetchall())
            db.executemany(_REGISTER, [_row(each) for each in sources])
            for each in sources:
                if zones.get(each.id, each.timezone) != each.timezone:  # what is the outlet's day is another day now
                    derive_all(db, source_id=each.id)

    def licences(self) -> dict[str, str | None]:
        """Return the licence that each source's file gives; `None`: it gives none."""
        with self._file.reading() as db:
            return dict(db.execute("select id, licence from sources").fetchall())

    def kinds(self) -> dict[str, str | None]:
        """Return the kind of outlet that each source's file gave; `None`: it gave none."""
        with self._file.reading() as db:
            return dict(db.execute("select id, kind from sources").fetchall())

    def countries(self) -> frozenset[str]:
        """Return the countries of the sources."""
        with self._file.reading() as db:
            return frozenset(country for (country,) in db.execute("select distinct country from sources"))


def _row(source: Source) -> tuple[object, ...]:
    return (
        source.id,
        safe(source.outlet),
        maybe_safe(source.publisher),
        source.country,
        source.home,
        source.language,
        source.timezone,
        maybe_safe(source.licence),
        int(source.private),
        int(source.checked),
        source.kind,
        maybe_safe(source.owner),
        source.wikidata,
    )
