"""`rasad story`: the articles of one event in the order of time, who was first, and who took what from whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo, isolated, plain
from crawler.config.data_dir import DataDir
from pipelines.arabic.stories.member_texts import retold_text
from pipelines.arabic.stories.retelling import (
    TakenParagraph,
    may_be_first,
    other_words,
    paragraphs,
    taken_paragraphs,
)
from storage.analysis.stories.stories import StoryMember
from storage.store import Store


@click.command(short_help="Show who tells an event, and in whose words.")
@click.argument("article", metavar="ID", type=click.IntRange(1, 2**63 - 1))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def story(data_dir: DataDir, *, article: int, as_json: bool) -> None:
    """Show the story with the number ID, or the one that article ID is in (`rasad stories` lists stories).

    Its articles come in the order of time. Who was first is said only as far as the dates tell: a day without a time
    may be its first moment or its last.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    with Store.open(data_dir.store, read_only=True) as store:
        found = store.stories.story_of(article)
        members = [] if found is None else store.stories.members(found)
        is_known = found is not None or store.articles.versions(article) is not None
    if not is_known:
        raise click.UsageError(f"no article has the number {article}: `rasad stories` lists stories with their numbers")
    if found is None:
        raise click.UsageError(
            f"article {article} is in no story: it is a piece of a series, or `rasad reindex` is due"
        )
    if as_json:
        print_json(_document(found, members))
    else:
        _print_story(found, members)


def _document(story_id: int, members: Sequence[StoryMember]) -> dict[str, object]:
    texts = [retold_text(each) for each in members]
    taken, headline = taken_paragraphs(texts), _first_headline(story_id, members)
    articles = [
        {
            "article_id": each.article_id,
            "source_id": each.source_id,
            "outlet": each.outlet,
            "headline": each.headline,
            "canonical_url": each.url,
            "published_at": each.published_at,
            "published_day": each.published_day,
            "published_precision": each.published_precision,
            "duplicate_of": each.duplicate_of,
            "withdrawn_at": each.withdrawn_at,
            "headline_adds": other_words(each.headline, headline),
            "headline_lacks": other_words(headline, each.headline),
            "paragraphs": len(paragraphs(each.body)),
            "taken": taken[each.article_id],
        }
        for each in members
    ]
    return {
        "story_id": story_id,
        "headline": headline,
        "outlets": _outlets(members),
        "voices": _voices(members),
        "may_be_first": may_be_first(texts),
        "articles": articles,
    }


def _print_story(story_id: int, members: Sequence[StoryMember]) -> None:
    texts = [retold_text(each) for each in members]
    headline = _first_headline(story_id, members)
    echo(f"story {story_id}: {isolated(headline)}")
    echo(f"{_outlets(members)} outlets, {_voices(members)} voices, {len(members)} articles")
    echo(_first_line(members, may_be_first(texts)))
    taken = taken_paragraphs(texts)
    for each in members:
        echo(f"\n{_when(each)}  {isolated(each.outlet)}  {isolated(each.headline)}{_marks(each)}")
        echo(f"    {each.article_id}  {plain(each.url)}")
        if each.article_id != story_id:
            _print_words("headline adds", other_words(each.headline, headline))
            _print_words("headline lacks", other_words(headline, each.headline))
        for line in _taken_lines(taken[each.article_id], len(paragraphs(each.body)), members):
            echo(f"    {line}")


def _first_line(members: Sequence[StoryMember], firsts: Sequence[int]) -> str:
    named = [each for each in members if each.article_id in firsts]
    outlets = " and ".join(dict.fromkeys(isolated(each.outlet) for each in named))
    if len({each.source_id for each in named}) == 1:
        return f"first: {outlets}"
    if all(each.published_at is None for each in named):
        return "first: unknown, no article has a date"
    return f"first: cannot be told from the dates; one of {outlets}"


def _taken_lines(taken: Sequence[TakenParagraph], total: int, members: Sequence[StoryMember]) -> list[str]:
    """Say which paragraphs come from whom, a line an article that they come from."""
    outlets = {each.article_id: each.outlet for each in members}
    sources = dict.fromkeys(each.article_id for each in taken)
    return [
        f"takes {_ranges([each.paragraph for each in taken if each.article_id == source])} of {total} paragraphs "
        f"from {source} {isolated(outlets[source])}"
        for source in sources
    ]


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order as ranges: 1-3, 5."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _print_words(name: str, words: Sequence[str]) -> None:
    if words:
        echo(f"    {name}: {isolated(' '.join(words))}")


def _when(member: StoryMember) -> str:
    if member.published_at is None:
        return "no date         "
    return f"{member.published_day}      " if member.published_day else f"{member.published_at:%Y-%m-%d %H:%M}"


def _marks(member: StoryMember) -> str:
    copy = f" (copy of {member.duplicate_of})" if member.duplicate_of is not None else ""
    return copy + (" (withdrawn)" if member.withdrawn_at else "")


def _first_headline(story_id: int, members: Sequence[StoryMember]) -> str:
    return next((each.headline for each in members if each.article_id == story_id), members[0].headline)


def _outlets(members: Sequence[StoryMember]) -> int:
    return len({each.source_id for each in members if each.withdrawn_at is None})


def _voices(members: Sequence[StoryMember]) -> int:
    return len({each.duplicate_of or each.article_id for each in members if each.withdrawn_at is None})
