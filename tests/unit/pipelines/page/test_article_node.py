"""Which of several JSON-LD articles is the page's own, and dates in JSON-LD that is broken."""

from __future__ import annotations

import json

import pytest

from pipelines.page.head import read_head
from pipelines.page.jsonld import JsonLd
from pipelines.page.tree import parse
from tests.support.tables import every_row

URL = "https://outlet.example/news/12345"
TITLE = "افتتاح مكتبة عامة في المدينة القديمة"
OWN: dict[str, object] = {"@type": "NewsArticle", "headline": TITLE, "url": URL, "datePublished": "2026-11-22"}
OTHER: dict[str, object] = {
    "@type": "NewsArticle",
    "headline": "تأجيل مباراة القمة بسبب الأمطار",
    "mainEntityOfPage": {"@id": "https://outlet.example/news/12346"},
    "datePublished": "2026-11-25",
}


def _without(node: dict[str, object], *keys: str) -> dict[str, object]:
    return {key: value for key, value in node.items() if key not in keys}


def _jsonld(*scripts: str) -> JsonLd:
    blocks = "".join(f"<script type='application/ld+json'>{each}</script>" for each in scripts)
    head = f"<head><title>{TITLE} - صحيفة الأفق</title>{blocks}</head>"
    return read_head(parse(f"<html>{head}<body><h1>{TITLE}</h1></body></html>"), URL).jsonld


@pytest.mark.parametrize("own", [OWN, _without(OWN, "url"), _without(OWN, "headline")])
@pytest.mark.parametrize("other", [OTHER, _without(OTHER, "mainEntityOfPage")])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_pages_own_node_is_read(own: dict[str, object], other: dict[str, object], is_first: bool) -> None:
    """A promoted article's node is not read, whether it is first or last, with an address or without."""
    nodes = [own, other] if is_first else [other, own]

    assert "2026-11-22" == _jsonld(*map(json.dumps, nodes)).published


def test_the_node_of_another_article_alone_declares_nothing() -> None:
    """Address and headline contradict the page: its date and its author are not this article's."""
    assert JsonLd() == _jsonld(json.dumps(OTHER))


@every_row(
    "node",
    [
        OWN | {"url": "http://www.outlet.example/news/12345/amp", "headline": "مكتبة جديدة"},
        OWN | {"url": "https://outlet.example/", "headline": "صحيفة الأفق"},
        OWN | {"url": "https://outlet.example/article/12345/other-words"},
        _without(OWN, "url", "headline"),
    ],
    ids=["amp", "front page", "same number", "neither"],
)
def test_a_node_that_does_not_contradict_the_page_is_read(node: dict[str, object]) -> None:
    """Another spelling of the address, the front page's, or no address at all is no contradiction."""
    assert "2026-11-22" == _jsonld(json.dumps(node)).published


@every_row(
    ("script", "published"),
    [
        ('{"@type":"NewsArticle","headline":"قال: "نعم" للجميع","datePublished":"2026-11-22"}', "2026-11-22"),
        (
            (
                '[{"@type":"NewsArticle","headline":"ا "ب" ج","datePublished":"2026-11-22"},'
                '{"@type":"NewsArticle","datePublished":"2026-11-25"}]'
            ),
            None,
        ),
        (
            (
                '{"@type":"NewsArticle","headline":"تأجيل "مباراة" القمة","url":"https://outlet.example/news/12346",'
                '"datePublished":"2026-11-22"}'
            ),
            None,
        ),
    ],
    ids=["bare quotes", "two dates", "another article"],
)
def test_a_date_in_plain_sight_is_read_from_broken_json(script: str, published: str | None) -> None:
    """Bare quotation marks lose no date; where it is not certain whose date it is, there is none."""
    assert published == _jsonld(script).published
