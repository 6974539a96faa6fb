"""What a piece of a long series costs: as much as a piece of a short one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.quality.daily_texts import gold
from pipelines.stages.fingerprint import fingerprint
from storage.articles.copies import series
from storage.articles.copies.fingerprints import add_sketches, candidates
from storage.articles.copies.similarity import Similarity, similarity_of
from storage.records import Fetched, TextSketch
from tests.support.stores import HOME, NOW, fetched, new_store, read, started_store

_ROW = (
    "insert into articles (id, seq, source_id, canonical_url, requested_url, final_url, headline, authors, tags, body, "
    "language, fetched_at, kept_at, words, kind) values (?1, -?1 - 1, 'ma', ?1, ?1, ?1, '', '[]', '[]', '', 'ar', "
    "'2026-11-30T00:00:00Z', '2026-11-30T00:00:00Z', 0, 'article')"
)
COINS = ["دولار", "يورو", "جنيه", "ين", "فرنك", "ريال", "درهم", "دينار", "ليرة", "كرونة", "روبل"]


def _fetched(number: int, headline: str, body: str) -> Fetched:
    url = f"{HOME}p-{number}"
    return fetched(url, read(url, headline, body, published_at=NOW + timedelta(hours=number)))


def test_the_search_for_copies_skips_the_earlier_pieces_of_a_series(tmp_path: Path) -> None:
    """Eight times as many pieces cost no more steps of the database, and the same piece printed again is still found."""
    steps = []
    for number, size in enumerate((30, 240)):
        path = tmp_path / f"{number}.db"
        new_store(path).close()
        db = sqlite3.connect(path)
        db.execute("pragma foreign_keys = off")
        sketches = [fingerprint(*gold(day)).sketch for day in range(size)]
        add_sketches(db, [(day, "ma", sketch) for day, sketch in enumerate(sketches)])
        db.executemany(_ROW, [(day,) for day in range(size)])
        counted: list[int] = []
        db.set_progress_handler(lambda counted=counted: counted.append(1), 50)  # type: ignore[misc]
        again = {each for each, _, sketch in candidates(db, size, sketches[7]) if sketch == sketches[7]}
        steps.append(len(counted))
        db.close()
        assert {7} == again

    assert steps[1] < steps[0] * 2


def _episode(number: int) -> tuple[str, str]:
    return f"حلقة برنامج الصباح رقم {number}", "تبث القناة في الساعة 9 صباحا حلقة جديدة"


def _rates(number: int) -> tuple[str, str]:
    """Return a table with a figure between any two words: two days have no three words in a row in common."""
    return f"أسعار العملات اليوم {number}", " ".join(f"{each} {number * 11 + at}" for at, each in enumerate(COINS))


@pytest.mark.parametrize(("piece", "growth"), [(_rates, 1.5), (gold, 1.5), (_episode, 4.0)])
def test_a_piece_compares_as_few_texts_after_320_others_as_after_80(
    piece: Callable[[int], tuple[str, str]], growth: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New or edited, neither the group nor the series is walked; of the same words, the keys alone are read."""
    compared, worked = list[TextSketch](), list[tuple[int, int]]()

    def counted(one: TextSketch, other: TextSketch) -> Similarity:
        compared.append(one)
        return similarity_of(one, other)

    monkeypatch.setattr(series, "similarity_of", counted)
    with started_store(tmp_path / "rasad.db") as store:
        made = [_fetched(each, *piece(each)) for each in range(321)]
        for known in (80, 320):
            store.articles.keep(made[len(worked) and 80 : known], run_id=1)
            edit = _fetched(7, *piece(1000 + known))
            steps: list[int] = []
            del compared[:]
            store.file.db.set_progress_handler(lambda steps=steps: steps.append(1), 100)
            store.articles.keep([made[known], edit], run_id=1)
            store.file.db.set_progress_handler(None, 0)
            worked.append((len(compared), len(steps)))
        all_series = {each.series_id for each in store.articles.changes()}

    assert (1, False) == (len(all_series), None in all_series)
    assert max(each for each, _ in worked) <= series.MOST_UNLIKE
    assert worked[1][1] < worked[0][1] * growth
