"""Which articles are duplicates, and which of them is the original, whatever the order of arrival.

`duplicate_pairs` holds every pair of articles that are alike. A group of copies is a set of articles connected by pairs of copies.
Its original is the article with the earliest date (`date_order`; unknown comes last), then by canonical URL. Both follow
from the texts alone, so that the same pages give the same rows in any order and any number of batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storage.articles.copies.fingerprints import add_sketches, candidates, delete_sketch, has_sketch
from storage.articles.copies.series import join_series, leave_series
from storage.articles.copies.similarity import (
    COPY_KINDS,
    CUT,
    EXACT,
    RELATED,
    SERIES,
    copy_kind,
    is_series_pair,
    similarity_of,
)
from storage.database.change_sequence import next_seq
from storage.database.engine.store_file import StoreConnection
from storage.database.values.date_order import EARLIEST_FIRST
from storage.records import TextSketch


def note_sketch(db: StoreConnection, article_id: int, sketch: TextSketch) -> set[int]:
    """Write the sketch of *article_id*, its pairs and its series; returns every article whose group may have changed."""
    source_id = db.execute("select source_id from articles where id = ?", (article_id,)).fetchone()[0]
    touched = {article_id} | (_forget(db, article_id, source_id) if has_sketch(db, article_id) else set())
    add_sketches(db, [(article_id, source_id, sketch)])
    alike = list(_alike(db, article_id, source_id, sketch))
    db.executemany(
        "insert into duplicate_pairs (a, b, kind, similarity) values (?, ?, ?, ?)",
        [
            (min(article_id, other), max(article_id, other), kind, round(similarity, 6))
            for other, kind, similarity in alike
        ],
    )
    join_series(
        db, article_id, source_id, sketch, partners=frozenset(other for other, kind, _ in alike if kind == SERIES)
    )
    return touched | {other for other, kind, _ in alike if kind in COPY_KINDS}


def forget_sketch(db: StoreConnection, article_id: int) -> set[int]:
    """Remove the sketch of an article that is about to be deleted; returns the articles whose group may have changed."""
    source_id = db.execute("select source_id from articles where id = ?", (article_id,)).fetchone()[0]
    return _forget(db, article_id, source_id) if has_sketch(db, article_id) else set()


def _forget(db: StoreConnection, article_id: int, source_id: str) -> set[int]:
    """Remove the sketch, the pairs and the series of an article that has a sketch; returns the copies that it had."""
    copies = _copies(db, article_id)
    leave_series(db, article_id)
    db.execute("delete from duplicate_pairs where a = ? or b = ?", (article_id, article_id))
    delete_sketch(db, article_id, source_id)
    return copies


def settle_copies(db: StoreConnection, touched: Iterable[int]) -> None:
    """Set the original of every member of the groups of *touched*; an article that changes gets a new `seq`."""
    left = set(touched)
    while left:
        members = _group(db, left.pop())
        left -= members
        _settle(db, members)


def _settle(db: StoreConnection, members: set[int]) -> None:
    marks = ",".join("?" * len(members))
    rows = db.execute(
        "select id, duplicate_of, copy_group_id from articles "
        f"where id in ({marks}) order by {EARLIEST_FIRST}",  # marks only
        tuple(members),
    ).fetchall()
    original = rows[0][0]
    for article_id, duplicate_of, copy_group_id in rows:
        copy_of = None if article_id == original else original
        if (duplicate_of, copy_group_id) == (copy_of, original):
            continue
        db.execute(
            "update articles set duplicate_of = ?, copy_group_id = ?, seq = ? where id = ?",
            (copy_of, original, next_seq(db), article_id),
        )
        db.execute(
            "update frontier set state = ? where article_id = ? and state in ('kept', 'duplicate')",
            ("kept" if copy_of is None else "duplicate", article_id),
        )


def _group(db: StoreConnection, article_id: int) -> set[int]:
    members, fresh = {article_id}, [article_id]
    while fresh:
        found = _copies(db, fresh.pop()) - members
        members |= found
        fresh.extend(found)
    return members


def _copies(db: StoreConnection, article_id: int) -> set[int]:
    rows = db.execute(
        "select b from duplicate_pairs where a = ?1 and kind in (?2, ?3, ?4) union "
        "select a from duplicate_pairs where b = ?1 and kind in (?2, ?3, ?4)",
        (article_id, *COPY_KINDS),
    )
    return {row[0] for row in rows}


def _alike(db: StoreConnection, article_id: int, source_id: str, mine: TextSketch) -> Iterator[tuple[int, str, float]]:
    """Yield each article that is alike, how, and how much. Two pieces of a series that share a template key make no pair.

    The key binds those of one outlet: the thousandth piece of a series must not make a thousand pairs. Two outlets that
    print the same series copy the piece of the same day alone.
    """
    for other, other_source, sketch in candidates(db, article_id, mine):
        found = similarity_of(mine, sketch)
        same_outlet = source_id == other_source
        kind = copy_kind(mine, sketch, found, same_outlet=same_outlet)
        if kind is None:
            continue
        if kind != EXACT and is_series_pair(mine, sketch, found):
            if set(mine.template_keys).isdisjoint(sketch.template_keys):
                yield other, SERIES if same_outlet else RELATED, found.jaccard
            continue
        yield other, kind, {EXACT: 1.0, CUT: found.contained}.get(kind, found.jaccard)
