"""Another reading of a page changes the article, and is no revision of its outlet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipelines.stages.fingerprint import fingerprint
from storage.articles.upkeep.reread import FieldChange
from storage.records import Gone, ListingEntry, ReadArticle
from storage.store import Store
from tests.support.stores import NOW, fetched, offered, read, store_in_memory

URL, OTHER = "https://outlet.example/news/1", "https://outlet.example/news/2"
TEXT = "قال الوزير إن البرنامج الجديد سيبدأ في القرى البعيدة قبل نهاية السنة.\n\nوأضاف أن الميزانية كافية."
BETTER = TEXT + "\n\nوختم الوزير كلامه بشكر العاملين في الميدان."


def _with(article: ReadArticle, **values: object) -> ReadArticle:
    changed = replace(article.article, **values)  # type: ignore[arg-type]
    return ReadArticle(article=changed, fingerprint=fingerprint(changed.headline, changed.body))


def _kept(store: Store, url: str, headline: str, body: str) -> int:
    offered(store, ListingEntry(url=url))
    (result,) = store.articles.keep([fetched(url, read(url, headline, body))], run_id=1)
    assert result.article_id is not None
    return result.article_id


def _value(store: Store, sql: str) -> object:
    return store.file.db.execute(sql).fetchone()[0]


def test_a_new_text_is_no_revision() -> None:
    """Text, search and `seq` are new; there is no earlier text, and the change is noted with its fields."""
    with store_in_memory() as store:
        number = _kept(store, URL, "البرنامج الجديد", TEXT)
        before = store.articles.last_seq()
        better = _with(read(URL, "البرنامج الجديد", BETTER), section="محليات")

        asked = store.rereadings.changes(number, better)
        untouched = store.articles.last_seq()
        changed = store.rereadings.apply([(number, better)], at=NOW)
        again = store.rereadings.apply([(number, better)], at=NOW + timedelta(hours=1))
        (row,) = store.articles.changes(after_seq=before)
        noted = store.file.db.execute("select article_id, fields from rereadings").fetchall()
        history = store.frontier.history(URL)

        assert ["section", "body"] == [each.field for each in asked]
        assert FieldChange(field="body", before=TEXT, after=BETTER) == asked[1]
        assert (before, 1, 0) == (untouched, changed, again)
        assert (BETTER, "محليات") == (row.body, row.section)
        assert [(number, '["section", "body"]')] == noted
        assert 0 == _value(store, "select count(*) from revisions")
        assert (2, 1) == (
            _value(store, "select count(*) from articles_fts_docsize"),
            _value(store, "select count(*) from search_rows where article_id is null"),
        )
        assert history is not None
        assert "read again" in [each.what for each in history.steps]


def test_the_next_crawl_sees_no_change() -> None:
    """A page that was read again is unchanged for the next fetch of the same text."""
    with store_in_memory() as store:
        number = _kept(store, URL, "البرنامج الجديد", TEXT)
        better = read(URL, "البرنامج الجديد", BETTER)
        store.rereadings.apply([(number, better)], at=NOW)
        (result,) = store.articles.keep([fetched(URL, better, at=NOW + timedelta(hours=1))], run_id=1)

        assert "unchanged" == result.effect
        assert 0 == _value(store, "select count(*) from revisions")


def test_a_withdrawn_article_stays_withdrawn() -> None:
    """Its page was saved before its outlet took it down: reading that again brings nothing back."""
    with store_in_memory() as store:
        number = _kept(store, URL, "البرنامج الجديد", TEXT)
        later = NOW + timedelta(days=1)
        store.articles.keep([fetched(URL, Gone(status=410), at=later)], run_id=1)
        before = _value(store, "select withdrawn_at from articles")
        changed = store.rereadings.apply([(number, read(URL, "البرنامج الجديد", BETTER))], at=later)

        assert 1 == changed
        assert before is not None
        assert before == _value(store, "select withdrawn_at from articles")


def test_the_address_of_another_article_is_not_taken() -> None:
    """A rule that finds another canonical URL than before must not join two articles."""
    with store_in_memory() as store:
        number = _kept(store, URL, "البرنامج الجديد", TEXT)
        _kept(store, OTHER, "خبر آخر عن الطقس", "أمطار غزيرة في الشمال غدا.\n\nودرجات الحرارة دون معدلها.")
        taken = _with(read(URL, "البرنامج الجديد", TEXT), canonical_url=OTHER)

        assert [] == store.rereadings.changes(number, taken)
        assert 0 == store.rereadings.apply([(number, taken)], at=NOW)


def test_copies_follow_the_new_text() -> None:
    """Two articles that differed by what the old rules left in one of them are copies by the new ones."""
    with store_in_memory() as store:
        noise = "\n\n".join(f"اقرأ أيضا الخبر رقم {n} في موقعنا عن موضوع مختلف تماما رقم {n}" for n in range(30))
        _kept(store, URL, "البرنامج الجديد للقرى", BETTER)
        number = _kept(store, OTHER, "البرنامج الجديد للقرى البعيدة", noise)
        before = _value(store, "select count(duplicate_of) from articles")
        store.rereadings.apply([(number, read(OTHER, "البرنامج الجديد للقرى", BETTER))], at=NOW)

        assert (0, 1) == (before, _value(store, "select count(duplicate_of) from articles"))
