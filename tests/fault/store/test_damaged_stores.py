"""Fifty stores with random damage: `rasad verify` finds it, or no text of the store is other than before."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from pipelines.stages.fingerprint import digests
from storage.database.errors import StoreError
from storage.database.maintenance.verify import changed_texts, damage, inconsistencies, index_problems
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, new_store, offered, read

STORES, LEAST_FOUND = 50, 10  # most bytes of so small a store are unused, or values without a digest
WORDS = ["مدرسة", "قرية", "وزير", "مشروع", "طريق", "جسر", "طبيب", "لاعب", "كتاب", "نهر", "سد", "ميناء", "سفينة"]


def _filled(path: Path) -> bytes:
    chance = random.Random(7)
    with new_store(path) as store:
        store.sources.register([SOURCE])
        store.runs.start(at=NOW, command="test", pid=1)
        for number in range(40):
            url = f"{HOME}{number}"
            offered(store, ListingEntry(url=url))
            claimed(store)
            body = " ".join(chance.choice(WORDS) for _ in range(150))
            store.articles.keep([fetched(url, read(url, f"خبر {number}", body))], run_id=1)
    return path.read_bytes()


def _problems(path: Path) -> list[str]:
    """Return what `rasad verify` says of a file; nothing it says is an exception of SQLite."""
    try:
        with Store.open(path, read_only=True) as store, store.file.reading() as db:
            texts = [str(each) for _, ids in changed_texts(db, digests) for each in ids]
            return list(damage(db)) or [*inconsistencies(db), *index_problems(db), *texts]
    except StoreError as error:
        return [str(error)]


def _texts(path: Path) -> list[tuple[bytes, bytes]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("select cast(headline as blob), cast(body as blob) from articles order by id").fetchall()


def test_damage_is_found_or_no_text_is_changed(tmp_path: Path) -> None:
    """Sixteen random bytes at a random place. What is not found is in a page that nothing uses, or in a value that has no digest."""
    whole = _filled(tmp_path / "rasad.db")
    texts = _texts(tmp_path / "rasad.db")
    found = 0
    for seed in range(STORES):
        chance = random.Random(seed)
        content = bytearray(whole)
        at = chance.randrange(len(content) - 16)
        content[at : at + 16] = chance.randbytes(16)
        path = tmp_path / f"{seed}.db"
        path.write_bytes(content)
        if _problems(path):
            found += 1
        else:
            assert texts == _texts(path), f"seed {seed}: bytes {at} to {at + 16} changed a text and nobody was told"

    assert found >= LEAST_FOUND
