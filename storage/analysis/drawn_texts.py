"""Draws the texts of two groups of articles: those in question, and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storage.analysis.article_scope import COUNTED, HITS, ArticleScope, in_days, in_places
from storage.database.engine.store_file import StoreFile

_FOCUS = "focus_"
_PLACE = "(id * 2654435761) % 4294967296"
"""An article's place in the draw: spread evenly over the numbers of articles, the same each time (Knuth's multiplicative hash)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGroups:
    """Which articles of *frame* are in question: those of *focus* that fit *match* (FTS5; `None`: all of them).

    The rest is all others of *frame*, also those without a section or an agency, where one is named. An article without
    a day is in neither, where days are named: it may be of them.
    """

    frame: ArticleScope
    focus: ArticleScope
    match: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTexts:
    """The ids of at most as many articles as were asked for, of how many that there are."""

    ids: tuple[int, ...]
    articles: int


def draw_texts(file: StoreFile, groups: TextGroups, *, most: int) -> tuple[DrawnTexts, DrawnTexts]:
    """Return at most *most* articles in question, and as many of the rest: all, or the same ones each time."""
    hits = f"{HITS}," if groups.match is not None else ""
    is_hit = "and a.id in (select id from hits)" if groups.match is not None else ""
    groups_of = f"""
with {hits} grouped(id, is_focus) as (
  select a.id, cast(({in_places(_FOCUS)}) is true and {in_days(_FOCUS)} {is_hit} as integer) from {COUNTED} where {in_places()} and {in_days()})
"""
    params = {"match": groups.match, "most": most, **groups.frame.params(), **groups.focus.params(_FOCUS)}
    with file.snapshot() as db:
        sizes = dict(db.execute(f"{groups_of} select is_focus, count(*) from grouped group by 1", params).fetchall())
        drawn = f"{groups_of} select id from grouped where is_focus = :is_focus order by {_PLACE}, id limit :most"
        return tuple(  # type: ignore[return-value]  # of two
            DrawnTexts(
                ids=tuple(row[0] for row in db.execute(drawn, {**params, "is_focus": is_focus})),
                articles=sizes.get(is_focus, 0),
            )
            for is_focus in (1, 0)
        )


def texts_of(file: StoreFile, drawn: DrawnTexts) -> Iterator[str]:
    """Yield headline and body of each article; one that is gone since is passed over."""
    with file.reading() as db:
        for article_id in drawn.ids:
            row = db.execute("select headline, body from articles where id = ?", (article_id,)).fetchone()
            if row is not None:
                yield f"{row[0]}\n{row[1]}"
