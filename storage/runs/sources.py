"""The table `sources`: the catalogue as it was last run."""

from __future__ import annotations

from collections.abc import Sequence

from storage.database.store_file import StoreFile
from storage.database.values.columns import maybe_safe, safe
from storage.database.values.derived import DERIVE
from storage.source import Source

_REGISTER = (
    "insert into sources values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set "
    "outlet = excluded.outlet, publisher = excluded.publisher, country = excluded.country, "
    "home = excluded.home, language = excluded.language, timezone = excluded.timezone, "
    "licence = excluded.licence, private = excluded.private, checked = excluded.checked"
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
                    db.execute(f"{DERIVE} where source_id = ?", (each.id,))

    def licences(self) -> dict[str, str | None]:
        """Return the licence that each source's file gives; `None`: it gives none."""
        with self._file.reading() as db:
            return dict(db.execute("select id, licence from sources").fetchall())


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
    )
