"""Searches the index `articles_fts`: what is found is bounded by the newest matches, so that no search grows with the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.articles.search.index_rebuild import Stemmer, rebuild
from storage.articles.search.index_writer import stem_version
from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import maybe_stamp, maybe_unstamp
from storage.database.values.date_order import dated

MOST_RANKED = 20_000
"""Of a word that more articles have, the newest so many are ranked: the rest would cost more than it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilter:
    """Which articles may be found. *since* and *until* bound the date, both included; a day counts as its end.

    *sources*, *sections*: one of these; `None`: any. *section*, *agency* (an id), *day* (the outlet's, `YYYY-MM-DD`) and *kind* are those of the article; `None`: any.
    """

    source: str | None = None
    country: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    originals_only: bool = False
    with_withdrawn: bool = False
    section: str | None = None
    agency: str | None = None
    day: str | None = None
    kind: str | None = None
    sources: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One article found; *score* is bm25, the smaller the better, and 0 where the newest come first."""

    id: int
    source_id: str
    outlet: str
    url: str
    headline: str
    body: str
    published_at: datetime | None
    duplicate_of: int | None
    withdrawn_at: datetime | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMatches:
    """The best of the matches; *total* is how many there are, or `MOST_RANKED` and *is_more* where there are more."""

    hits: list[SearchHit]
    total: int
    is_more: bool


_FILTERED = f"""
from articles_fts f left join search_rows r on r.row = f.rowid
join articles a indexed by articles_brief on a.id = coalesce(r.article_id, f.rowid)
where f.articles_fts match :match and f.rowid >= :from_row and (r.row is null or r.article_id is not null)
  and (:source is null or a.source_id = :source)
  and (:sources is null or a.source_id in (select value from json_each(:sources)))
  and (:country is null or a.source_id in (select id from sources where country = :country))
  and (:originals = 0 or a.duplicate_of is null) and (:withdrawn = 1 or a.withdrawn_at is null)
  and (:sections is null or a.section in (select value from json_each(:sections)))
  and (:section is null or a.section = :section) and (:agency is null or a.agency_id = :agency)
  and (:day is null or a.local_day = :day) and (:kind is null or a.kind = :kind)
  and (:since is null or {dated("a")} >= :since) and (:until is null or {dated("a")} <= :until)
"""
_FIRST_ROW = """
select min(rowid), count(*) from (
  select rowid from articles_fts where articles_fts match :match order by rowid desc limit :most) as newest
"""
_ARTICLES = """
select a.id, a.source_id, s.outlet, a.canonical_url, a.headline, a.body, a.published_at, a.duplicate_of, a.withdrawn_at
from articles a join sources s on s.id = a.source_id where a.id = ?
"""


class SearchIndex:
    """Search in the articles of a store (`Store.search_index`)."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def search(self, match: str, which: SearchFilter, *, limit: int, is_newest_first: bool = False) -> SearchMatches:
        """Return the best *limit* articles that fit an FTS5 expression over stems; a headline counts five times.

        Best first, by relevance or by date. Raises nothing for any *match* that `pipelines.arabic.search.query` made.
        """
        with self._file.reading() as db:
            first, found = db.execute(_FIRST_ROW, {"match": match, "most": MOST_RANKED + 1}).fetchone()
            is_more = found > MOST_RANKED
            ranked = _ranked(db, match, which, first or 0, is_newest_first=is_newest_first)
            if is_more and len(ranked) < limit:  # a filter left little of the newest: look at all
                is_more, ranked = False, _ranked(db, match, which, 0, is_newest_first=is_newest_first)
            hits = [_hit(db, article_id, score) for article_id, score in ranked[:limit]]
        return SearchMatches(hits=hits, total=len(ranked), is_more=is_more)

    def has(self, match: str) -> bool:
        """Whether any article fits the expression."""
        with self._file.reading() as db:
            row = db.execute("select 1 from articles_fts where articles_fts match ? limit 1", (match,)).fetchone()
        return row is not None

    def stem_version(self) -> int:
        """Return the version of the stems that the index holds; 0 while it is empty."""
        with self._file.reading() as db:
            return stem_version(db)

    def rebuild(self, stemmer: Stemmer, *, version: int) -> Iterator[int]:
        """Build the index again; yield how many articles each step added (`index_rebuild`)."""
        return rebuild(self._file, stemmer, version=version)


def _ranked(
    db: StoreConnection, match: str, which: SearchFilter, first: int, *, is_newest_first: bool
) -> list[tuple[int, float]]:
    """Return the matches from row *first* on that the filter lets through, as ids and scores, best first."""
    order = (
        f"{dated('a')} desc nulls last, a.id desc" if is_newest_first else f"score, {dated('a')} desc nulls last, a.id"
    )
    score = "0.0" if is_newest_first else "bm25(articles_fts, 5.0, 1.0)"  # most of the cost, and of no use for dates
    rows = db.execute(
        f"select a.id, {score} as score {_FILTERED} order by {order}",
        {
            "match": match,
            "from_row": first,
            "source": which.source,
            "country": which.country,
            "since": maybe_stamp(which.since),
            "until": maybe_stamp(which.until),
            "originals": int(which.originals_only),
            "withdrawn": int(which.with_withdrawn),
            "section": which.section,
            "agency": which.agency,
            "day": which.day,
            "kind": which.kind,
            "sources": None if which.sources is None else json.dumps(which.sources),
            "sections": None if which.sections is None else json.dumps(which.sections),
        },
    )
    return rows.fetchall()


def _hit(db: StoreConnection, article_id: int, score: float) -> SearchHit:
    row = db.execute(_ARTICLES, (article_id,)).fetchone()
    return SearchHit(
        id=row[0],
        source_id=row[1],
        outlet=row[2],
        url=row[3],
        headline=row[4],
        body=row[5],
        published_at=maybe_unstamp(row[6]),
        duplicate_of=row[7],
        withdrawn_at=maybe_unstamp(row[8]),
        score=score,
    )
