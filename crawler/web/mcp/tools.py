"""The tools: each opens the store, reads what was asked for within bounds, and closes it again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.search.attend import query_attention
from crawler.search.find import SearchResult, find_articles, is_index_old
from crawler.web.mcp.readers import ReadableArticles, ToolRefusal, brief, details, line, plain, readable
from crawler.web.mcp.retelling_tools import edits_of, story_document
from crawler.web.mcp.values import day_of, one_of, within
from pipelines.arabic.search.query import parse_query
from pipelines.arabic.search.snippet import snippet
from storage.analysis.periods import SeriesPeriod
from storage.articles.figures.reader_pages import outlets
from storage.articles.reader import ExportRow, TextExtent
from storage.export.rights.policy import ExportPurpose, RightsPolicy
from storage.store import Store

_MOST, _MOST_OUTLETS, _MOST_ROWS = 50, 1_000, 400
_LONGEST_TEXT, _LONGEST_SEARCHED, _LONGEST_SNIPPET = 20_000, 100_000, 600
_LONGEST_QUERY = 2_000
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreTools:
    """The tools on the store at *path*. Each returns an object of JSON, and raises `ToolRefusal` or a `UserError`.

    *silent_is_full*: articles of outlets without a licence may be given in full, as the setting `analysis_full_text`
    says.
    """

    path: Path
    silent_is_full: bool = False

    def search_articles(
        self, query: str, limit: int = 10, newest_first: bool = False, originals_only: bool = False
    ) -> dict[str, Any]:
        """Search the articles in Arabic; the best match first.

        query: words (all are wanted), "a phrase", OR, -word, and the fields headline:, body:, source:ID, country:CC,
        section:NAME, agency:ID, since:YYYY-MM-DD, until:YYYY-MM-DD. limit: 1 to 50. total is how many articles have all
        words, others how many more have some of them or related words, hidden how many were left out because their
        outlet forbids to index them.
        """
        within("limit", limit, 1, _MOST)
        asked = parse_query(_typed(query))
        with self._store() as store:
            found = find_articles(
                store, asked, limit=limit, originals_only=originals_only, is_newest_first=newest_first
            )
            shown = self._readable(store, [each.id for each in found.hits])
            is_old = is_index_old(store)
        return _plain({
            "total": found.total, "is_more": found.is_more, "others": found.others, "hidden": shown.hidden,
            "index_is_old": is_old, "articles": [_hit(each, found) for each in shown.articles.values()],
        })  # fmt: skip

    def get_article(self, article: int, from_character: int = 0) -> dict[str, Any]:
        """Return one article with its text, as far as its rights allow.

        article: its number (id). holds is full, snippet or link; withheld says why the text is not whole. The text
        comes in pieces of 20,000 characters: next_character is where the next begins, null at the end.
        """
        within("from_character", from_character, 0, _LARGEST)
        with self._store() as store:
            row = self._article(store, article)
        body = row.body or ""
        end = from_character + _LONGEST_TEXT
        return _plain({
            **brief(row), **details(row),
            "body": None if row.body is None else body[from_character:end],
            "body_characters": None if row.body is None else len(body),
            "next_character": end if end < len(body) else None,
        })  # fmt: skip

    def list_stories(self, day: str, least_outlets: int = 2, limit: int = 20) -> dict[str, Any]:
        """List the stories (events) that outlets told on a day, those told most widely first.

        day: YYYY-MM-DD (UTC). least_outlets: told by so many or more. limit: 1 to 50. voices counts a text and its
        copies once.
        """
        within("limit", limit, 1, _MOST)
        within("least_outlets", least_outlets, 1, _LARGEST)
        since, until = day_of(day)
        with self._store() as store:
            found = store.stories.latest(since=since, until=until, least_outlets=least_outlets, limit=limit)
            shown = self._readable(store, [each.story_id for each in found])
        stories = [
            {
                "story_id": each.story_id,
                "headline": line(each.headline) if each.story_id in shown.articles else None,
                "outlets": each.outlets,
                "voices": each.voices,
                "articles": each.articles,
                "first_at": each.first_at,
                "last_at": each.last_at,
                "first_outlet": line(each.first_outlet),
            }
            for each in found
        ]
        return _plain({"day": day, "stories": stories})

    def get_story(self, story: int) -> dict[str, Any]:
        """Return the articles of one story in the order of time: who may have been first, how headlines differ.

        story: its number, or that of an article in it. At most 100 articles; hidden says how many may not be named.
        taken: how many paragraphs an article has from an earlier one.
        """
        within("story", story, 1, _LARGEST)
        with self._store() as store:
            story_id = store.stories.story_of(story)
            members = [] if story_id is None else store.stories.members(story_id)
            if story_id is None or not members:
                raise ToolRefusal(f"no story has the number {story}: list_stories has them")
            shown = self._readable(store, [each.article_id for each in members])
        return _plain(story_document(story_id, members, shown))

    def list_outlets(self, country: str | None = None) -> dict[str, Any]:
        """List the outlets of the store with their counts: articles, originals, copies, edited and withdrawn ones.

        country: two letters, as ma; of all countries without it.
        """
        with self._store() as store:
            found = [each for each in outlets(store.file) if country in {None, each.country}]
            known = store.sources.countries()
        if country is not None and country not in known:
            raise ToolRefusal(f"no outlet of this store is in {country!r}; its countries: {', '.join(sorted(known))}")
        return _plain({"total": len(found), "outlets": found[:_MOST_OUTLETS]})

    def list_corrections(self, limit: int = 20) -> dict[str, Any]:
        """List the articles that were edited last after publication, and whether headline or text changed.

        limit: 1 to 50. get_corrections shows the edits of one.
        """
        within("limit", limit, 1, _MOST)
        with self._store() as store:
            found = store.articles.corrected(limit=limit)
            shown = self._readable(store, [each.article_id for each in found])
        named = [each for each in found if each.article_id in shown.articles]
        return _plain({
            "hidden": shown.hidden,
            "articles": [{
                "id": each.article_id, "source_id": each.source_id, "outlet": line(each.outlet),
                "headline": line(each.headline), "edits": each.corrections,
                "is_headline_changed": each.is_headline_changed, "is_body_changed": each.is_body_changed,
                "last_seen_at": each.last_seen_at,
            } for each in named],
        })  # fmt: skip

    def get_corrections(self, article: int) -> dict[str, Any]:
        """Return what was edited in one article after publication: headlines, and the changed passages.

        Passages come only where the rights of the article allow its full text.
        """
        with self._store() as store:
            row = self._article(store, article)
            versions = store.articles.versions(row.id)
        return _plain({**brief(row), "edits": edits_of(versions, with_text=row.holds is TextExtent.FULL)})

    def attention(self, query: str, by: str = "day", by_outlet: bool = False) -> dict[str, Any]:
        """Return which share of all articles has all words of a query, by day, week or month.

        The query is that of search_articles; its fields bound both counts. caution says where a share says little.
        At most 400 rows, the last ones; rows_left_out says how many came before.
        """
        period = SeriesPeriod(one_of("by", by, [each.value for each in SeriesPeriod]))
        asked = parse_query(_typed(query))
        with self._store() as store:
            series = query_attention(store, asked, by=period, by_outlet=by_outlet)
        values = {
            name: getattr(series, name)
            for name in ("matches", "articles", "share", "outlets", "undated_matches", "undated_articles")
        }
        rows = series.rows[-_MOST_ROWS:]
        return _plain({**values, "rows_left_out": len(series.rows) - len(rows), "rows": rows})

    @contextmanager
    def _store(self) -> Iterator[Store]:
        with Store.open(self.path, read_only=True) as store:
            yield store

    def _readable(self, store: Store, ids: list[int]) -> ReadableArticles:
        return readable(store, ids, RightsPolicy(purpose=ExportPurpose.ANALYSIS, silent_is_full=self.silent_is_full))

    def _article(self, store: Store, number: int) -> ExportRow:
        within("article", number, 1, _LARGEST)
        found = self._readable(store, [number])
        if found.hidden:
            raise ToolRefusal(f"the outlet of article {number} forbids to index it")
        if number not in found.articles:
            raise ToolRefusal(f"no article has the number {number}: search_articles has them")
        return found.articles[number]


def _hit(row: ExportRow, found: SearchResult) -> dict[str, object]:
    body = None if row.body is None else snippet(row.body[:_LONGEST_SEARCHED], found.stems)
    return {**brief(row), "snippet": line(body or row.summary, longest=_LONGEST_SNIPPET)}


def _typed(query: str) -> str:
    if len(query) > _LONGEST_QUERY:
        raise ToolRefusal(f"the query is longer than {_LONGEST_QUERY} characters")
    return query


def _plain(value: dict[str, object]) -> dict[str, Any]:
    found = plain(value)
    return found if isinstance(found, dict) else {}
