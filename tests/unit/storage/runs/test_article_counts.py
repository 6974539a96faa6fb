"""`sources.articles`: how many articles a source has, whoever adds, removes or hands over one."""

from __future__ import annotations

from pathlib import Path

from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, SOURCE, fetched, read, started_store

OTHER = make_source("ma_other")


def counts(store: Store) -> dict[str, int]:
    with store.file.reading() as db:
        return dict(db.execute("select id, articles from sources").fetchall())


def keep_three(store: Store) -> None:
    urls = [f"{HOME}n/{each}" for each in range(3)]
    store.articles.keep(
        [fetched(url, read(url, f"خبر {url[-1]}", f"نص الخبر رقم {url[-1]}")) for url in urls], run_id=1
    )


def test_counts_follow_every_change_of_articles(tmp_path: Path) -> None:
    """Three are kept, one is handed over, one is deleted; a registration of the sources changes no count."""
    with started_store(tmp_path / "rasad.db") as store:
        store.sources.register([OTHER])
        keep_three(store)
        kept = counts(store)
        with store.file.writing() as db:
            db.execute("pragma defer_foreign_keys = on")
            db.execute("update articles set source_id = ? where id = 1", (OTHER.id,))
            for table in ("frontier", "fingerprints", "copy_keys", "template_keys", "story_sketches"):
                db.execute(f"delete from {table} where article_id = 2")  # noqa: S608  # names above
            db.execute("delete from articles where id = 2")
        store.sources.register([SOURCE, OTHER])
        left = counts(store)

    assert ({SOURCE.id: 3, OTHER.id: 0}, {SOURCE.id: 1, OTHER.id: 1}) == (kept, left)
