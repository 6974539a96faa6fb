"""The table `fingerprints` with its keys: a sketch for each article, and which articles may be alike.

The keys are in each row, too, so that the key tables need no second index to forget an article.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from storage.articles.copies.similarity import EXACT_SHINGLES
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import copy_tag, same_template
from storage.database.values.upsert import upsert
from storage.records import TextSketch

_COLUMNS = tuple(each.name for each in fields(TextSketch))
_COPY_KEY_BYTES, _TEMPLATE_KEY_BYTES = 4, 6
_SHARED_KEYS = 2
"""Texts that may be copies share this many keys: one run of six words alone is often a common phrase."""
_INSERT = upsert("fingerprints", ("article_id", *_COLUMNS), key="article_id")
_SELECT = f"select source_id, article_id, {', '.join('f.' + each for each in _COLUMNS)} from fingerprints f join articles a on a.id = f.article_id "

_MAY_BE_COPY = f"f.body_digest <> ? or f.shingles >= {EXACT_SHINGLES} or f.headline_digest = ?"
"""SQL: not one of the few words that an outlet prints under many headlines, as `copy_kind` says."""


def read_sketch(db: StoreConnection, article_id: int) -> TextSketch | None:
    """Return the sketch of an article; `None` if it has none yet."""
    row = db.execute(_SELECT + "where article_id = ?", (article_id,)).fetchone()
    return None if row is None else _sketch(row[2:])


def read_sketches(db: StoreConnection, article_ids: Iterable[int]) -> Iterator[tuple[int, str, TextSketch]]:
    """Yield the number, the source and the sketch of each of these articles that has a sketch."""
    rows = db.execute(
        _SELECT + "where article_id in (select cast(value as bigint) from json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    for source_id, article_id, *values in rows:
        yield article_id, source_id, _sketch(values)


def has_sketch(db: StoreConnection, article_id: int) -> bool:
    """Whether an article has a sketch: it was compared, and may have pairs and a series."""
    return db.execute("select 1 from fingerprints where article_id = ?", (article_id,)).fetchone() is not None


def delete_sketch(db: StoreConnection, article_id: int, source_id: str) -> None:
    """Delete the sketch and the keys of an article."""
    _forget_keys(db, article_id, source_id)
    db.execute("delete from fingerprints where article_id = ?", (article_id,))


def add_sketches(db: StoreConnection, sketches: Sequence[tuple[int, str, TextSketch]]) -> None:
    """Write the sketches of articles (number, source, sketch) that have none, with their keys."""
    db.executemany(_INSERT, [(article_id, *_values(sketch)) for article_id, _, sketch in sketches])
    db.executemany(
        "insert into copy_keys (key, tag, article_id) values (?, ?, ?)",
        sorted(
            (key, tag, article_id)
            for article_id, tag, sketch in ((article_id, _tag(sketch), sketch) for article_id, _, sketch in sketches)
            for key in sketch.copy_keys
        ),
    )
    db.executemany(
        "insert into template_keys (key, article_id) values (?, ?)",
        sorted(
            (key, article_id) for article_id, source_id, sketch in sketches for key in outlet_keys(source_id, sketch)
        ),
    )


def _values(sketch: TextSketch) -> Iterator[object]:
    yield from (getattr(sketch, name) for name in _COLUMNS[:-2])
    yield b"".join(each.to_bytes(_COPY_KEY_BYTES) for each in sketch.copy_keys)
    yield _packed_template_keys(sketch)


def _tag(sketch: TextSketch) -> int:
    return copy_tag(_packed_template_keys(sketch), sketch.figures)


def _packed_template_keys(sketch: TextSketch) -> bytes:
    return b"".join(each.to_bytes(_TEMPLATE_KEY_BYTES) for each in sketch.template_keys)


def candidates(db: StoreConnection, article_id: int, sketch: TextSketch) -> Iterator[tuple[int, str, TextSketch]]:
    """Yield each other article that may be alike, with its source: the two texts share two keys, or their only one.

    A text of the same template with as many figures, but others, is another piece of a series, and is passed over here.
    """
    is_brief = len(sketch.copy_keys) < _SHARED_KEYS
    holders = f"select article_id from copy_keys where key in ({', '.join('?' * len(sketch.copy_keys))}) and tag"
    tag = _tag(sketch)
    first, last = same_template(tag) if tag else (0, -1)
    params = [value for limit in (first, last, tag) for value in (*sketch.copy_keys, limit)]
    ranges = f"{holders} < ? union all {holders} > ?" + (f" union all {holders} = ?" if tag else "")
    rows = db.execute(
        _SELECT + f"where article_id in (select article_id from ({ranges}) as holders where article_id <> ? "
        f"group by article_id having count(*) >= ?) and ({_MAY_BE_COPY})",
        (
            *(params if tag else params[: -len(sketch.copy_keys) - 1]),
            *(article_id, 1 if is_brief else _SHARED_KEYS),
            *(sketch.body_digest, sketch.headline_digest),
        ),
    )
    for source_id, other, *values in rows:
        found = _sketch(values)
        if not is_brief or len(found.copy_keys) < _SHARED_KEYS:
            yield other, source_id, found


def outlet_keys(source_id: str, sketch: TextSketch) -> set[int]:
    """Return the template keys of an article as keys of its outlet: a series is of one outlet."""
    outlet = int.from_bytes(hashlib.blake2b(source_id.encode(), digest_size=6).digest()) >> 1
    return {outlet ^ each for each in sketch.template_keys}


def _forget_keys(db: StoreConnection, article_id: int, source_id: str) -> None:
    old = read_sketch(db, article_id)
    if old is not None:
        db.executemany(
            "delete from copy_keys where key = ? and tag = ? and article_id = ?",
            [(key, _tag(old), article_id) for key in old.copy_keys],
        )
        db.executemany(
            "delete from template_keys where key = ? and article_id = ?",
            [(each, article_id) for each in outlet_keys(source_id, old)],
        )


def _sketch(values: Sequence[object]) -> TextSketch:
    columns = dict(zip(_COLUMNS, values, strict=True))
    columns["copy_keys"] = _unpacked(columns["copy_keys"], _COPY_KEY_BYTES)
    columns["template_keys"] = _unpacked(columns["template_keys"], _TEMPLATE_KEY_BYTES)
    return TextSketch(**columns)  # type: ignore[arg-type]  # the columns above, each of its type by the schema


def _unpacked(packed: object, size: int) -> tuple[int, ...]:
    assert isinstance(packed, bytes)  # noqa: S101  # by the schema
    return tuple(int.from_bytes(packed[start : start + size]) for start in range(0, len(packed), size))
