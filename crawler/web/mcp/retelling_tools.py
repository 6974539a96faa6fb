"""A story and the edits of an article as objects of JSON: how texts differ, and no more of them than rights allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from crawler.web.mcp.readers import ReadableArticles, brief, line
from pipelines.arabic.stories.member_texts import retold_text
from pipelines.arabic.stories.retelling import may_be_first, other_words, paragraphs, taken_paragraphs
from pipelines.arabic.word_diff import ChangeKind, is_changed, word_changes
from storage.analysis.stories.stories import StoryMember
from storage.articles.revisions import ArticleVersions, TextVersion

_MOST_MEMBERS, _MOST_EDITS, _MOST_PASSAGES, _MOST_WORDS = 100, 20, 60, 40
_LONGEST_PASSAGE = 500


def story_document(story_id: int, members: Sequence[StoryMember], shown: ReadableArticles) -> dict[str, object]:
    """Return one story; *shown* are the articles of it that may be named."""
    there = [each for each in members if each.withdrawn_at is None]
    named = [each for each in members if each.article_id in shown.articles][:_MOST_MEMBERS]
    texts = [retold_text(each) for each in named]
    taken = taken_paragraphs(texts)
    headline = next(
        (each.headline for each in named if each.article_id == story_id), named[0].headline if named else ""
    )
    articles = [
        {
            **brief(shown.articles[each.article_id]),
            "headline_adds": [line(word) for word in other_words(each.headline, headline)[:_MOST_WORDS]],
            "headline_lacks": [line(word) for word in other_words(headline, each.headline)[:_MOST_WORDS]],
            "paragraphs": len(paragraphs(each.body)),
            "taken": [
                {"from_article": source, "paragraphs": count}
                for source, count in Counter(one.article_id for one in taken[each.article_id]).items()
            ],
        }
        for each in named
    ]
    return {
        "story_id": story_id,
        "headline": line(headline),
        "outlets": len({each.source_id for each in there}),
        "voices": len({each.duplicate_of or each.article_id for each in there}),
        "may_be_first": may_be_first(texts),
        "total": len(members),
        "hidden": shown.hidden,
        "articles": articles,
    }


def edits_of(versions: ArticleVersions | None, *, with_text: bool) -> list[dict[str, object]]:
    """Return the edits of an article, the last ones; *with_text*: with the passages that were removed and added."""
    texts = versions.versions if versions else ()
    return [_edit(old, new, with_text=with_text) for old, new in list(pairwise(texts))[-_MOST_EDITS:]]


def _edit(old: TextVersion, new: TextVersion, *, with_text: bool) -> dict[str, object]:
    changes = word_changes(old.body, new.body)
    passages = [
        {"change": each.kind, "text": line(each.text, longest=_LONGEST_PASSAGE)}
        for each in changes
        if each.kind is not ChangeKind.SAME and each.text.strip()
    ]
    return {
        "before_seen_at": old.seen_at,
        "after_seen_at": new.seen_at,
        "declared_at": new.modified_at,
        "headline_before": line(old.headline),
        "headline_after": line(new.headline),
        "is_body_changed": is_changed(changes),
        "passages": passages[:_MOST_PASSAGES] if with_text else None,
        "passages_left_out": max(len(passages) - _MOST_PASSAGES, 0) if with_text else None,
    }
