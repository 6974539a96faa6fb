"""What follows from the articles can be lost or changed: it is found, and built again as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipelines.stages.fingerprint import fingerprint
from storage.articles.upkeep.repair import rebuild_stories, repair_groups, story_problems
from storage.database.maintenance.verify import damage, inconsistencies
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, fetched, offered, read, store_in_memory

EVENT = (
    "أعلنت وزارة التجهيز انهيار جسر وادي الرمان قرب مدينة تازارت صباح الثلاثاء وإصابة سبعة عمال.\n\n"
    "وكان العمال يصلحون أعمدة الجسر القديم عندما سقط جزء منه في الوادي، ونقلوا إلى مستشفى المدينة."
)
RETOLD = (
    "سبعة جرحى في تازارت بعد سقوط جسر وادي الرمان، والوزارة تفتح تحقيقا في أسباب الانهيار.\n\n"
    "وقال شاهد إن أعمدة الجسر كانت متصدعة منذ شتاء السنة الماضية وإن التجهيز تأخر في إصلاحها."
)
OTHER = (
    "فاز المنتخب الوطني لكرة اليد على نظيره الضيف بثلاثة أهداف في نهائي كأس القارة.\n\n"
    "وسجل القائد سمير الهواري هدفين في الشوط الثاني أمام جمهور غفير ملأ الملعب الكبير."
)
TABLES = (
    "select id, duplicate_of, copy_group_id from articles order by id",
    "select article_id, at, tie, story_id from story_articles order by 1",
    "select key, day, article_id from story_keys order by 1, 2, 3",
    "select article_id, headline_digest, body_digest from fingerprints order by 1",
)
_NO_SKETCH = (
    "delete from copy_keys where article_id = 2; delete from template_keys where article_id = 2; "
    "delete from fingerprints where article_id = 2"
)


def _filled(store: Store) -> None:
    texts = {
        "انهيار جسر وادي الرمان": EVENT,
        "سبعة جرحى في تازارت": RETOLD,
        "المنتخب يفوز بالكأس": OTHER,
        "انهيار جسر": EVENT,
    }
    for number, (headline, text) in enumerate(texts.items()):
        url, at = f"{HOME}news/{number}", NOW - timedelta(hours=9 - number)
        offered(store, ListingEntry(url=url))
        store.articles.keep([fetched(url, read(url, headline, text, published_at=at))], run_id=1)


def _derived(store: Store) -> list[list[tuple[object, ...]]]:
    return [store.file.db.execute(sql).fetchall() for sql in TABLES]


def _wrong(store: Store) -> list[str]:
    db = store.file.db
    return [*damage(db), *inconsistencies(db), *story_problems(db)]


@pytest.mark.parametrize(
    "statements",
    [
        "update story_articles set story_id = 3 where article_id = 1",
        "update story_articles set story_id = null, strength = null",
        "delete from story_keys; delete from story_articles",
        "insert or replace into story_articles (article_id, at, tie, story_id) select 4, at, 9, 4 from story_articles limit 1",
        "update articles set duplicate_of = id where id = 4",
        "update articles set duplicate_of = null, copy_group_id = null",
        _NO_SKETCH,
    ],
)
def test_what_is_derived_is_built_again(statements: str) -> None:
    """After the repair nothing is wrong, and every row is as before."""
    with store_in_memory() as store:
        _filled(store)
        before, sound = _derived(store), _wrong(store)
        store.file.db.executescript(statements)
        broken = _derived(store)
        with store.file.writing() as db:
            repair_groups(db, fingerprint)
            if any(story_problems(db)):
                rebuild_stories(db)

        assert [] == sound
        assert before != broken
        assert before == _derived(store)
        assert [] == _wrong(store)
