"""Which articles are pieces of one series of an outlet: the same template, with other figures, days or names.

Articles of an outlet that share a template key, or are a `series` pair, belong together. A group of them is a series if
it has two pieces that differ as `is_series_pair` says. Its number is the smallest of its keys. So series depend on the
texts alone, and a new piece costs the same however long its series is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import combinations

from storage.articles.copies.fingerprints import outlet_keys, read_sketch
from storage.articles.copies.similarity import SERIES, is_series_pair, similarity_of
from storage.database.change_sequence import next_seq


def join_series(db: sqlite3.Connection, article_id: int) -> None:
    """Find the series of an article that is new, or whose text changed; `articles.series_id` follows."""
    neighbours = {article_id} | _series_partners(db, article_id)
    neighbours |= {holder for each in _keys(db, article_id) for holder in _one_holder(db, each, article_id)}
    marks = ", ".join("?" * len(neighbours))
    known = dict(db.execute(f"select id, series_id from articles where id in ({marks})", tuple(neighbours)))
    old = {each for each in known.values() if each is not None}
    single = {each for each, series_id in known.items() if series_id is None and each != article_id}
    loose = {article_id} | _group(db, single, but=article_id)  # a group is a series as a whole, or not at all
    if not old and not _has_series_pair(db, loose):
        return
    number = min(old | {_number(db, each) for each in loose})
    for each in old - {number}:
        loose |= _members(db, each)
    _set_series(db, loose, number)


def leave_series(db: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of its series before its text changes; what is left of the series is grouped again."""
    series_id = db.execute("select series_id from articles where id = ?", (article_id,)).fetchone()[0]
    if series_id is None:
        return
    left = _members(db, series_id) - {article_id}
    _set_series(db, {article_id}, None)
    while left:
        group = _group(db, {left.pop()}, but=article_id)
        number = min(_number(db, each) for each in group) if _has_series_pair(db, group) else None
        _set_series(db, group, number)
        left -= group


def _group(db: sqlite3.Connection, start: set[int], *, but: int | None = None) -> set[int]:
    """Return every article that is connected with those of *start*, *but* not through that one."""
    members, fresh, seen = set(start), list(start), set[int]()
    while fresh:
        member = fresh.pop()
        found = _series_partners(db, member)
        for key in _keys(db, member) - seen:
            seen.add(key)
            found |= {row[0] for row in db.execute("select article_id from template_keys where key = ?", (key,))}
        found -= members | {but}
        members |= found
        fresh.extend(found)
    return members


def _has_series_pair(db: sqlite3.Connection, group: Iterable[int]) -> bool:
    known = {found for each in group if (found := read_sketch(db, each)) is not None}
    return any(is_series_pair(one, other, similarity_of(one, other)) for one, other in combinations(known, 2))


def _keys(db: sqlite3.Connection, article_id: int) -> set[int]:
    source_id = db.execute("select source_id from articles where id = ?", (article_id,)).fetchone()[0]
    sketch = read_sketch(db, article_id)
    return set() if sketch is None else outlet_keys(source_id, sketch)


def _number(db: sqlite3.Connection, article_id: int) -> int:
    """Return the smallest key of an article; one without figures has none, and its text speaks for it."""
    keys = _keys(db, article_id)
    sketch = read_sketch(db, article_id)
    assert sketch is not None  # noqa: S101  # only articles with keys or pairs are in a group
    return min(keys) if keys else int.from_bytes(sketch.body_digest[:6]) >> 1


def _one_holder(db: sqlite3.Connection, key: int, article_id: int) -> list[int]:
    """Return one other article with this key: all of them are in one group."""
    rows = db.execute(
        "select article_id from template_keys where key = ? and article_id <> ? limit 1", (key, article_id)
    )
    return [row[0] for row in rows]


def _series_partners(db: sqlite3.Connection, article_id: int) -> set[int]:
    rows = db.execute(
        "select b from duplicate_pairs where a = ?1 and kind = ?2 union "
        "select a from duplicate_pairs where b = ?1 and kind = ?2",
        (article_id, SERIES),
    )
    return {row[0] for row in rows}


def _members(db: sqlite3.Connection, series_id: int) -> set[int]:
    return {row[0] for row in db.execute("select id from articles where series_id = ?", (series_id,))}


def _set_series(db: sqlite3.Connection, members: Iterable[int], series_id: int | None) -> None:
    for each in sorted(members):
        row = db.execute("select series_id from articles where id = ?", (each,)).fetchone()
        if row[0] != series_id:
            db.execute("update articles set series_id = ?, seq = ? where id = ?", (series_id, next_seq(db), each))
