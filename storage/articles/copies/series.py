"""Which articles are pieces of one series of an outlet: the same template, with other figures, days or names.

Articles of an outlet that share a template key, or are a `series` pair, belong together. A group of them is a series if
it has two pieces that differ as `is_series_pair` says, or more than `MOST_UNLIKE` different texts: no template is used
so often for anything else. Its number is the smallest of its keys. So series depend on the texts alone. A new piece
costs the same however long its series is, and a group that is not a series cannot grow long.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from storage.articles.copies.fingerprints import outlet_keys, read_sketches
from storage.articles.copies.similarity import SERIES, is_series_pair, similarity_of
from storage.database.change_sequence import next_seq
from storage.database.engine.store_file import StoreConnection
from storage.records import TextSketch

MOST_UNLIKE = 64
"""More different texts than this in one group are a series, whatever their figures."""
_HOLDERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPiece:
    """A text that may be of a series, and its template keys as keys of its outlet."""

    sketch: TextSketch
    keys: frozenset[int]

    @property
    def text(self) -> tuple[bytes, bytes]:
        """Return what tells this text from others."""
        return self.sketch.headline_digest, self.sketch.body_digest

    @property
    def number(self) -> int:
        """Return the smallest key; a text without figures has none, and its words stand in for it."""
        return min(self.keys) if self.keys else int.from_bytes(self.sketch.body_digest[:6]) >> 1


_Pieces = Mapping[int, SeriesPiece]


def join_series(
    db: StoreConnection, article_id: int, source_id: str, sketch: TextSketch, *, partners: frozenset[int]
) -> None:
    """Find the series of an article that is new, or whose text changed; `articles.series_id` follows.

    *partners* are the other articles that are a `series` pair with this one.
    """
    mine = {article_id: SeriesPiece(sketch=sketch, keys=frozenset(outlet_keys(source_id, sketch)))}
    near = partners.union(other for key in mine[article_id].keys for other in _holders(db, key, but=article_id, most=1))
    if not near:
        return
    known = dict(
        db.execute(
            "select id, series_id from articles where id in (select cast(value as bigint) from json_each(?))",
            _ids(near),
        )
    )
    old = {each for each in known.values() if each is not None}
    groups = [mine]  # each is a series as a whole, or not at all
    for each in sorted(each for each, series_id in known.items() if series_id is None):
        if not any(each in group for group in groups):
            groups.append(_group(db, each, but=article_id))
    if not old and not _is_series(groups):
        return
    number = min(old | {piece.number for group in groups for piece in group.values()})
    members = {each for group in groups for each in group}
    for each in old - {number}:
        members |= _members(db, each)
    _set_series(db, members, number)


def leave_series(db: StoreConnection, article_id: int) -> None:
    """Take an article out of its series before its text changes; what is left of the series is grouped again."""
    series_id = db.execute("select series_id from articles where id = ?", (article_id,)).fetchone()[0]
    if series_id is None:
        return
    _set_series(db, {article_id}, None)
    if _is_dispensable(db, article_id, series_id):
        return
    left = _members(db, series_id)
    while left:
        group = _group(db, left.pop(), but=article_id)
        is_series = _is_series([{each: piece} for each, piece in group.items()])
        _set_series(db, group, min(each.number for each in group.values()) if is_series else None)
        left -= group.keys()


def _is_series(groups: Sequence[_Pieces]) -> bool:
    """Whether these groups are a series together, where none of them is one alone."""
    different = [{piece.text: piece.sketch for piece in group.values()} for group in groups]
    if len({text for group in different for text in group}) > MOST_UNLIKE:
        return True
    return any(
        is_series_pair(one, other, similarity_of(one, other))
        for some, others in combinations(different, 2)
        for one, other in product(some.values(), others.values())
    )


def _is_dispensable(db: StoreConnection, article_id: int, series_id: int) -> bool:
    """Whether a series is the same without this piece, as a few others show; `False`: all of it must be grouped again.

    It is the same where one other piece holds each of its keys that anyone else holds, so that it binds what this one
    bound, where the number of the series is not from this piece alone, and where the series is long enough without it.
    """
    mine = _pieces(db, {article_id})
    keys = mine[article_id].keys
    shared = sorted(key for key in keys if _holders(db, key, but=article_id, most=1))
    if not shared or _series_partners(db, mine) or series_id in keys.difference(shared):
        return False
    others = _holders(db, shared[0], but=article_id, most=_HOLDERS)
    if not any(each.keys.issuperset(shared) for each in _pieces(db, others).values()):
        return False
    rows = db.execute("select id from articles where series_id = ? limit ?", (series_id, 2 * MOST_UNLIKE))
    return len({each.text for each in _pieces(db, [row[0] for row in rows]).values()}) > MOST_UNLIKE


def _group(db: StoreConnection, article_id: int, *, but: int) -> dict[int, SeriesPiece]:
    """Return every article that is connected with *article_id*, *but* not through that one; some statements a step."""
    group: dict[int, SeriesPiece] = {}
    fresh, seen, seen_keys = {article_id}, {article_id, but}, set[int]()
    while fresh:
        found = _pieces(db, fresh)
        group |= found
        keys = {key for each in found.values() for key in each.keys} - seen_keys
        seen_keys |= keys
        holders = "select article_id from template_keys where key in (select cast(value as bigint) from json_each(?))"
        fresh = ({row[0] for row in db.execute(holders, _ids(keys))} | _series_partners(db, found)) - seen
        seen |= fresh
    return group


def _pieces(db: StoreConnection, article_ids: Collection[int]) -> dict[int, SeriesPiece]:
    return {
        article_id: SeriesPiece(sketch=sketch, keys=frozenset(outlet_keys(source_id, sketch)))
        for article_id, source_id, sketch in read_sketches(db, article_ids)
    }


def _holders(db: StoreConnection, key: int, *, but: int, most: int) -> list[int]:
    """Return other articles with this key: all of them are in one group."""
    rows = db.execute(
        "select article_id from template_keys where key = ? and article_id <> ? limit ?", (key, but, most)
    )
    return [row[0] for row in rows]


def _series_partners(db: StoreConnection, article_ids: Iterable[int]) -> set[int]:
    rows = db.execute(
        "select b from duplicate_pairs where a in (select cast(value as bigint) from json_each(?1)) and kind = ?2 union "
        "select a from duplicate_pairs where b in (select cast(value as bigint) from json_each(?1)) and kind = ?2",
        (*_ids(article_ids), SERIES),
    )
    return {row[0] for row in rows}


def _members(db: StoreConnection, series_id: int) -> set[int]:
    return {row[0] for row in db.execute("select id from articles where series_id = ?", (series_id,))}


def _ids(numbers: Iterable[int]) -> tuple[str]:
    return (json.dumps(list(numbers)),)


def _set_series(db: StoreConnection, members: Iterable[int], series_id: int | None) -> None:
    for each in sorted(members):
        row = db.execute("select series_id from articles where id = ?", (each,)).fetchone()
        if row[0] != series_id:
            db.execute("update articles set series_id = ?, seq = ? where id = ?", (series_id, next_seq(db), each))
