"""The stories of a store: read for reports, and made for articles that were kept before there were stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.analysis.stories.likeness import StorySketch
from storage.analysis.stories.settle import settle_stories
from storage.analysis.stories.story_nodes import write_story_sketch
from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import maybe_stamp, maybe_unstamp, stamp, unstamp

Sketcher = Callable[[str, str], StorySketch]
"""Gives the sketch of a headline and a body."""
_BATCH = 200
_SUMMARIES = (
    "with recent as (select distinct story_id from story_articles where at >= ?1 and (?2 is null or at <= ?2)) "
    "select t.story_id, f.headline, count(distinct a.source_id) as outlets, count(distinct a.copy_group_id) as voices, "
    "count(*), min(t.at), max(t.at), (select s.outlet from sources s where s.id = f.source_id) "
    "from recent r join story_articles t on t.story_id = r.story_id "
    "join articles a on a.copy_group_id = t.article_id and a.withdrawn_at is null join articles f on f.id = t.story_id "
    "group by t.story_id, f.id having count(distinct a.source_id) >= ?3 order by outlets desc, voices desc, max(t.at) desc, t.story_id limit ?4"
)
_MEMBERS = (
    "select a.id, a.source_id, s.outlet, a.headline, a.body, a.canonical_url, a.published_at, a.published_until, "
    "a.published_precision, a.published_day, a.duplicate_of, a.withdrawn_at, t.at from story_articles t "
    "join articles a on a.copy_group_id = t.article_id join sources s on s.id = a.source_id where t.story_id = ? "
    "order by coalesce(a.published_until, a.published_at, t.at), a.canonical_url"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySummary:
    """One story: its first article names it. *voices* counts a text and its copies once. Times are UTC."""

    story_id: int
    headline: str
    outlets: int
    voices: int
    articles: int
    first_at: datetime
    last_at: datetime
    first_outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """One article of a story. *published_until* is the last moment that its date can mean, `None` where it is exact.

    *published_day* is the outlet's day, `None` where the time is known.

    *placed_at* is its place in time: of a copy, that of its original.
    """

    article_id: int
    source_id: str
    outlet: str
    headline: str
    body: str
    url: str
    published_at: datetime | None
    published_until: datetime | None
    published_precision: str | None
    published_day: str | None
    duplicate_of: int | None
    withdrawn_at: datetime | None
    placed_at: datetime


class StoryTable:
    """The stories of a store (`Store.stories`)."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def latest(
        self, *, since: datetime, until: datetime | None = None, least_outlets: int, limit: int
    ) -> list[StorySummary]:
        """Return the stories with an article from *since* on (to *until*) and so many outlets, the widest told first."""
        with self._file.reading() as db:
            rows = db.execute(_SUMMARIES, (stamp(since), maybe_stamp(until), least_outlets, limit)).fetchall()
        return [
            StorySummary(
                story_id=row[0],
                headline=row[1],
                outlets=row[2],
                voices=row[3],
                articles=row[4],
                first_at=unstamp(row[5]),
                last_at=unstamp(row[6]),
                first_outlet=row[7],
            )
            for row in rows
        ]

    def story_of(self, article_id: int) -> int | None:
        """Return the story that an article is in, or its original; `None` for a piece of a series and an unknown id."""
        with self._file.reading() as db:
            row = db.execute(
                "select t.story_id from articles a join story_articles t on t.article_id = a.copy_group_id where a.id = ?",
                (article_id,),
            ).fetchone()
        return None if row is None else int(row[0])

    def members(self, story_id: int) -> list[StoryMember]:
        """Return the articles of a story in the order of time, withdrawn ones among them."""
        with self._file.reading() as db:
            return [_member(row) for row in db.execute(_MEMBERS, (story_id,))]

    def unknown(self, *, rules: int) -> int:
        """Return how many articles have no sketch by these *rules*: `rebuild` makes them."""
        with self._file.reading() as db:
            row = db.execute(
                "select (select count(*) from articles) - (select count(*) from story_sketches where rules = ?)",
                (rules,),
            ).fetchone()
        return int(row[0])

    def rebuild(self, sketcher: Sketcher, *, rules: int) -> Iterator[int]:
        """Make the sketches that are missing or of other *rules*, and settle the stories; yield how many each step made.

        Each step is a transaction of its own; a rebuild that was killed goes on where it stopped.
        """
        last = 0
        while True:
            with self._file.writing() as db:
                rows = _without_sketch(db, last, rules)
                for article_id, headline, body in rows:
                    write_story_sketch(db, article_id, sketcher(headline, body), rules)
                settle_stories(db, [row[0] for row in rows])
            if not rows:
                return
            last = rows[-1][0]
            yield len(rows)


def _without_sketch(db: StoreConnection, after: int, rules: int) -> list[tuple[int, str, str]]:
    return db.execute(
        "select a.id, a.headline, a.body from articles a left join story_sketches s on s.article_id = a.id "
        "where a.id > ? and (s.rules is null or s.rules <> ?) order by a.id limit ?",
        (after, rules, _BATCH),
    ).fetchall()


def _member(row: tuple[object, ...]) -> StoryMember:
    article_id, source_id, outlet, headline, body, url, at, until, precision, day, copy_of, withdrawn, placed = row
    return StoryMember(
        article_id=int(str(article_id)),
        source_id=str(source_id),
        outlet=str(outlet),
        headline=str(headline),
        body=str(body),
        url=str(url),
        published_at=maybe_unstamp(_text(at)),
        published_until=maybe_unstamp(_text(until)),
        published_precision=_text(precision),
        published_day=_text(day),
        duplicate_of=None if copy_of is None else int(str(copy_of)),
        withdrawn_at=maybe_unstamp(_text(withdrawn)),
        placed_at=unstamp(str(placed)),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
