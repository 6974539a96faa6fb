"""Hostile articles and queries on our web pages: text, bounded, and nothing that runs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from parsel import Selector

from crawler.web.serve.answers import PageAnswer, answer
from tests.fault.hostile.hostile_texts import MARK, QUERIES, hostile_articles
from tests.support.sources import make_source
from tests.support.stores import NOW, SOURCE, fetched, new_store
from tests.support.tables import wrong_rows

_EVIL = {"script", "img", "iframe", "object", "embed", "base", "svg", "style"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of hostile articles with copies and edits, filled once for all of these tests."""
    path = tmp_path_factory.mktemp("hostile") / "rasad.db"
    with new_store(path) as store:
        store.sources.register([SOURCE, make_source("ma_other", outlet=f"</a><script>{MARK}</script>")])
        store.runs.start(at=NOW, command="test", pid=1)
        later = NOW + timedelta(hours=1)
        changes = (hostile_articles("ma_other"), hostile_articles(edit=" معدل"))
        for at, change in ((NOW, hostile_articles()), *((later, each) for each in changes)):
            store.articles.keep([fetched(each.article.requested_url, each, at=at) for each in change], run_id=1)
    return path


def _page(store: Path, path: str, **values: str) -> tuple[PageAnswer, Selector]:
    found = answer(store, path, values)
    assert found is not None
    return found, Selector(text=found.body)


def _is_harmless(page: Selector) -> bool:
    names = set(page.xpath("//*").xpath("name()").getall())
    attributes = set(page.xpath("//@*").xpath("name()").getall())
    schemes = {each.partition(":")[0] for each in page.xpath("//a/@href").getall() if not each.startswith(("/", "#"))}
    return not names & _EVIL and schemes <= {"http", "https"} and not any(each.startswith("on") for each in attributes)


def _article_is_text(store: Path, number: int) -> bool:
    found, page = _page(store, f"/article/{number}")
    steering = re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]", found.body)
    return found.status == 200 and _is_harmless(page) and not steering and len(found.body) < 200_000


def test_a_hostile_article_is_text(hostile: Path) -> None:
    """Script, markup, bidi overrides, NUL, a megabyte: the page holds them as text, without the marks, and is bounded."""
    assert [] == wrong_rows([(hostile, number, True) for number in range(1, 41)], _article_is_text)


@pytest.mark.parametrize(
    "path", ["/", "/outlets", "/figures", "/outlet/ma_other", "/outlet/ma_outlet", "/stories", "/story/14", "/story/15"]
)
def test_lists_of_hostile_articles_are_text(hostile: Path, path: str) -> None:
    """Lists and figures show the beginning of what outlets wrote; the charts of the figures are SVG of ours."""
    found, page = _page(hostile, path)
    charts = page.xpath("//svg").getall()

    assert (200, True) == (found.status, _is_harmless(Selector(text=re.sub(r"<svg.*?</svg>", "", found.body))))
    assert [] == [each for each in charts if MARK in each]
    assert len(found.body) < 400_000


def _is_a_query(store: Path, typed: str) -> bool:
    found, page = _page(store, "/search", q=typed, day=typed, section=typed, page=typed, lang=typed)
    leaks = str(store.parent) in found.body or "Traceback" in found.body
    return found.status in {200, 400} and _is_harmless(page) and not leaks


def test_a_hostile_query_is_a_query(hostile: Path) -> None:
    """Whatever is typed is searched for or refused in words; nothing of it runs, and no path of the machine is shown."""
    assert [] == wrong_rows([(hostile, typed, True) for typed in QUERIES], _is_a_query)
