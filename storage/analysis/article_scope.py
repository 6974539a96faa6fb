"""Which articles an analysis looks at, and which of them fit a search: conditions in SQL that read no text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScope:
    """Of one source, of these *sources*, of a country's outlets, of these days at the outlet (both included); `None`: any.

    *sections* are as printed, *agency* is an id; `None`: any, and articles without one, too.
    Withdrawn articles are never looked at; copies are left out where *originals_only*.
    """

    source: str | None = None
    sources: tuple[str, ...] | None = None
    country: str | None = None
    since: date | None = None
    until: date | None = None
    originals_only: bool = False
    sections: tuple[str, ...] | None = None
    agency: str | None = None

    def params(self, prefix: str = "") -> dict[str, object]:
        """Return the values of the condition of the same *prefix*."""
        return {
            f"{prefix}source": self.source,
            f"{prefix}sources": None if self.sources is None else json.dumps(self.sources),
            f"{prefix}country": self.country,
            f"{prefix}sections": None if self.sections is None else json.dumps(self.sections),
            f"{prefix}agency": self.agency,
            f"{prefix}since": self.since.isoformat() if self.since else None,
            f"{prefix}until": self.until.isoformat() if self.until else None,
            f"{prefix}originals": int(self.originals_only),
        }


def in_places(prefix: str = "") -> str:
    """Return the condition on the articles as `a`, their days aside."""
    return (
        f"a.withdrawn_at is null and (:{prefix}originals = 0 or a.duplicate_of is null) "
        f"and (:{prefix}source is null or a.source_id = :{prefix}source) and (:{prefix}sources is null "
        f"or a.source_id in (select value from json_each(:{prefix}sources))) and (:{prefix}country is null "
        f"or a.source_id in (select id from sources where country = :{prefix}country)) and (:{prefix}sections is null "
        f"or a.section in (select value from json_each(:{prefix}sections))) "
        f"and (:{prefix}agency is null or a.agency_id = :{prefix}agency)"
    )


def in_days(prefix: str = "") -> str:
    """Return the condition on the days of the articles as `a`; one without a day fulfils it only where no day is named."""
    return (
        f"(:{prefix}since is null or a.local_day >= :{prefix}since) "
        f"and (:{prefix}until is null or a.local_day <= :{prefix}until)"
    )


HITS = """
hits(id) as materialized (
  select coalesce(r.article_id, f.rowid) from articles_fts f left join search_rows r on r.row = f.rowid
  where f.articles_fts match :match and (r.row is null or r.article_id is not null))
"""
"""A table of the numbers of the articles that fit `:match`, for a `with`."""
COUNTED = "articles a indexed by articles_counted"
"""The articles by an index that holds what the conditions ask for: the rows themselves hold the texts, too."""
