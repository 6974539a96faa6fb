"""What pages for readers show: lists of articles, an article with its copies, an outlet, and the facets of a search."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.articles.reader import ExportRow, export_rows
from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_unstamp
from storage.database.values.date_order import dated

_MOST_COPIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBrief:
    """An article as a list names it; *published_precision* is `day` where the outlet prints no time."""

    id: int
    source_id: str
    outlet: str
    headline: str
    published_at: datetime | None
    published_precision: str | None
    local_day: date | None
    duplicate_of: int | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article, its *original* where it is a copy, and the *copies* of it or of its original, without itself.

    *story_id* is its story where several outlets tell it.
    """

    article: ExportRow
    original: ArticleBrief | None
    copies: tuple[ArticleBrief, ...]
    revisions: int
    story_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletBrief:
    """An outlet with its counts; withdrawn articles are counted in *withdrawn* alone."""

    source_id: str
    outlet: str
    country: str
    articles: int
    originals: int
    copies: int
    corrected: int
    withdrawn: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    """An outlet, what its source file says of it, and its newest articles."""

    brief: OutletBrief
    publisher: str | None
    home: str
    licence: str | None
    timezone: str
    newest: tuple[ArticleBrief, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFacet:
    """How often one value of a facet occurs among articles; *names* are what readers call it, Arabic and English."""

    value: str
    names: tuple[str, str]
    articles: int


_BRIEF = (
    "select a.id, a.source_id, s.outlet, a.headline, a.published_at, a.published_precision, a.local_day, a.duplicate_of, "
    "a.withdrawn_at from articles a join sources s on s.id = a.source_id"
)
_OUTLETS = (
    "select source_id, outlet, country, articles, originals, copies, corrected, withdrawn, first_day, last_day "
    "from by_outlet"
)
_STORY = """
select t.story_id from articles a join story_articles t on t.article_id = a.copy_group_id
where a.id = ? and (select count(distinct m.source_id) from story_members m where m.story_id = t.story_id) > 1
"""
_FACETS = """
select a.source_id, s.outlet, s.country, a.section, a.agency_id, g.arabic_name, g.name, a.local_day, a.kind
from json_each(?) j join articles a on a.id = cast(j.value as bigint) join sources s on s.id = a.source_id
left join agencies g on g.id = a.agency_id
"""
FACETS = ("source", "country", "section", "agency", "day", "kind")
"""The names of the facets of a search."""


def newest_articles(file: StoreFile, *, limit: int) -> tuple[ArticleBrief, ...]:
    """Return the newest articles that have a date and are neither copies nor withdrawn."""
    condition = "where a.published_at is not null and a.duplicate_of is null and a.withdrawn_at is null"
    with file.reading() as db:
        rows = db.execute(f"{_BRIEF} {condition} order by {dated('a')} desc, a.id desc limit ?", (limit,))
        return tuple(_brief(row) for row in rows)


def article_briefs(file: StoreFile, ids: Sequence[int]) -> dict[int, ArticleBrief]:
    """Return articles by their numbers."""
    with file.reading() as db:
        rows = db.execute(
            f"{_BRIEF} where a.id in (select cast(value as bigint) from json_each(?))", (json.dumps(list(ids)),)
        )
        return {row[0]: _brief(row) for row in rows}


def article_page(file: StoreFile, article_id: int) -> ArticlePage | None:
    """Return an article, also a withdrawn one; `None` where there is none of this number."""
    with file.reading() as db:
        article = next(export_rows(db, "where a.id = ?", (article_id,)), None)
        if article is None:
            return None
        first = article.duplicate_of or article.id
        rows = db.execute(
            f"{_BRIEF} where (a.duplicate_of = ? or a.id = ?) and a.id <> ? order by {dated('a')} nulls first, a.id limit ?",
            (first, first, article.id, _MOST_COPIES),
        )
        others = [_brief(row) for row in rows]
        revisions = db.execute("select count(*) from revisions where article_id = ?", (article_id,)).fetchone()[0]
        story = db.execute(_STORY, (article_id,)).fetchone()
    original = next((each for each in others if each.id == article.duplicate_of), None)
    return ArticlePage(
        article=article,
        original=original,
        copies=tuple(each for each in others if each is not original),
        revisions=revisions,
        story_id=story[0] if story else None,
    )


def outlets(file: StoreFile) -> tuple[OutletBrief, ...]:
    """Return every outlet, by country and then by how much it published."""
    with file.reading() as db:
        return tuple(_outlet(row) for row in db.execute(f"{_OUTLETS} order by country, articles desc, source_id"))


def outlet_page(file: StoreFile, source_id: str, *, limit: int) -> OutletPage | None:
    """Return an outlet with its newest articles, copies too; `None` where no source has this id."""
    with file.reading() as db:
        brief = db.execute(f"{_OUTLETS} where source_id = ?", (source_id,)).fetchone()
        if brief is None:
            return None
        facts = db.execute(
            "select publisher, home, licence, timezone from sources where id = ?", (source_id,)
        ).fetchone()
        rows = db.execute(
            f"{_BRIEF} where a.source_id = ? and a.withdrawn_at is null order by {dated('a')} desc nulls last, a.id desc limit ?",
            (source_id, limit),
        )
        newest = tuple(_brief(row) for row in rows)
    publisher, home, licence, timezone = facts
    return OutletPage(
        brief=_outlet(brief), publisher=publisher, home=home, licence=licence, timezone=timezone, newest=newest
    )


def search_facets(file: StoreFile, ids: Sequence[int], *, most: int) -> dict[str, tuple[SearchFacet, ...]]:
    """Return for each of `FACETS` its *most* frequent values among the articles *ids*."""
    counts: dict[str, Counter[str]] = {each: Counter() for each in FACETS}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    with file.reading() as db:
        for source, outlet, country, section, agency, arabic, english, day, kind in db.execute(
            _FACETS, (json.dumps(ids),)
        ):
            for facet, value in zip(FACETS, (source, country, section, agency, day, kind), strict=True):
                if value:
                    counts[facet][value] += 1
            names["source", source] = (outlet, outlet)
            names["agency", agency or ""] = (arabic or "", english or "")
    return {
        facet: tuple(
            SearchFacet(value=value, names=names.get((facet, value), (value, value)), articles=count)
            for value, count in sorted(found.items(), key=lambda each: (-each[1], each[0]))[:most]
        )
        for facet, found in counts.items()
    }


def _brief(row: tuple[Any, ...]) -> ArticleBrief:
    return ArticleBrief(
        id=row[0],
        source_id=row[1],
        outlet=row[2],
        headline=row[3],
        published_at=maybe_unstamp(row[4]),
        published_precision=row[5],
        local_day=date.fromisoformat(row[6]) if row[6] else None,
        duplicate_of=row[7],
        withdrawn_at=maybe_unstamp(row[8]),
    )


def _outlet(row: tuple[Any, ...]) -> OutletBrief:
    first, last = (date.fromisoformat(each) if each else None for each in row[8:10])
    return OutletBrief(
        source_id=row[0],
        outlet=row[1],
        country=row[2],
        articles=row[3],
        originals=row[4],
        copies=row[5],
        corrected=row[6],
        withdrawn=row[7],
        first_day=first,
        last_day=last,
    )
