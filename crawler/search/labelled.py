"""Gives labels to articles of a store, and finds the labelled articles in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.arabic.clean import clean
from pipelines.arabic.fold import fold
from storage.analysis.labels import ArticleKey, ArticleLabel, LabelFile
from storage.articles.reader import ExportRow
from storage.database.change_sequence import store_id
from storage.store import Store

LONGEST_LABEL, LONGEST_NOTE = 100, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledArticle:
    """A label, and its article in this store; `None`: the store does not have it."""

    label: ArticleLabel
    article: ExportRow | None


def article_key(store: Store, article_id: int) -> ArticleKey:
    """Return what the article with this number, which is there, is found by."""
    (row,) = store.articles.by_ids([article_id])
    return ArticleKey(
        url=row.canonical_url,
        store_id=_store_id(store),
        article_id=row.id,
        source_id=row.source_id,
        headline=row.headline or "",
    )


def label_name(typed: str, known: Iterable[str]) -> str:
    """Return the name of a label as it is kept: tidied, and as an earlier label spells it that differs in marks alone.

    Raises `ValueError` for one that is empty, too long, or of several lines.
    """
    name = clean(typed)
    if not name or len(name) > LONGEST_LABEL or "\n" in name:
        raise ValueError(f"a label is one line of 1 to {LONGEST_LABEL} characters")
    return min((each for each in known if fold(each) == fold(name)), default=name)


def label_note(typed: str) -> str | None:
    """Return a note as it is kept; `None` for an empty one. Raises `ValueError` for one that is too long."""
    note = clean(typed)
    if len(note) > LONGEST_NOTE:
        raise ValueError(f"a note has at most {LONGEST_NOTE} characters")
    return note or None


def note_to_keep(labels: LabelFile, key: ArticleKey, name: str, note: str | None) -> str | None:
    """Return *note*, or where there is none the one that the article's label *name* has already."""
    return note or next((each.note for each in labels.of_article(key) if each.label == name), None)


def labelled_articles(store: Store, labels: Iterable[ArticleLabel]) -> list[LabelledArticle]:
    """Return each label with its article.

    It is the one with its URL; else the one with its number, if outlet and headline are the same still.
    """
    here = _store_id(store)
    return [LabelledArticle(label=each, article=_found(store, each.article, here)) for each in labels]


def _found(store: Store, key: ArticleKey, here: str) -> ExportRow | None:
    by_url = store.articles.find(address=key.url)
    if by_url is not None:
        return store.articles.by_ids([by_url])[0]
    if key.store_id != here:
        return None
    rows = store.articles.by_ids([key.article_id])
    is_same = rows and (rows[0].source_id, rows[0].headline or "") == (key.source_id, key.headline)
    return rows[0] if is_same else None


def _store_id(store: Store) -> str:
    with store.file.reading() as db:
        return store_id(db)
