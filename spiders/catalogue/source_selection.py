"""Which sources of the catalogue an operator crawls: by id and by country, without the excluded ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SOURCE_ID = re.compile(r"[a-z]{2}_[a-z0-9_]+")
"""The form of a source's id: its country, and a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSelection:
    """The table `[crawl]` of the settings.

    *sources* and *countries* add up; where both are `None`, every source is selected. An empty list selects nothing.
    What *exclude* names is not selected.
    """

    sources: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None

    @property
    def is_set(self) -> bool:
        """Whether the operator selected anything; otherwise the whole catalogue is meant."""
        return (self.sources, self.countries, self.exclude) != (None, None, None)

    def chosen(self, known: Sequence[str]) -> list[str]:
        """Return which of the ids *known* are selected, in their order."""
        return [each for each in known if self.has(each)]

    def has(self, source_id: str) -> bool:
        """Whether a source is selected."""
        if source_id in (self.exclude or ()):
            return False
        if self.sources is None and self.countries is None:
            return True
        return source_id in (self.sources or ()) or source_id[:2] in (self.countries or ())

    def unknown(self, known: Sequence[str]) -> list[str]:
        """Return the ids and countries of the selection that no source has."""
        ids, countries = frozenset(known), {each[:2] for each in known}
        named = [*(self.sources or ()), *(self.exclude or ())]
        lost = [each for each in self.countries or () if each not in countries]
        return [*(each for each in dict.fromkeys(named) if each not in ids), *lost]

    def enabled(self, source_id: str) -> SourceSelection:
        """Return the selection with this source; the first source that is enabled begins a selection of named ones."""
        if not self.is_set:
            return SourceSelection(sources=(source_id,))
        less = _without(self.exclude, source_id)
        found = SourceSelection(sources=self.sources, countries=self.countries, exclude=less)
        if found.has(source_id):
            return found
        return SourceSelection(sources=(*(self.sources or ()), source_id), countries=self.countries, exclude=less)

    def disabled(self, source_id: str) -> SourceSelection:
        """Return the selection without this source."""
        less = _without(self.sources, source_id)
        found = SourceSelection(sources=less, countries=self.countries, exclude=self.exclude)
        if not found.has(source_id):
            return found
        return SourceSelection(sources=less, countries=self.countries, exclude=(*(self.exclude or ()), source_id))


def _without(names: tuple[str, ...] | None, name: str) -> tuple[str, ...] | None:
    return None if names is None else tuple(each for each in names if each != name)
