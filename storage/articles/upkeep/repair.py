"""Finds and repairs what follows from the articles alone: copies, series, stories and what they are compared by.

Texts, revisions and what outlets answered do not follow from anything: for those there is a backup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storage.articles.copies.groups import note_fingerprint, settle_groups
from storage.database.change_sequence import last_seq
from storage.database.engine.store_file import StoreConnection
from storage.records import Fingerprint

MakeFingerprint = Callable[[str, str], Fingerprint]
"""Gives what an article is recognised by, from its headline and its text."""
_STORIES = {
    "articles whose story was never settled": "select article_id from story_articles where story_id is null",
    "articles in a story that its first article is not in": (
        "select t.article_id from story_articles t left join story_articles f on f.article_id = t.story_id "
        "where t.story_id is not null and (f.story_id is null or f.story_id <> t.story_id)"
    ),
    "articles that are missing in stories": (
        "select a.id from articles a join story_sketches s on s.article_id = a.id "
        "where a.duplicate_of is null and a.series_id is null and a.id not in (select article_id from story_articles)"
    ),
    "copies or pieces of a series that are in a story": (
        "select t.article_id from story_articles t join articles a on a.id = t.article_id "
        "where a.duplicate_of is not null or a.series_id is not null"
    ),
}
_WITHOUT_FINGERPRINT = "select id, headline, body from articles where id not in (select article_id from fingerprints) order by id limit 100"
_GROUPS = (
    "select a.id from articles a left join articles b on b.id = a.duplicate_of "
    "where a.duplicate_of = a.id or b.duplicate_of is not null or a.copy_group_id is null"
)


def story_problems(db: StoreConnection) -> Iterator[str]:
    """Yield what is wrong with the stories, each with the first ids."""
    for words, query in _STORIES.items():
        ids = [row[0] for row in db.execute(f"{query} order by 1")]
        if ids:
            first = ", ".join(map(str, ids[:5]))
            yield f"{len(ids)} {words} ({first}{', …' if len(ids) > 5 else ''})"  # noqa: PLR2004


def repair_groups(db: StoreConnection, make: MakeFingerprint) -> int:
    """Make the fingerprints that are missing and settle groups of copies that are wrong; returns how many articles it was.

    Inside the caller's transaction. Articles whose original changes get a new `seq`.
    """
    begun, touched = last_seq(db), set[int]()
    while rows := db.execute(_WITHOUT_FINGERPRINT).fetchall():
        for article_id, headline, body in rows:
            touched |= {article_id} | note_fingerprint(db, article_id, make(headline, body))
    touched |= {row[0] for row in db.execute(_GROUPS)}
    if touched:
        settle_groups(db, touched, after_seq=begun)
    return len(touched)


def rebuild_stories(db: StoreConnection) -> None:
    """Find the story of every article again. Inside the caller's transaction; articles get no new `seq`."""
    ids = {row[0] for row in db.execute("select article_id from story_sketches")}
    db.execute("delete from story_keys")
    db.execute("delete from story_articles")
    settle_groups(db, ids, after_seq=last_seq(db))
