"""The texts that an article had, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_unstamp, unstamp


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """One text of an article: when it was downloaded (of the current text: the last time), and its declared change (UTC)."""

    headline: str
    body: str
    seen_at: datetime
    modified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersions:
    """An article and its texts, the first one first and the current one last."""

    article_id: int
    source_id: str
    outlet: str
    canonical_url: str
    published_at: datetime | None
    withdrawn_at: datetime | None
    versions: tuple[TextVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedArticle:
    """An article that was edited after we had it: its current headline, how many earlier texts it had, the last edit's time."""

    article_id: int
    source_id: str
    outlet: str
    headline: str
    corrections: int
    is_headline_changed: bool
    is_body_changed: bool
    last_seen_at: datetime


def read_versions(db: StoreConnection, article_id: int) -> ArticleVersions | None:
    """Return an article with all of its texts, also a withdrawn one; `None` where there is no such article."""
    row = db.execute(
        "select a.source_id, s.outlet, a.canonical_url, a.published_at, a.withdrawn_at, a.headline, a.body, a.fetched_at, "
        "a.modified_at from articles a join sources s on s.id = a.source_id where a.id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    earlier = db.execute(
        "select headline, body, seen_at, modified_at from revisions where article_id = ? order by revision",
        (article_id,),
    )
    texts = [*earlier, row[5:]]
    return ArticleVersions(
        article_id=article_id,
        source_id=row[0],
        outlet=row[1],
        canonical_url=row[2],
        published_at=maybe_unstamp(row[3]),
        withdrawn_at=maybe_unstamp(row[4]),
        versions=tuple(
            TextVersion(headline=text[0], body=text[1], seen_at=unstamp(text[2]), modified_at=maybe_unstamp(text[3]))
            for text in texts
        ),
    )


def read_corrected(db: StoreConnection, *, limit: int) -> list[CorrectedArticle]:
    """Return the articles that were edited last, those that are withdrawn aside; the newest edit first."""
    rows = db.execute(
        "select c.article_id, min(c.source_id), min(c.outlet), min(a.headline), count(*), "
        "max(case when c.is_headline_changed then 1 else 0 end), max(case when c.is_body_changed then 1 else 0 end), "
        "max(c.after_seen_at) from (select r.article_id from revisions r join articles t on t.id = r.article_id "
        "where t.withdrawn_at is null group by r.article_id order by max(r.seen_at) desc limit ?) l "
        "join corrections c on c.article_id = l.article_id join articles a on a.id = c.article_id "
        "group by c.article_id order by max(c.after_seen_at) desc, c.article_id",
        (limit,),
    )
    return [
        CorrectedArticle(
            article_id=row[0],
            source_id=row[1],
            outlet=row[2],
            headline=row[3],
            corrections=row[4],
            is_headline_changed=bool(row[5]),
            is_body_changed=bool(row[6]),
            last_seen_at=unstamp(row[7]),
        )
        for row in rows
    ]
