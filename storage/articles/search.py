"""The table `articles_fts`: full-text search over the stemmed headline and body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database.columns import maybe_stamp, maybe_unstamp
from storage.database.date_order import dated
from storage.database.store_file import StoreFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One article found; *score* is bm25, the smaller the better."""

    id: int
    source_id: str
    outlet: str
    url: str
    headline: str
    body: str
    published_at: datetime | None
    duplicate_of: int | None
    score: float


_SEARCH = f"""
select a.id, a.source_id, s.outlet, a.canonical_url, a.headline, a.body, a.published_at, a.duplicate_of,
  bm25(articles_fts, 5.0, 1.0) as score
from articles_fts join articles a on a.id = articles_fts.rowid join sources s on s.id = a.source_id
where articles_fts match :match and (:source is null or a.source_id = :source)
  and (:since is null or {dated("a")} >= :since) and (:until is null or {dated("a")} <= :until)
order by score, {dated("a")} desc, a.id limit :limit
"""


class SearchIndex:
    """Search in the articles of a store (`Store.search_index`)."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def search(
        self,
        stems: Sequence[str],
        *,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 20,
    ) -> list[SearchHit]:
        """Return the articles that hold every one of *stems*, best first; a word in the headline counts five times.

        *stems* come from the function that stems the index. They are quoted here, so that no text is read as syntax.
        *since* and *until* bound the date, both included; a day without a time counts as its end.
        """
        params = {
            "match": " AND ".join('"' + each.replace('"', '""') + '"' for each in stems),
            "source": source,
            "since": maybe_stamp(since),
            "until": maybe_stamp(until),
            "limit": limit,
        }
        with self._file.reading() as db:
            rows = db.execute(_SEARCH, params).fetchall()
        return [
            SearchHit(
                id=row[0],
                source_id=row[1],
                outlet=row[2],
                url=row[3],
                headline=row[4],
                body=row[5],
                published_at=maybe_unstamp(row[6]),
                duplicate_of=row[7],
                score=row[8],
            )
            for row in rows
        ]
