"""What finding copies costs: bytes an article, and CPU a new article in stores of several sizes.

The store is filled with sketches of our own. They have the lengths of the real ones; of their keys, 2 in 100 are of
common phrases (the commonest is in 2 of 100 articles), the others are their own. Then 300 real articles are added by
the functions that keep them. The bytes are those of the real articles alone.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.quality import daily_texts
from pipelines.stages.fingerprint import fingerprint
from storage.articles.copies.duplicates import note_sketch, settle_copies
from storage.articles.copies.fingerprints import add_sketches
from storage.database.engine.store_file import StoreConnection
from storage.records import TextSketch
from storage.store import Store

_OUTLETS = 40
_ADDED, _PIECES = 300, (100, 365, 1_000)
_CHUNK = 50_000
_COMMON, _PHRASES = 0.02, 5_000
_TABLES = ("fingerprints", "copy_keys", "template_keys", "duplicate_pairs", "duplicate_pairs_b", "articles_series")
_FIRST_ID = 1_000_000
_ARTICLE = (
    "insert into articles (id, seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, "
    "language, published_at, fetched_at, kept_at, words, kind) values (?1, -?1, ?2, ?1, ?1, ?1, '', '[]', '[]', '', "
    "'ar', '2026-11-30T00:00:00Z', '2026-11-30T00:00:00Z', '2026-11-30T00:00:00Z', 0, 'article')"
)


def cost_table(sketches: Sequence[TextSketch], sizes: Sequence[int]) -> str:
    """Return bytes and milliseconds as Markdown."""
    lines = [f"Bytes an article on disk, {len(sketches)} real articles with their pairs: {_bytes(sketches):.0f}.", ""]
    lines += ["| articles in the store | CPU of a new one, ms |", "| ---: | ---: |"]
    lines += [f"| {size:,} | {ms:.2f} |" for size, ms in _milliseconds(sketches, sizes)]
    lines += ["", "| earlier pieces of its series | CPU of a new one, ms |", "| ---: | ---: |"]
    return "\n".join([*lines, *(f"| {size:,} | {ms:.2f} |" for size, ms in _series_milliseconds())])


def _bytes(sketches: Sequence[TextSketch]) -> float:
    with TemporaryDirectory() as folder:
        db = _new_store(Path(folder))
        _add(db, sketches, first=_FIRST_ID)
        marks = ", ".join("?" * len(_TABLES))
        used = db.execute(f"select sum(pgsize) from dbstat where name in ({marks})", _TABLES).fetchone()[0]  # noqa: S608  # marks only
        db.close()
    return float(used) / len(sketches)


def _milliseconds(sketches: Sequence[TextSketch], sizes: Sequence[int]) -> Iterator[tuple[int, float]]:
    chance = random.Random("sizes")  # noqa: S311  # a sample, not a secret
    chosen = chance.sample(sketches, min(_ADDED, len(sketches)))
    with TemporaryDirectory() as folder:
        db, held = _new_store(Path(folder)), 0
        for size in sizes:
            for start in range(held, size, _CHUNK):
                fill(db, sketches, range(start + 1, min(start + _CHUNK, size) + 1), chance)
            held = size
            db.execute("begin")
            yield size, _add(db, chosen, first=_FIRST_ID)
            db.execute("rollback")
        db.close()


def _series_milliseconds() -> Iterator[tuple[int, float]]:
    pieces = [fingerprint(*daily_texts.gold(day)).sketch for day in range(_PIECES[-1] + 20)]
    with TemporaryDirectory() as folder:
        db, held = _new_store(Path(folder)), 0
        for size in _PIECES:
            _add(db, pieces[held:size], first=held, outlets=1)
            yield size, _add(db, pieces[size : size + 20], first=size, outlets=1)
            held = size + 20
        db.close()


def _add(db: sqlite3.Connection, sketches: Sequence[TextSketch], *, first: int, outlets: int = _OUTLETS) -> float:
    """Add articles with these sketches as the store does; returns the CPU of one in ms."""
    spent = 0.0
    for number, sketch in enumerate(sketches, start=first):
        db.execute(_ARTICLE, (number, f"source{number % outlets}"))
        began = time.process_time()
        settle_copies(db, note_sketch(db, number, sketch))
        spent += time.process_time() - began
    return spent / max(len(sketches), 1) * 1000


def fill(db: StoreConnection, sketches: Sequence[TextSketch], ids: range, chance: random.Random) -> None:
    """Add articles without a text that have sketches like *sketches*."""
    db.executemany(_ARTICLE, ((each, f"source{each % _OUTLETS}") for each in ids))
    made = [(each, f"source{each % _OUTLETS}", invented(chance.choice(sketches), chance)) for each in ids]
    add_sketches(db, made)


def invented(like: TextSketch, chance: random.Random) -> TextSketch:
    """Return a sketch of the same sizes whose keys and hashes are its own, but for those of common phrases."""
    keys = {
        int(_PHRASES ** chance.random()) if chance.random() < _COMMON else chance.getrandbits(29)
        for _ in like.copy_keys
    }
    return replace(
        like,
        body_digest=chance.randbytes(len(like.body_digest)),
        hashes=chance.randbytes(len(like.hashes)),
        copy_keys=tuple(sorted(keys)),
        template_keys=tuple(chance.getrandbits(47) for _ in like.template_keys),
    )


def _new_store(folder: Path) -> sqlite3.Connection:
    Store.open(folder / "rasad.db").close()
    db = sqlite3.connect(folder / "rasad.db", isolation_level=None)
    db.execute("pragma synchronous = off")
    db.execute("pragma journal_mode = memory")
    db.executemany(
        "insert into sources (id, outlet, country, home, language, timezone, private, checked) "
        "values (?, '', '', '', '', '', 0, 0)",
        [(f"source{each}",) for each in range(_OUTLETS)],
    )
    return db
