"""Every saved page is read as its expectation says, field by field."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawler.cli.pages.article_json import document, unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from spiders.catalogue.catalogue import Catalogue
from storage.records import Page
from storage.source import Source
from tests.support.paths import SAVED_PAGES
from tests.support.tables import every_row

EXPECTATIONS = sorted(SAVED_PAGES.glob("*/*.json"))


def _name(path: Path) -> str:
    return path.relative_to(SAVED_PAGES).with_suffix("").as_posix()


@cache
def _expected(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values


@cache
def _found(path: Path) -> dict[str, Any]:
    facts = dict(_expected(path)["page"])
    fetched_at = datetime.fromisoformat(facts.pop("fetched_at"))
    page = Page(body=path.with_suffix(".html").read_bytes(), fetched_at=fetched_at, **facts)
    source = _source(path.parent.name, page)
    return document(read(page, source, PageContext()), page, source)


def _source(source_id: str, page: Page) -> Source:
    unknown = unknown_source(page.final_url)
    return unknown if source_id == unknown.id else Catalogue.load(None).get(source_id)


@every_row("path", EXPECTATIONS, ids=map(_name, EXPECTATIONS))
def test_a_saved_page_is_read_as_expected(path: Path) -> None:
    """Each field of the article, or of the rejection, is what the expectation says; those that are not are shown."""
    expected = _expected(path).get("article") or _expected(path)["rejected"]

    assert expected == {field: _found(path).get(field) for field in expected}


@every_row("path", EXPECTATIONS, ids=map(_name, EXPECTATIONS))
def test_nothing_is_read_that_is_not_expected(path: Path) -> None:
    """An article says no field, a refusal none either, that its expectation leaves out."""
    expected = _expected(path).get("article") or _expected(path)["rejected"]

    assert sorted(expected) == sorted(_found(path))


def test_pages_and_expectations_come_in_pairs() -> None:
    """No page stands without an expectation, and none the other way round."""
    assert EXPECTATIONS == [each.with_suffix(".json") for each in sorted(SAVED_PAGES.glob("*/*.html"))]
