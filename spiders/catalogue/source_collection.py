"""A named group of outlets: by id, by country and by kind, without the excluded ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

COLLECTION_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
"""The form of a collection's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCollection:
    """The table `[collections.NAME]` of the settings: *sources*, *countries* and *kinds* add up; `None`: not given.

    What *exclude* names is not in the collection. It has nothing to do with what a scheduled run crawls.
    """

    sources: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None

    def members(self, known: Mapping[str, str | None]) -> list[str]:
        """Return which of the *known* sources (id to kind; `None`: not known) are in the collection, sorted."""
        return sorted(source_id for source_id, kind in known.items() if self._has(source_id, kind))

    def unknown(self, known: Mapping[str, str | None]) -> list[str]:
        """Return the ids that the collection names and no source has."""
        named = [*(self.sources or ()), *(self.exclude or ())]
        return [each for each in dict.fromkeys(named) if each not in known]

    def words(self) -> str:
        """Return what makes the collection, in words; the same for the same collection."""
        lists = {
            "sources": self.sources, "countries": self.countries, "kinds": self.kinds, "exclude": self.exclude
        }  # fmt: skip
        return "; ".join(f"{name}: {', '.join(sorted(set(each)))}" for name, each in lists.items() if each)

    def _has(self, source_id: str, kind: str | None) -> bool:
        if source_id in (self.exclude or ()):
            return False
        by_place = source_id in (self.sources or ()) or source_id[:2] in (self.countries or ())
        return by_place or (kind is not None and kind in (self.kinds or ()))
