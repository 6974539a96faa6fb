"""What keeping a new article asks of the database, counted: a statement more is one for each article ever kept."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from storage.records import Fetched, ListingEntry
from tests.support.stores import HOME, fetched, offered, read, store_in_memory

MOST = 37
"""For each article of a batch; it was 57 at first."""
TEXTS = [
    ("افتتاح خط المترو الثالث", "أعلنت وزارة النقل افتتاح الخط الثالث للمترو بطول عشرين كيلومترا أمام الركاب."),
    ("البرلمان يناقش قانون الإيجار", "بدأ البرلمان مناقشة مشروع قانون الإيجار الجديد وسط خلاف بين الكتل النيابية."),
    ("علماء يكتشفون نوعا جديدا من الطيور", "اكتشف فريق من العلماء نوعا جديدا من الطيور المهاجرة في جزيرة نائية."),
    ("ارتفاع صادرات التمور", "ارتفعت صادرات التمور خلال الموسم الحالي بفضل أسواق جديدة في آسيا وأوروبا."),
]


def test_a_new_article_takes_few_statements() -> None:
    """New texts that resemble nothing, in one batch: as many statements for each, and what is written once is written once."""
    urls = [f"{HOME}n/{each}" for each in range(len(TEXTS))]
    batch: list[Fetched] = [fetched(url, read(url, *text)) for url, text in zip(urls, TEXTS, strict=True)]
    with store_in_memory() as store:
        offered(store, *(ListingEntry(url=each) for each in urls))
        store.articles.keep(batch[:1], run_id=1)
        begun: list[str] = []
        store.file.db.set_trace_callback(lambda statement: begun.append(" ".join(statement.split()[:3])))
        store.articles.keep(batch[1:], run_id=1)
        store.file.db.set_trace_callback(None)
    ours = [each for each in begun if not each.startswith("--")]  # not those of FTS5 itself
    statements = Counter(name for name, _ in groupby(ours))  # rows of one kind are one statement

    assert MOST * len(batch[1:]) >= statements.total(), statements
    assert (1, 1) == (statements["insert into articles_fts"], statements["update source_runs set"])
