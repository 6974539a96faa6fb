"""How well stories are found, beside simpler ways; tables in Markdown.

    python -m benchmarks.stories.score CORPUS STORIES

Pairs: articles of two outlets of CORPUS, labelled by hand. Weeks: every article of a week of CORPUS, grouped by hand.
Newsroom: events that invented outlets tell. Likeness: correlation with the ratings of STORIES. The rule was chosen on
the pairs and the week that are named as such; the others were held back.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from statistics import correlation
from typing import NamedTuple

from benchmarks.stories.grouping import (
    DatedArticle,
    Strength,
    alone,
    by_copies,
    by_headline,
    by_rasad,
    dated_article,
    group,
)
from benchmarks.stories.labelled import (
    FOLLOW_UP,
    SAME,
    LabelledPair,
    corpus_articles,
    labelled_pairs,
    labelled_weeks,
    pair_texts,
)
from crawler.newsroom.content.events import event_articles
from crawler.newsroom.content.outlets import outlets
from crawler.newsroom.content.pieces import NEWEST
from pipelines.arabic.search.stem import stems
from pipelines.arabic.stories.story_sketch import story_sketch
from storage.analysis.stories.likeness import StorySketch, likeness

WAYS: dict[str, Strength] = {
    "rasad": by_rasad,
    "headlines of one day (TF-IDF)": by_headline,
    "near duplicates alone": by_copies,
    "each article alone": alone,
}
CHOSEN_ON = "2018-05-08"
"""The week that the rule was chosen on; the other was held back."""
NOTICE = "الحوار المتمدن"
"""A text of STORIES that opens with this name is a notice of that site in the place of its article."""
_HEADLINE_WORDS = 12
_EVENTS = 170


class PairScore(NamedTuple):
    """Of linked pairs: *precision* with follow-ups as right, *strict* as wrong; *recall* of the same events."""

    pairs: int
    precision: float
    strict: float
    recall: float


class GroupScore(NamedTuple):
    """B-cubed figures (Bagga and Baldwin 1998) of all articles, and the precision of pairs (follow-ups as right)."""

    articles: int
    precision: float
    recall: float
    f1: float
    pair_precision: float


def is_held_back(pair: LabelledPair) -> bool:
    """Whether the rule was not chosen on *pair*."""
    return bool(zlib.crc32("".join(sorted((pair.one, pair.other))).encode()) & 1)


def score_pairs(articles: dict[str, DatedArticle], pairs: Sequence[LabelledPair], strength: Strength) -> PairScore:
    """Return how well *strength* links *pairs*."""
    linked = [each.label for each in pairs if strength(articles[each.one], articles[each.other]) > 0]
    same, later = linked.count(SAME), linked.count(FOLLOW_UP)
    wanted = sum(each.label == SAME for each in pairs)
    found = max(len(linked), 1)
    return PairScore(len(pairs), (same + later) / found if linked else 1.0, same / found, same / wanted)


def score_groups(
    stories: dict[str, str], events: Sequence[Sequence[str]], affairs: Sequence[Sequence[str]] = ()
) -> GroupScore:
    """Return how well *stories* are *events*; an article that no event names is one of its own."""
    truth = {each: each for each in stories} | {each: event[0] for event in events for each in event}
    allowed = {frozenset(pair) for each in (*events, *affairs) for pair in combinations(each, 2)}
    ours, theirs = _sets(stories), _sets(truth)
    precision = sum(len(ours[each] & theirs[each]) / len(ours[each]) for each in stories) / len(stories)
    recall = sum(len(ours[each] & theirs[each]) / len(theirs[each]) for each in stories) / len(stories)
    pairs = [frozenset(each) for each in combinations(sorted(stories), 2) if stories[each[0]] == stories[each[1]]]
    right = sum(each in allowed for each in pairs) / len(pairs) if pairs else 1.0
    return GroupScore(len(stories), precision, recall, 2 * precision * recall / (precision + recall), right)


def _sets(groups: dict[str, str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {}
    for article, name in groups.items():
        members.setdefault(name, set()).add(article)
    return {article: members[name] for article, name in groups.items()}


def newsroom_events() -> tuple[list[DatedArticle], list[list[str]]]:
    """Return the articles about the newsroom's events, and which of them tell one event."""
    articles_of_events = event_articles(outlets(7), _EVENTS)
    articles = [
        dated_article(
            f"{each.event:04} {each.outlet_id}",
            each.outlet_id,
            NEWEST + timedelta(hours=each.hours),
            each.headline,
            each.body,
        )
        for each in articles_of_events
    ]
    events: dict[str, list[str]] = {}
    for each in articles:
        events.setdefault(each.id[:4], []).append(each.id)
    return articles, list(events.values())


def likeness_correlation(stories: Path, *, with_notices: bool) -> tuple[int, float]:
    """Return the number of rated pairs and Pearson's correlation of the likeness of their sketches with the ratings."""
    pairs = [
        each
        for each in pair_texts(stories)
        if with_notices or not any(text.lstrip().startswith(NOTICE) for text in each.texts)
    ]
    found = [likeness(_text_sketch(each.texts[0]), _text_sketch(each.texts[1])) for each in pairs]
    return len(pairs), correlation(found, [-each.overall for each in pairs])


def _text_sketch(text: str) -> StorySketch:
    words = stems(text)
    return story_sketch(words[:_HEADLINE_WORDS], words)


def main(corpus: Path, stories: Path) -> None:
    """Print the tables."""
    every = {
        each.id: dated_article(each.id, each.source, each.at, each.headline, each.body)
        for each in corpus_articles(corpus)
    }
    _print_pairs(every)
    heads = ("articles", "grouped by", "number", "B-cubed P", "R", "F1", "pair precision")
    print(f"\n| {' | '.join(heads)} |\n|{' --- |' * len(heads)}")
    for day, week in labelled_weeks().items():
        name = f"week of {day} ({'chosen on' if day == CHOSEN_ON else 'held back'})"
        _print_groups(name, [every[each] for each in week.articles], week.events, week.affairs)
    _print_groups("newsroom", *newsroom_events())
    print("\n| rated pairs | number | Pearson |\n| --- | --- | --- |")
    for name, with_notices in (("all", True), ("whose texts are articles", False)):
        number, found = likeness_correlation(stories, with_notices=with_notices)
        print(f"| {name} | {number} | {found:.3f} |")


def _print_pairs(every: dict[str, DatedArticle]) -> None:
    print("| pairs | linked by | number | precision | strict | recall |\n| --- | --- | --- | --- | --- | --- |")
    for name, chosen in (("chosen on", False), ("held back", True)):
        pairs = [each for each in labelled_pairs() if is_held_back(each) is chosen]
        for way, strength in WAYS.items():
            found = score_pairs(every, pairs, strength)
            print(f"| {name} | {way} | {found.pairs} | {' | '.join(f'{each:.3f}' for each in found[1:])} |")


def _print_groups(
    name: str,
    articles: Sequence[DatedArticle],
    events: Sequence[Sequence[str]],
    affairs: Sequence[Sequence[str]] = (),
) -> None:
    for way, strength in WAYS.items():
        found = score_groups(group(articles, strength), events, affairs)
        print(f"| {name} | {way} | {found.articles} | {' | '.join(f'{each:.3f}' for each in found[1:])} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
