"""Which articles are one story, whatever the order of arrival.

In the order of time, each article joins the story whose first article it is linked to most strongly
(`storage.analysis.stories.likeness`); linked to none, it begins a story of its own. So stories follow from the articles alone,
and no chain of links leads from one event to the next. An article that comes late changes only later ones near it: those
that are linked to it if it begins a story, and the members of the story that it takes the first place from.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from heapq import heappop, heappush

from storage.analysis.stories.likeness import SAME_EVENT, link_strength
from storage.analysis.stories.story_nodes import (
    StoryNode,
    nodes_near,
    open_members,
    open_nodes,
    place_node,
)
from storage.database.engine.store_file import StoreConnection


def settle_stories(db: StoreConnection, changed: Iterable[int]) -> None:
    """Find the story of each article of *changed*, and of those whose story is open. Inside the caller's transaction."""
    for each in sorted(changed):
        place_node(db, each)
    _StorySettlement(db).run()


class _StorySettlement:
    """Settles open articles in the order of time: whatever a decision rests on is earlier, and settled."""

    def __init__(self, db: StoreConnection) -> None:
        self._db = db
        self._queue: list[tuple[tuple[datetime, int], int, StoryNode]] = []
        self._queued: set[int] = set()

    def run(self) -> None:
        """Settle every open article, and every later one that this concerns."""
        self._add(open_nodes(self._db))
        while self._queue:
            self._settle(heappop(self._queue)[2])

    def _add(self, nodes: Iterable[StoryNode]) -> None:
        for node in nodes:
            if node.article_id not in self._queued:
                self._queued.add(node.article_id)
                heappush(self._queue, (node.order, node.article_id, node))

    def _settle(self, node: StoryNode) -> None:
        was_first, earlier, later = nodes_near(self._db, node)
        strength, first = max(
            ((link_strength(node.sketch, each.sketch, node.at - each.at), each) for each in earlier),
            key=lambda linked: (linked[0], (node.at - linked[1].at, -linked[1].tie)),
            default=(0.0, node),
        )
        if strength < SAME_EVENT:
            strength, first = 0.0, node
        if was_first and first is not node:
            self._add(open_members(self._db, node.article_id))
        self._db.execute(
            "update story_articles set story_id = ?, strength = ? where article_id = ?",
            (first.article_id, round(strength, 4) if strength else None, node.article_id),
        )
        if first is node and not was_first:
            self._add(each for each in later if _is_linked(node, each))


def _is_linked(one: StoryNode, other: StoryNode) -> bool:
    return link_strength(one.sketch, other.sketch, one.at - other.at) >= SAME_EVENT
