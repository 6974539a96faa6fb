"""Which articles are duplicates, and which of them is the original, whatever the order of arrival.

`duplicate_pairs` holds every pair of similar articles. A story is a set of articles connected by such pairs. Its
original is the article with the earliest `published_at` (unknown comes last), then by canonical URL. Both follow from
the texts alone, so that the same pages give the same rows in any order and any number of batches.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from storage.database.change_sequence import next_seq
from storage.records import Fingerprint

EXACT, NEAR, CUT = "exact", "near", "cut"
_SKETCH = 256  # a sketch of this many hashes is a sample; a shorter one holds every shingle
_HASH_BYTES = 8
_JACCARD = 0.6
"""Two articles are near copies from this similarity; unrelated news stays under 0.11, follow-ups under 0.6."""
_CONTAINED = 0.7
"""A text is a cut copy when the other holds this share of its shingles."""
_CUT_SHINGLES = 30
_EXACT_SHINGLES = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """The similarity of two texts: *jaccard* of their shingles; *contained*: the share of the smaller in the larger."""

    jaccard: float
    contained: float


def similarity_of(a: bytes, a_shingles: int, b: bytes, b_shingles: int) -> Similarity:
    """Return the similarity of two texts by their bottom-k sketches (exact while both hold every shingle).

    Broder 1997: the k smallest hashes of a union are a fair sample of it.
    """
    ours, theirs = _hashes(a), _hashes(b)
    if a_shingles <= _SKETCH and b_shingles <= _SKETCH:
        shared = len(ours & theirs)
        union = len(ours | theirs)
    else:
        sample = sorted(ours | theirs)[:_SKETCH]
        share = sum(1 for each in sample if each in ours and each in theirs) / max(len(sample), 1)
        shared_float = share / (1 + share) * (a_shingles + b_shingles)
        return Similarity(jaccard=share, contained=min(1.0, shared_float / max(min(a_shingles, b_shingles), 1)))
    smaller = min(len(ours), len(theirs))
    return Similarity(jaccard=shared / max(union, 1), contained=shared / max(smaller, 1))


def kind_of_copy(found: Similarity, shingles: int) -> str | None:
    """Return what kind of copies two texts are, the smaller having *shingles*; `None`: they are not copies."""
    if found.jaccard >= _JACCARD:
        return NEAR
    if found.contained >= _CONTAINED and shingles >= _CUT_SHINGLES:
        return CUT
    return None


def note_fingerprint(db: sqlite3.Connection, article_id: int, fingerprint: Fingerprint) -> set[int]:
    """Write the fingerprint of *article_id* and its pairs; returns every article whose story may have changed."""
    touched = {article_id} | _partners(db, article_id)
    db.execute("delete from duplicate_pairs where a = ? or b = ?", (article_id, article_id))
    db.execute("delete from bands where article_id = ?", (article_id,))
    db.execute(
        "insert or replace into fingerprints (article_id, headline, body_digest, shingles, sketch) values (?, ?, ?, ?, ?)",
        (article_id, fingerprint.headline, fingerprint.body_digest, fingerprint.shingles, fingerprint.sketch),
    )
    pairs = [
        (min(article_id, other), max(article_id, other), kind, round(similarity, 6))
        for other, kind, similarity in _similar(db, article_id, fingerprint)
    ]
    db.executemany("insert or replace into duplicate_pairs (a, b, kind, similarity) values (?, ?, ?, ?)", pairs)
    db.executemany(
        "insert into bands (band, article_id) values (?, ?)", [(each, article_id) for each in set(fingerprint.bands)]
    )
    return touched | {each for pair in pairs for each in pair[:2]}


def settle_stories(db: sqlite3.Connection, touched: Iterable[int]) -> None:
    """Set the original of every member of the stories of *touched*; an article that changes gets a new `seq`."""
    left = set(touched)
    while left:
        members = _story(db, left.pop())
        left -= members
        _settle(db, members)


def _settle(db: sqlite3.Connection, members: set[int]) -> None:
    marks = ",".join("?" * len(members))
    rows = db.execute(
        "select id, duplicate_of, story_id from articles "
        f"where id in ({marks}) order by published_at is null, published_at, canonical_url",  # marks only
        tuple(members),
    ).fetchall()
    original = rows[0][0]
    for article_id, duplicate_of, story_id in rows:
        copy_of = None if article_id == original else original
        if (duplicate_of, story_id) == (copy_of, original):
            continue
        db.execute(
            "update articles set duplicate_of = ?, story_id = ?, seq = ? where id = ?",
            (copy_of, original, next_seq(db), article_id),
        )
        db.execute(
            "update frontier set state = ? where article_id = ? and state in ('kept', 'duplicate')",
            ("kept" if copy_of is None else "duplicate", article_id),
        )


def _story(db: sqlite3.Connection, article_id: int) -> set[int]:
    members, fresh = {article_id}, [article_id]
    while fresh:
        found = _partners(db, fresh.pop()) - members
        members |= found
        fresh.extend(found)
    return members


def _partners(db: sqlite3.Connection, article_id: int) -> set[int]:
    rows = db.execute(
        "select b from duplicate_pairs where a = ? union select a from duplicate_pairs where b = ?",
        (article_id, article_id),
    )
    return {row[0] for row in rows}


def _similar(db: sqlite3.Connection, article_id: int, mine: Fingerprint) -> Iterable[tuple[int, str, float]]:
    candidates = db.execute(
        "select article_id, headline, body_digest, shingles, sketch from fingerprints where article_id in ("
        "  select article_id from bands where band in (select value from json_each(?))"
        "  union select article_id from fingerprints where body_digest = ?) and article_id <> ?",
        (str(list(mine.bands)), mine.body_digest, article_id),
    )
    for other, headline, digest, shingles, sketch in candidates:
        if digest == mine.body_digest and (mine.shingles >= _EXACT_SHINGLES or headline == mine.headline):
            yield other, EXACT, 1.0
            continue
        found = similarity_of(mine.sketch, mine.shingles, sketch, shingles)
        kind = kind_of_copy(found, min(mine.shingles, shingles))
        if kind is not None and digest != mine.body_digest:
            yield other, kind, found.jaccard if kind == NEAR else found.contained


def _hashes(sketch: bytes) -> set[bytes]:
    return {sketch[start : start + _HASH_BYTES] for start in range(0, len(sketch), _HASH_BYTES)}
