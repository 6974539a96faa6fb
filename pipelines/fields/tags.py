"""The tags that a page prints or declares for its article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.fields.sections.path import HOME_WORDS
from pipelines.page.candidate import FieldCandidate
from pipelines.page.head import PageHead
from pipelines.page.tree import text_of

_BETWEEN = re.compile("[,،;]")
_TAGS = re.compile(
    r"(?:^|[\s_-])(?:post-tags?|tagcloud|tags-links|post_tags|entry-tags|td-tags|article-tags|news-tags|tags?|field--name-field-tags|keywords)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_MOST_TAGS = 25


def find_tags(tree: HtmlElement, head: PageHead, *, section: str | None) -> tuple[str, ...]:
    """Return the tags that the page prints or declares, in their order; keywords of the whole site do not count."""
    candidates = list(tag_candidates(tree, head))
    for rule in ("meta", "json-ld", "printed", "news_keywords"):
        named = [
            part
            for each in candidates
            if each.rule == rule
            for part in _parts(each.value)
            if fold(part) not in HOME_WORDS
        ]
        tags = [each for each in dict.fromkeys(named) if rule != "news_keywords" or each != section]
        if tags:
            return tuple(tags[:_MOST_TAGS])
    return ()


def tag_candidates(tree: HtmlElement, head: PageHead) -> Iterator[FieldCandidate]:
    """Yield the candidates for tags; one value can have several tags, separated by commas."""
    yield from (FieldCandidate(value=each, rule="meta") for each in head.metas.get("article:tag", ()))
    yield from (FieldCandidate(value=each, rule="json-ld") for each in head.jsonld.keywords)
    for each in _tag_links(tree):
        if text := text_of(each).lstrip("#").strip():
            yield FieldCandidate(value=text, rule="printed", element=each)
    yield from (FieldCandidate(value=each, rule="news_keywords") for each in head.metas.get("news_keywords", ()))


def _tag_links(tree: HtmlElement) -> Iterator[HtmlElement]:
    marked = [each for each in tree.iter("a") if "tag" in (each.get("rel") or "").split()]
    if marked and len(marked) <= _MOST_TAGS:
        inside = [each for each in marked if any(_TAGS.search(_names(up)) for up in each.iterancestors())]
        yield from inside or [each for each in marked if "/tag/" in (each.get("href") or "")]
        return
    for element in tree.iter("div", "ul", "p", "section", "span"):
        if _TAGS.search(_names(element)):
            links = list(element.iter("a"))
            if 0 < len(links) <= _MOST_TAGS:
                yield from links
                return


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
