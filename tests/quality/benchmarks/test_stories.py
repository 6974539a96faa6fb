"""Stories on labelled pairs and weeks of real news, and on composed events: no figure is lower than its floor."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.stories.grouping import DatedArticle, by_rasad, dated_article, group
from benchmarks.stories.labelled import corpus_articles, labelled_pairs, labelled_weeks
from benchmarks.stories.score import likeness_correlation, newsroom_events, score_groups, score_pairs
from tests.support.paths import SHARED

CORPUS, RATED = SHARED / "corpus", SHARED / "stories"
TEXTS = CORPUS / "text" / "articles.jsonl.gz"
needs_texts = pytest.mark.skipif(not TEXTS.exists(), reason=f"no corpus of texts at {TEXTS}")


@cache
def labelled_articles() -> dict[str, DatedArticle]:
    pairs, weeks = labelled_pairs(), labelled_weeks().values()
    wanted = {name for each in pairs for name in (each.one, each.other)} | {
        name for each in weeks for name in each.articles
    }
    return {
        each.id: dated_article(each.id, each.source, each.at, each.headline, each.body)
        for each in corpus_articles(CORPUS)
        if each.id in wanted
    }


@needs_texts
def test_linked_pairs_of_two_outlets_tell_one_event_or_its_follow_up() -> None:
    found = score_pairs(labelled_articles(), labelled_pairs(), by_rasad)

    assert (True, True) == (found.precision >= 0.95, found.recall >= 0.75), found


@needs_texts
@pytest.mark.parametrize("day", labelled_weeks())
def test_weeks_of_real_news_are_grouped_as_by_hand(day: str) -> None:
    week = labelled_weeks()[day]
    stories = group([labelled_articles()[each] for each in week.articles], by_rasad)
    found = score_groups(stories, week.events, week.affairs)

    assert (True, True) == (found.f1 >= 0.95, found.pair_precision >= 0.9), found


@pytest.mark.long
def test_composed_events_are_grouped_as_they_were_told() -> None:
    """528 articles of seven outlets about 170 events with the same topics, cities and sentences."""
    articles, events = newsroom_events()
    found = score_groups(group(articles, by_rasad), events)

    assert (True, True, True) == (len(articles) >= 400, found.f1 >= 0.95, found.pair_precision >= 0.95), found


@pytest.mark.skipif(not RATED.exists(), reason=f"no rated pairs at {RATED}")
def test_likeness_follows_the_ratings_of_people() -> None:
    found = [likeness_correlation(RATED, with_notices=each)[1] for each in (True, False)]

    assert (True, True) == (found[0] >= 0.59, found[1] >= 0.68), found
