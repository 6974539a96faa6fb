"""What belongs together: an article's copies, its series and its story, noted and settled in one go."""

from __future__ import annotations

from storage.analysis.stories.settle import settle_stories
from storage.analysis.stories.story_nodes import forget_story_sketch, write_story_sketch
from storage.articles.copies.duplicates import forget_sketch, note_sketch, settle_copies
from storage.database.engine.store_file import StoreConnection
from storage.records import Fingerprint


def note_fingerprint(db: StoreConnection, article_id: int, fingerprint: Fingerprint) -> set[int]:
    """Write what an article is compared by; returns every article whose group of copies may have changed."""
    write_story_sketch(db, article_id, fingerprint.story, fingerprint.story_rules)
    return note_sketch(db, article_id, fingerprint.sketch)


def forget_fingerprint(db: StoreConnection, article_id: int) -> set[int]:
    """Remove what an article was compared by, before it is deleted; returns as `note_fingerprint` does."""
    forget_story_sketch(db, article_id)
    return forget_sketch(db, article_id)


def settle_groups(db: StoreConnection, touched: set[int], *, after_seq: int) -> None:
    """Settle the copies of *touched*, and the stories of every article that changed after *after_seq*, or is touched."""
    settle_copies(db, touched)
    changed = {row[0] for row in db.execute("select id from articles where seq > ?", (after_seq,))}
    settle_stories(db, changed | touched)
