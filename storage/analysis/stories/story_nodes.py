"""The rows that stories are made of: what each article tells, its place in time, and the keys it is found by.

An original that is no piece of a series has a row in `story_articles`. A copy belongs to the story of its original, and
a piece of a series (the weather, the price of gold) tells no event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.analysis.stories.likeness import SHARED_MAIN_TERMS, WINDOW, StorySketch, main_terms
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import unstamp
from storage.database.values.upsert import upsert

_WRITE_SKETCH = upsert("story_sketches", "article_id, rules, terms", key="article_id")
_WANTED = (
    "select a.id, coalesce(a.published_until, a.published_at, substr(a.kept_at, 1, 10) || 'T23:59:59Z'), "
    "coalesce(a.key, a.id), s.terms, a.duplicate_of is null and a.series_id is null "
    "from articles a join story_sketches s on s.article_id = a.id where a.id = ?"
)
_NODE = "select t.article_id, t.at, t.tie, s.terms, t.story_id from story_articles t join story_sketches s using (article_id) where "
_SHARING = (
    "t.article_id in (select article_id from story_keys where key in ({marks}) and day between ? and ? "
    f"group by article_id having count(*) >= {SHARED_MAIN_TERMS})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryNode:
    """An article that can be in a story, with its place in the order of time; *tie* orders those of one moment.

    *at* is the moment that its date can mean at the latest; without a date, the end of the day it was first kept.
    """

    article_id: int
    at: datetime
    tie: int
    sketch: StorySketch
    is_first: bool
    """Whether a story began with it when it was read."""

    @property
    def order(self) -> tuple[datetime, int]:
        """What nodes are ordered by: it follows from the article alone."""
        return (self.at, self.tie)


def write_story_sketch(db: StoreConnection, article_id: int, sketch: StorySketch, rules: int) -> None:
    """Write what an article tells; where it told something else before, its place in stories is open again."""
    row = db.execute("select terms, rules from story_sketches where article_id = ?", (article_id,)).fetchone()
    if row == (sketch, rules):
        return
    if row is not None and row[0] != sketch:
        leave_stories(db, article_id)
    db.execute(_WRITE_SKETCH, (article_id, rules, sketch))


def forget_story_sketch(db: StoreConnection, article_id: int) -> None:
    """Delete everything of an article that is about to be deleted."""
    leave_stories(db, article_id)
    db.execute("delete from story_sketches where article_id = ?", (article_id,))


def take_story_sketch(db: StoreConnection, article_id: int, other: int) -> None:
    """Give an article the sketch of *other*, whose text it has from now on."""
    row = db.execute("select terms, rules from story_sketches where article_id = ?", (other,)).fetchone()
    if row is not None:
        write_story_sketch(db, article_id, *row)


def place_node(db: StoreConnection, article_id: int) -> None:
    """Bring the row of an article up to date. Its story stays open where its place in time is new."""
    row = db.execute(_WANTED, (article_id,)).fetchone()
    if row is None or not row[4]:
        leave_stories(db, article_id)
        return
    held = db.execute("select at, tie from story_articles where article_id = ?", (article_id,)).fetchone()
    if held == row[1:3]:
        return
    if held is not None:
        leave_stories(db, article_id)
    node = _node((*row[:4], None))
    db.execute("insert into story_articles (article_id, at, tie) values (?, ?, ?)", row[:3])
    db.executemany(
        "insert into story_keys (key, day, article_id) values (?, ?, ?)",
        sorted((key, _day(node.at), article_id) for key in main_terms(node.sketch)),
    )


def leave_stories(db: StoreConnection, article_id: int) -> None:
    """Take an article out of its story; where it is the first, the story of every member is open again."""
    row = db.execute(_NODE + "t.article_id = ?", (article_id,)).fetchone()
    if row is None:
        return
    node = _node(row)
    open_members(db, article_id)
    db.executemany(
        "delete from story_keys where key = ? and day = ? and article_id = ?",
        [(key, _day(node.at), article_id) for key in main_terms(node.sketch)],
    )
    db.execute("delete from story_articles where article_id = ?", (article_id,))


def open_members(db: StoreConnection, first: int) -> list[StoryNode]:
    """Open the story of every other member of the story that *first* begins; returns them."""
    members = list(_nodes(db, "t.story_id = ? and t.article_id <> ?", (first, first)))
    db.execute("update story_articles set story_id = null, strength = null where story_id = ?", (first,))
    return members


def open_nodes(db: StoreConnection) -> Iterator[StoryNode]:
    """Yield each article whose story is open."""
    return _nodes(db, "t.story_id is null", ())


def nodes_near(db: StoreConnection, node: StoryNode) -> tuple[bool, list[StoryNode], list[StoryNode]]:
    """Return what a node may be linked to: near in time, with some of its main terms.

    Returns whether a story begins with *node* now; the earlier articles that a story begins with; and all later ones.
    """
    keys = sorted(main_terms(node.sketch))
    sharing = _SHARING.format(marks=", ".join("?" * len(keys)))
    own = "select at, tie, story_id from story_articles where article_id = ?"
    *place, story_id = db.execute(own, (node.article_id,)).fetchone()
    days = (_day(node.at - WINDOW), _day(node.at + WINDOW))
    found = list(
        _nodes(db, f"{sharing} and (t.story_id = t.article_id or (t.at, t.tie) > (?, ?))", (*keys, *days, *place))
    )
    earlier = [each for each in found if each.is_first and each.order < node.order]
    return story_id == node.article_id, earlier, [each for each in found if each.order > node.order]


def _nodes(db: StoreConnection, condition: str, params: tuple[object, ...]) -> Iterator[StoryNode]:
    return map(_node, db.execute(_NODE + condition, params).fetchall())


def _node(row: tuple[int, str, int, StorySketch, int | None]) -> StoryNode:
    return StoryNode(article_id=row[0], at=unstamp(row[1]), tie=row[2], sketch=row[3], is_first=row[4] == row[0])


def _day(at: datetime) -> int:
    return at.toordinal()
