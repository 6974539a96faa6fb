"""Finds the words that are characteristic of the articles of a query."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from crawler.search.attend import scope_of
from crawler.search.places import check_places
from pipelines.arabic.search.query import QueryError, SearchQuery, match
from pipelines.arabic.search.word_counter import WordCounter
from storage.analysis.article_scope import ArticleScope
from storage.analysis.drawn_texts import DrawnTexts, TextGroups, draw_texts, texts_of
from storage.analysis.keyness import CharacteristicWord, WordFrequencies, characteristic_words
from storage.store import Store

TEXTS = 3_000
"""So many texts of each group are read: a million words say enough, and a thousand texts cost about a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordMinimum:
    """What a word must have to be shown."""

    times: int = 5
    texts: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordList:
    """The words, each by its commonest spelling; how many articles each group has, how many were read, their words."""

    articles: int
    articles_read: int
    words_read: int
    rest_articles: int
    rest_articles_read: int
    rest_words_read: int
    keywords: tuple[CharacteristicWord, ...]


def query_keywords(
    store: Store, query: SearchQuery, frame: ArticleScope, *, minimum: KeywordMinimum, most: int = TEXTS
) -> KeywordList:
    """Return what sets the articles of *query* apart from all others of *frame*, the words of the query itself aside.

    Raises `QueryError` as `check_places` does, and where one of the two groups is empty.
    """
    check_places(store, query)
    groups = TextGroups(
        frame=frame,
        focus=scope_of(store, query, originals_only=False),
        match=match(query) if query.groups else None,
    )
    focus, rest = draw_texts(store.file, groups, most=most)
    if not focus.articles:
        raise QueryError("no article fits the query")
    if not rest.articles:
        raise QueryError("every article fits the query: there is no rest to compare with")
    counted, others = _counted(store, focus), _counted(store, rest)
    asked = {each for term in query.terms for each in term.stems}
    frequencies = _without(counted.frequencies(), asked), others.frequencies()
    found = characteristic_words(*frequencies, min_times=minimum.times, min_texts=minimum.texts)
    return KeywordList(
        articles=focus.articles,
        articles_read=len(focus.ids),
        words_read=counted.frequencies().words,
        rest_articles=rest.articles,
        rest_articles_read=len(rest.ids),
        rest_words_read=others.frequencies().words,
        keywords=tuple(replace(each, word=counted.spelling(each.word)) for each in found),
    )


def _counted(store: Store, drawn: DrawnTexts) -> WordCounter:
    counter = WordCounter()
    for text in texts_of(store.file, drawn):
        counter.add(text)
    return counter


def _without(frequencies: WordFrequencies, stems: Set[str]) -> WordFrequencies:
    return replace(frequencies, times={each: times for each, times in frequencies.times.items() if each not in stems})
