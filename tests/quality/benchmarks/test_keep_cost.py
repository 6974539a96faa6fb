"""The measurement of what keeping an article costs keeps articles as a crawl does."""

from __future__ import annotations

from pathlib import Path

from benchmarks.crawl.keep_cost import as_table, measured
from storage.store import Store


def test_every_article_that_is_timed_is_kept(tmp_path: Path) -> None:
    """The store holds those that it was filled with and those that were kept, with their search index."""
    rows = list(measured(tmp_path / "rasad.db", [20], 16))
    with Store.open(tmp_path / "rasad.db") as store:
        articles, sketches, indexed = store.file.db.execute(
            "select (select count(*) from articles), (select count(*) from fingerprints), "
            "(select count(*) from articles_fts)"
        ).fetchone()

    assert [20 + 16, 20 + 16, 16] == [articles, sketches, indexed]
    assert all(ms > 0 for _, ms in rows)
    assert "| 20 |" in as_table(rows)
