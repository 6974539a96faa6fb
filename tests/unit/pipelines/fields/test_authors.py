"""Whom a whole page proves to be its author."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page
from storage.source import ExtractRules

URL = "https://outlet.example/news/1"
BODY = (
    "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات.",
    "وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات، ويستفيد منه أكثر من خمسين ألف مقاول شاب في المدن والقرى.",
)
HEADLINE = "الحكومة تطلق برنامجا لدعم المقاولات الصغيرة"


def _article(*, meta: str = "", below: str = "", signs: str | None = None) -> Article:
    text = "".join(f"<p>{each}</p>" for each in BODY)
    html = (
        f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{meta}"
        f"<div class='text'>{text}{below}</div></article></body></html>"
    )
    fetched_at = datetime(2026, 11, 23, tzinfo=UTC)
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=fetched_at)
    result = read(page, replace(unknown_source(URL), extract=ExtractRules(signs=signs)), PageContext())
    assert isinstance(result, Article), result
    return result


@pytest.mark.parametrize(
    ("signs", "authors"), [("below", ("ليلى منصور",)), ("above", ()), (None, ())], ids=["below", "above", "unknown"]
)
def test_a_bare_name_is_believed_where_its_outlet_is_known_to_sign(signs: str | None, authors: tuple[str, ...]) -> None:
    """Elsewhere the line stays in the text, and nobody is made an author of it."""
    article = _article(below="<p>ليلى منصور</p>", signs=signs)

    assert (authors, not authors) == (article.authors, article.body.endswith("ليلى منصور"))


@pytest.mark.parametrize(
    ("meta", "below"),
    [
        ("<div><i class='far fa-user'></i> ليلى منصور</div>", ""),
        ("<div><a href='/author/12'>ليلى منصور</a> | 22 نوفمبر 2026</div>", ""),
        ("<div class='authorBox'><h3>ليلى منصور</h3></div>", ""),
        ("<div class='byline'><span>ليلى منصور</span><span>الأربعاء 12 مارس 2025 - 10:30</span></div>", ""),
        ("<span class='username'>ليلى منصور</span>", ""),
        ("<div class='writer'>ليلى منصور<br>22-11-2026 | 10:30</div>", ""),
        ("", "<p>ليلى منصور</p><p>كاتبة وباحثة</p>"),
        ("", "<p>* ليلى منصور، باحثة في الاقتصاد</p>"),
    ],
)
def test_a_page_can_prove_its_author(meta: str, below: str) -> None:
    """By a person's picture, an author's address, a name for it, or a note below the text that says what she does."""
    article = _article(meta=meta, below=below)

    assert (("ليلى منصور",), "\n\n".join(BODY)) == (article.authors, article.body)


def test_a_list_of_writers_makes_none_of_them_the_author() -> None:
    """Four and more side by side are the paper's writers."""
    names = ("أحمد العلوي", "سامي الحداد", "ليلى منصور", "منى فاروق")
    found = _article(meta="".join(f"<div class='writer'>{each}</div>" for each in names))

    assert () == found.authors
