"""What JSON-LD says of an article."""

from __future__ import annotations

from pipelines.page.jsonld import JsonLd, read_jsonld
from pipelines.page.tree import parse


def _read(script: str) -> JsonLd:
    return read_jsonld(parse(f"<html><head><script type='application/ld+json'>{script}</script></head></html>"))


def test_the_article_is_found_in_a_graph() -> None:
    """Among the nodes of a graph the article's is read."""
    found = _read('{"@graph":[{"@type":"WebSite","name":"الأفق"},{"@type":["NewsArticle"],"headline":"عنوان الخبر"}]}')

    assert "عنوان الخبر" == found.headline


def test_what_is_nearly_json_is_read() -> None:
    """Raw newlines and trailing commas do not lose the article."""
    found = _read('{"@type":"NewsArticle","headline":"عنوان\nالخبر","datePublished":"2026-11-22",}')

    assert ("عنوان\nالخبر", "2026-11-22") == (found.headline, found.published)


def test_an_organisation_is_no_author() -> None:
    """An outlet that names itself as the author names nobody."""
    found = _read(
        '{"@type":"NewsArticle","author":[{"@type":"Organization","name":"صوت الأفق"},'
        '{"@type":"Person","name":"ليلى منصور"}]}'
    )

    assert ("ليلى منصور",) == found.authors


def test_what_is_no_json_says_nothing() -> None:
    """A broken script is passed over."""
    assert JsonLd() == _read("{broken")


def test_paid_text_is_declared_by_words_and_by_flags() -> None:
    """`isAccessibleForFree` may be a string or a schema.org address."""
    assert (False, True) == tuple(
        _read(f'{{"@type":"Article","isAccessibleForFree":{flag}}}').is_free
        for flag in ('"http://schema.org/False"', '"true"')
    )
