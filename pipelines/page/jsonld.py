"""Reads the JSON-LD (schema.org) of a page tolerantly: what it declares about its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.page.article_node import OwnPage, is_of_page, own_article_node
from pipelines.page.repair.broken_jsonld import plain_sight_node
from pipelines.web.references import unescape

_ARTICLES = re.compile(
    r"(?:News|Blog|Opinion|Analysis|Report|Reportage|Review|Background|Satirical|AskPublicNews)?Article$|BlogPosting$|LiveBlogPosting$|^Report$"
)
_PAGES = ("Page", "Posting", "Product")
"""Types of the page itself: a list, a thread of a forum, a job, a product."""
_COMMENT = re.compile(r"<!--|-->|//<!\[CDATA\[|//\]\]>")
_BETWEEN = re.compile("[,،;]")
_DEEPEST = 50
_TAGS = re.compile(r"<[^<>]*>")
_TRAILING = re.compile(r",\s*+([}\]])")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveUpdate:
    """One entry of a LiveBlogPosting: its time as declared, its headline and body as lines."""

    published: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLd:
    """The values of an article's node; texts are cleaned, `None` and empty mean that the node has no value.

    *pages* are the types of the page itself (`CollectionPage`, `DiscussionForumPosting`). *uploaded* is the date of the
    page's own video, where it declares no article.
    """

    types: tuple[str, ...] = ()
    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    is_free: bool | None = None
    breadcrumb: tuple[str, ...] = ()
    publisher: str | None = None
    body: tuple[str, ...] = ()
    updates: tuple[LiveUpdate, ...] = ()
    pages: tuple[str, ...] = ()
    uploaded: str | None = None


def read_jsonld(tree: HtmlElement, page: OwnPage | None = None) -> JsonLd:
    """Return what the page's JSON-LD declares about its article; an empty record where it declares nothing.

    Of several articles it is the one that *page* describes.
    """
    found = nodes(tree)
    articles = [each for each in found if any(_ARTICLES.search(name) for name in _types(each))]
    article = own_article_node(articles, page or OwnPage())
    crumbs = next((each for each in found if "BreadcrumbList" in _types(each)), None)
    updates = tuple(_updates(article.get("liveBlogUpdate"))) if article else ()
    names = {str(each.get("@id")): _text(each.get("name")) for each in found if each.get("@id") and each.get("name")}
    pages = tuple(name for each in found for name in _types(each) if name.endswith(_PAGES))
    if article is None:
        own = page or OwnPage()
        videos = (each for each in found if "VideoObject" in _types(each) and is_of_page(each, own))
        video = next(videos, {})
        uploaded = _text(video.get("datePublished")) or _text(video.get("uploadDate"))
        return JsonLd(breadcrumb=_crumbs(crumbs), pages=pages, uploaded=uploaded)
    return JsonLd(
        types=_types(article),
        headline=_text(article.get("headline")) or _text(article.get("name")),
        published=_text(article.get("datePublished")),
        modified=_text(article.get("dateModified")),
        authors=tuple(_names(_people(article.get("author")), names)),
        section=next(iter(_texts(article.get("articleSection"))), None),
        keywords=_keywords(article.get("keywords")),
        image=_image(article.get("image")),
        is_free=_flag(article.get("isAccessibleForFree")),
        breadcrumb=_crumbs(crumbs),
        publisher=next(iter(_names(article.get("publisher"), names)), None),
        body=_body(article.get("articleBody")) or tuple(line for each in updates for line in each.lines),
        updates=updates,
        pages=pages,
    )


def nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    """Return every node of the page's JSON-LD, also those of graphs; a script that is not nearly JSON is skipped."""
    return [node for script in _scripts(tree) for node in _nodes(_shallow(_loaded(script)))]


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            yield script.text


def _loaded(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _tolerantly(text)


def _shallow(value: Any, depth: int = 0) -> Any:
    """Return a value without what is nested so deep that no outlet means it."""
    if depth == _DEEPEST:
        return None
    if isinstance(value, list):
        return [_shallow(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {key: _shallow(each, depth + 1) for key, each in value.items()}
    return value


def _tolerantly(text: str) -> Any:
    """Return the value of nearly valid JSON: with raw newlines, comments or trailing commas."""
    tolerant = _TRAILING.sub(r"\1", _COMMENT.sub("", _without_comments(text))).strip().rstrip(";")
    try:
        return json.loads(tolerant, strict=False)
    except (ValueError, RecursionError):  # not nearly JSON, or nested thousands of times
        return plain_sight_node(tolerant)


def _without_comments(text: str) -> str:
    kept, at = list[str](), 0
    while (start := text.find("/*", at)) >= 0 and (end := text.find("*/", start + 2)) >= 0:
        kept.append(text[at:start])
        at = end + 2
    return "".join((*kept, text[at:]))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(key), list | dict) and key != "itemListElement":
                yield from _nodes(value[key])


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    value = node.get("@type")
    return tuple(str(each) for each in (value if isinstance(value, list) else [value]) if each)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return (clean(unescape(value)) or None) if isinstance(value, str) else None


def _body(value: Any) -> tuple[str, ...]:
    """Return the lines of an articleBody; some outlets put mark-up into it."""
    text = _TAGS.sub("\n", unescape(value)) if isinstance(value, str) else ""
    return tuple(line for each in text.splitlines() if (line := clean(each)))


def _updates(value: Any) -> Iterator[LiveUpdate]:
    for each in value if isinstance(value, list) else [value]:
        if not isinstance(each, dict):
            continue
        headline, lines = _text(each.get("headline")), _body(each.get("articleBody"))
        lines = lines if headline is None or headline in lines else (headline, *lines)
        published = _text(each.get("datePublished"))
        if published and lines:
            yield LiveUpdate(published=published, lines=lines)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for each in values if (text := _text(each))]


def _names(value: Any, known: dict[str, str | None]) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        own = each.get("name") if isinstance(each, dict) else each
        named = _texts(own)
        linked = known.get(str(each.get("@id"))) if isinstance(each, dict) and not named else None
        yield from [*named, linked] if linked else named


def _people(value: Any) -> list[Any]:
    """Return the authors without organisations: an outlet often names itself as the author."""
    values = value if isinstance(value, list) else [value]
    return [
        each for each in values if not (isinstance(each, dict) and any("Organization" in name for name in _types(each)))
    ]


def _keywords(value: Any) -> tuple[str, ...]:
    words = [part.strip() for text in _texts(value) for part in _BETWEEN.split(text)]
    return tuple(dict.fromkeys(word for word in words if word))


def _image(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value.strip() if isinstance(value, str) else None


def _flag(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return (
        {"true": True, "false": False}.get(str(value).strip().lower().rpartition("/")[2]) if value is not None else None
    )


def _crumbs(node: dict[str, Any] | None) -> tuple[str, ...]:
    if node is None:
        return ()
    steps = [each for each in node.get("itemListElement") or [] if isinstance(each, dict)]
    return tuple(name for each in steps if (name := _text(each.get("name")) or _text(each.get("item"))))
