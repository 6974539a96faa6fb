"""Answers the requests for our pages: each opens the store, reads what its page shows, and closes it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

from crawler.search.find import find_articles, is_index_old
from crawler.search.labelled import article_key
from crawler.web.html.markup import SafeMarkup, bounded, element
from crawler.web.html.style import STYLE
from crawler.web.html.words import PageLanguage, PagePhrase
from crawler.web.pages.article_page import article_html
from crawler.web.pages.frame import MOST_LETTERS, LabelEditing, PageRequest, framed
from crawler.web.pages.label_forms import labels_html
from crawler.web.pages.lists import newest_page, outlets_page
from crawler.web.pages.outlet_page import outlet_html
from crawler.web.pages.search_page import HITS_A_PAGE, hits_of_page, refused_html, search_html
from crawler.web.pages.story_page import stories_html, story_html
from crawler.web.report.report_page import report_parts
from pipelines.arabic.search.query import QueryError, parse_query, with_places, with_subject
from storage.analysis.labels import LabelFile
from storage.articles.figures.collect import collect_figures
from storage.articles.figures.reader_pages import (
    article_briefs,
    article_page,
    newest_articles,
    outlet_page,
    outlets,
    search_facets,
)
from storage.articles.search.search_index import SearchFilter
from storage.database.errors import StoreError
from storage.store import Store

_NEWEST, _OF_OUTLET, _FACET_VALUES = 50, 50, 8
_MOST_FOUND = 200  # so many are looked at for their spelling; more would cost more than a page may
_MOST_DAYS, _USUAL_DAYS = 366, 30
_LARGEST_ID = 2**63 - 1
_VALUES = ("q", "newest", "originals", "source", "country", "section", "agency", "day", "kind", "page", "days")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAnswer:
    """An answer: the text of the page, its status and its content type."""

    body: str
    status: int = HTTPStatus.OK
    content_type: str = "text/html; charset=utf-8"


_Answer = Callable[[Store, PageRequest, str], PageAnswer]


def answer(
    path: Path, asked_path: str, values: Mapping[str, str], editing: LabelEditing | None = None
) -> PageAnswer | None:
    """Return the page of ours at *asked_path* from the store at *path*; `None` where the path is none of ours.

    *editing*: labels may be changed on the page of an article.
    """
    if asked_path in _FILES:
        return _FILES[asked_path]
    found = next(((each, match) for shape, each in _PAGES if (match := shape.fullmatch(asked_path))), None)
    if found is None:
        return None
    language = PageLanguage.ENGLISH if values.get("lang") == PageLanguage.ENGLISH else PageLanguage.ARABIC
    kept = {name: values[name][:MOST_LETTERS] for name in _VALUES if values.get(name)}
    asked = PageRequest(path=asked_path, language=language, values=kept, editing=editing)
    page, match = found
    try:
        with Store.open(path, read_only=True) as store:
            return page(store, asked, match[1] if match.groups() else "")
    except StoreError:
        why = PagePhrase("لا يمكن فتح المخزن الآن.", "The store cannot be opened now.")
        return PageAnswer(body=framed(asked, asked.phrase(why), element("p", asked.phrase(why))), status=503)


def error_page(status: int, why: str) -> str:
    """Return the page for a request of Datasette's that failed; *why* may be empty."""
    asked = PageRequest(path="/", language=PageLanguage.ARABIC)
    title = f"{asked.phrase(PagePhrase('لا جواب', 'No answer'))} · No answer ({status})"
    return framed(asked, title, element("h1", title), element("p", bounded(why), attributes={"dir": "auto"}))


def is_ours(asked_path: str) -> bool:
    """Whether a path leads to a page of ours."""
    return asked_path in _FILES or any(shape.fullmatch(asked_path) for shape, _ in _PAGES)


def _newest(store: Store, asked: PageRequest, _name: str) -> PageAnswer:
    return PageAnswer(body=newest_page(asked, newest_articles(store.file, limit=_NEWEST)))


def _outlets(store: Store, asked: PageRequest, _name: str) -> PageAnswer:
    return PageAnswer(body=outlets_page(asked, outlets(store.file)))


def _outlet(store: Store, asked: PageRequest, name: str) -> PageAnswer:
    page = outlet_page(store.file, name, limit=_OF_OUTLET)
    return _missing(asked) if page is None else PageAnswer(body=outlet_html(asked, page))


def _article(store: Store, asked: PageRequest, name: str) -> PageAnswer:
    number = int(name)
    page = article_page(store.file, number) if number <= _LARGEST_ID else None
    if page is None:
        return _missing(asked)
    versions = store.articles.versions(number) if page.revisions else None
    return PageAnswer(body=article_html(asked, page, versions, _labels(store, asked, number)))


def _labels(store: Store, asked: PageRequest, number: int) -> SafeMarkup | None:
    if asked.editing is None:
        return None
    if not asked.editing.path.exists():
        return labels_html(asked, asked.editing, number, (), ())
    with LabelFile.open(asked.editing.path, read_only=True) as labels:
        given = labels.of_article(article_key(store, number))
        return labels_html(asked, asked.editing, number, given, labels.counts())


def _stories(store: Store, asked: PageRequest, _name: str) -> PageAnswer:
    days = _days(asked)
    since = datetime.now(UTC) - timedelta(days=days)
    stories = store.stories.latest(since=since, least_outlets=2, limit=_NEWEST)
    return PageAnswer(body=stories_html(asked, stories, days=days))


def _story(store: Store, asked: PageRequest, name: str) -> PageAnswer:
    number = int(name)
    story_id = store.stories.story_of(number) if number <= _LARGEST_ID else None
    members = [] if story_id is None else store.stories.members(story_id)
    if story_id is None or not members:
        return _missing(asked)
    return PageAnswer(body=story_html(asked, story_id, members))


def _figures(store: Store, asked: PageRequest, _name: str) -> PageAnswer:
    figures = collect_figures(store.file, days=_days(asked), at=datetime.now(UTC))
    title = asked.phrase(PagePhrase("الأرقام", "Figures"))
    return PageAnswer(body=framed(asked, title, report_parts(figures, asked.language)))


def _search(store: Store, asked: PageRequest, _name: str) -> PageAnswer:
    values = asked.values
    within = SearchFilter(section=values.get("section"), day=values.get("day"), kind=values.get("kind"))
    try:
        query = with_places(parse_query(values.get("q", "")), values.get("source"), values.get("country"))
        query = with_subject(query, None, values.get("agency"))
        result = find_articles(
            store, query, limit=_MOST_FOUND, originals_only="originals" in values, is_newest_first="newest" in values,
            within=within,
        )  # fmt: skip
    except QueryError as error:
        return PageAnswer(body=refused_html(asked, str(error)), status=HTTPStatus.BAD_REQUEST)
    facets = search_facets(store.file, [each.id for each in result.hits], most=_FACET_VALUES)
    page = min(max(_count(values.get("page"), 1), 1), -(-_MOST_FOUND // HITS_A_PAGE))
    briefs = article_briefs(store.file, [each.id for each in hits_of_page(result, page)])
    return PageAnswer(body=search_html(asked, result, briefs, facets, page=page, is_old=is_index_old(store)))


def _missing(asked: PageRequest) -> PageAnswer:
    title = asked.phrase(PagePhrase("لا شيء هنا", "There is nothing here"))
    return PageAnswer(body=framed(asked, title, element("h1", title)), status=HTTPStatus.NOT_FOUND)


def _days(asked: PageRequest) -> int:
    return min(max(_count(asked.values.get("days"), _USUAL_DAYS), 1), _MOST_DAYS)


def _count(typed: str | None, usual: int) -> int:
    return int(typed) if typed and _NUMBER.fullmatch(typed) else usual


_NUMBER = re.compile(r"[0-9]{1,9}")
_PAGES: tuple[tuple[re.Pattern[str], _Answer], ...] = (
    (re.compile(r"/"), _newest),
    (re.compile(r"/search"), _search),
    (re.compile(r"/outlets"), _outlets),
    (re.compile(r"/outlet/([\w-]{1,100})"), _outlet),
    (re.compile(r"/article/([0-9]{1,19})"), _article),
    (re.compile(r"/figures"), _figures),
    (re.compile(r"/stories"), _stories),
    (re.compile(r"/story/([0-9]{1,19})"), _story),
)
_FILES = {
    "/robots.txt": PageAnswer(body="User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8"),
    "/rasad.css": PageAnswer(body=STYLE, content_type="text/css; charset=utf-8"),
}
