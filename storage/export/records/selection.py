"""Which articles an export has: a condition in SQL, and the text that a cursor remembers it by."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from storage.database.values.columns import stamp
from storage.database.values.date_order import dated

_FOUND = (
    "a.id in (select coalesce(r.article_id, f.rowid) from articles_fts f left join search_rows r on r.row = f.rowid "
    "where f.articles_fts match ? and (r.row is null or r.article_id is not null))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlCondition:
    """A condition on the articles as `a` and their sources as `s`, and the values of its question marks."""

    text: str
    params: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSelection:
    """Which articles an export has; the default has all.

    *since* and *until* (aware UTC) bound the date, both included; an article without a date is left out then. *match*
    is an expression of FTS5 over stems, *query* the search as it was typed; *agency* and *sections* come from it, and
    are not in the text again. *collection* has the name and the words of
    a collection of outlets, whose *members* (ids) are not in the text: an outlet that joins a country joins the cursor.
    """

    since: datetime | None = None
    until: datetime | None = None
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    query: str | None = None
    match: str | None = None
    originals_only: bool = False
    without_series: bool = False
    collection: str | None = None
    members: tuple[str, ...] = ()
    agency: str | None = None
    sections: tuple[str, ...] | None = None

    @property
    def has_dates(self) -> bool:
        """Whether articles without a date are left out."""
        return self.since is not None or self.until is not None

    def condition(self) -> SqlCondition:
        """Return the condition that the selected articles fulfil."""
        parts: list[tuple[str, tuple[object, ...]]] = [("true", ())]
        if self.since is not None:
            parts.append((f"{dated('a')} >= ?", (stamp(self.since),)))
        if self.until is not None:
            parts.append((f"{dated('a')} <= ?", (stamp(self.until),)))
        if self.sources:
            parts.append((f"a.source_id in ({_marks(self.sources)})", self.sources))
        if self.countries:
            parts.append((f"s.country in ({_marks(self.countries)})", self.countries))
        if self.collection is not None:
            parts.append(("a.source_id in (select value from json_each(?))", (json.dumps(self.members),)))
        parts += self._asked()
        if self.originals_only:
            parts.append(("a.duplicate_of is null", ()))
        if self.without_series:
            parts.append(("a.series_id is null", ()))
        return SqlCondition(
            text=" and ".join(text for text, _ in parts), params=tuple(each for _, params in parts for each in params)
        )

    def _asked(self) -> list[tuple[str, tuple[object, ...]]]:
        """Return the conditions of the query."""
        conditions: list[tuple[bool, str, tuple[object, ...]]] = [
            (self.match is not None, _FOUND, (self.match,)),
            (self.agency is not None, "a.agency_id = ?", (self.agency,)),
            (self.sections is not None, "a.section in (select value from json_each(?))", (json.dumps(self.sections),)),
        ]
        return [(text, params) for is_asked, text, params in conditions if is_asked]

    def undated(self) -> SqlCondition:
        """Return the condition of the articles that are left out only because they have no date."""
        rest = replace(self, since=None, until=None).condition()
        return SqlCondition(text=f"{rest.text} and {dated('a')} is null", params=rest.params)

    def options(self) -> str:
        """Return the selection as the options of the command that make it."""
        words = [
            *([f"--since {self.since:%Y-%m-%d}"] if self.since else []),
            *([f"--until {self.until:%Y-%m-%d}"] if self.until else []),
            *(f"--source {each}" for each in sorted(self.sources)),
            *(f"--country {each}" for each in sorted(self.countries)),
            *([f"--collection {self.collection}"] if self.collection else []),
            *([f"--query {self.query!r}"] if self.query is not None else []),
            *(["--originals"] if self.originals_only else []),
            *(["--no-series"] if self.without_series else []),
        ]
        return " ".join(words)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
