"""The explanation of a page names for each field, and for each cut, the module that decided."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.cli.pages.article_json import unknown_source
from pipelines.explain import HEADLINE_RULES, PageExplanation, explain
from pipelines.items import PageContext
from storage.records import ArticleFields, Page
from tests.support.paths import ROOT
from tests.support.tables import every_row

URL = "https://outlet.example/news/1"
HTML = """<html><head><title>الحكومة تطلق برنامجا جديدا - الأفق</title></head><body>
<nav class="menu"><a href="/">الرئيسية</a></nav><article><h1 class="title">الحكومة تطلق برنامجا جديدا</h1>
<span class="date">22 نوفمبر 2026 - 10:30</span><div class="text">
<p>الرباط - قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات.</p>
<p>اقرأ أيضا: المنتخب يستعد لمباراة الأحد</p>
<p>وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات في جميع الجهات.</p>
<p>تحرير: ليلى منصور</p></div></article></body></html>"""
NOT_EXPLAINED = {
    "source_id", "outlet", "canonical_url", "final_url", "fetched_at",  # of the request and the source
    "byline", "published_text", "published_from",  # shown with `authors` and `published_at`
    "body", "words", "doubt", "parts", "repaired", "rights",  # of the whole page; the body has an explanation of its own
}  # fmt: skip


@pytest.fixture(scope="module")
def explained() -> PageExplanation:
    page = Page(
        requested_url=URL, final_url=URL, body=HTML.encode(), content_type=None,
        fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    return explain(page, unknown_source(URL), PageContext())[1]


def test_every_article_field_is_explained(explained: PageExplanation) -> None:
    """A field of the record without a rule in `pipelines.read` fails."""
    names = {each.name for each in fields(ArticleFields)} - NOT_EXPLAINED

    assert names == {each.name for each in explained.fields}


def test_every_module_is_a_file(explained: PageExplanation) -> None:
    """What is named can be opened and changed."""
    of_fields, of_cuts = (
        {module for each in explained.fields for module in each.modules},
        {each.module for each in explained.cut},
    )
    named = {explained.body_module} | of_fields | of_cuts

    assert set() == {each for each in named if not (ROOT / each).is_file()}


@pytest.mark.parametrize(
    ("field", "module"),
    [
        ("headline", "pipelines/fields/titles/headline.py"),
        ("published_at", "pipelines/fields/dates/choice.py"),
        ("section", "pipelines/fields/sections/section.py"),
        ("is_paywalled", "pipelines/fields/summary_image.py"),
        ("dateline", "pipelines/body/trim.py"),
        ("authors", "pipelines/body/trim.py"),
    ],
)
def test_a_field_names_the_module_that_found_it(explained: PageExplanation, field: str, module: str) -> None:
    """A byline or a dateline at the edge of the text is found where the text is trimmed."""
    assert module == next(each.modules[0] for each in explained.fields if each.name == field)


def test_a_byline_names_the_module_that_read_the_names(explained: PageExplanation) -> None:
    """A wrong name is corrected where names are read out of a byline, not where the byline was found."""
    modules = next(each.modules for each in explained.fields if each.name == "authors")

    assert ("pipelines/body/trim.py", "pipelines/arabic/names/bylines.py") == modules


def test_a_cut_names_the_module_that_cut_it(explained: PageExplanation) -> None:
    """The menu is pruned from the tree, a link to another article is known by its phrase, a byline is trimmed."""
    assert ["prune.py", "detect.py", "trim.py"] == [Path(each.module).name for each in explained.cut]


@every_row(
    "path", sorted({*(ROOT / "pipelines").glob("**/headline.py"), ROOT / "pipelines/fields/titles/lone_heading.py"})
)
def test_every_rule_of_a_headline_is_explained(path: Path) -> None:
    """`rasad try` ends in an error where a headline has a rule without words."""
    rules = set(re.findall(r'rule="(\w+)"', path.read_text(encoding="utf-8")))

    assert rules, "the module makes no headline"
    assert rules - {"og:title", "title", "json-ld", "meta"} <= set(HEADLINE_RULES)
