"""Full-text search over the stemmed shadow of headline and body."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database.columns import maybe_stamp, maybe_unstamp


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


def search(
    db: sqlite3.Connection,
    stems: Sequence[str],
    *,
    source: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
) -> list[SearchHit]:
    """Return the articles that hold every one of *stems*, a headline's word counting five times.

    *stems* are made by the same function as the shadow; they are quoted here, so that no text is a syntax.
    """
    rows = db.execute(
        "select a.id, a.source_id, s.outlet, a.canonical_url, a.headline, a.body, a.published_at, a.duplicate_of, "
        "bm25(articles_fts, 5.0, 1.0) as score from articles_fts join articles a on a.id = articles_fts.rowid "
        "join sources s on s.id = a.source_id where articles_fts match :match "
        "and (:source is null or a.source_id = :source) and (:since is null or a.published_at >= :since) "
        "and (:until is null or a.published_at <= :until) order by score, a.published_at desc, a.id limit :limit",
        {
            "match": " AND ".join('"' + each.replace('"', '""') + '"' for each in stems),
            "source": source,
            "since": maybe_stamp(since),
            "until": maybe_stamp(until),
            "limit": limit,
        },
    )
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
