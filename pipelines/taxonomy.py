"""Section, tags, kind, paywall, summary and image of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold, words
from pipelines.head import Head
from pipelines.tree import text_of
from storage.records import Kind

_HOME = frozenset(
    map(fold, ("الرئيسية", "الصفحة الرئيسية", "رئيسية", "home", "الصفحة الأولى", "الرئيسيه", "أنت هنا", "accueil"))
)
_NO_SECTION = frozenset(map(fold, ("غير مصنف", "uncategorized", "article", "news")))
_CRUMBS = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|crumbs?|bread|path|rank-math-breadcrumb|entry-crumbs|tdb-breadcrumbs)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r"(?:^|[\s_-])(?:post-tags?|tagcloud|tags-links|post_tags|entry-tags|td-tags|article-tags|news-tags|tags?|field--name-field-tags|keywords)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_OPINION = frozenset(
    map(
        fold,
        (
            "رأي",
            "الرأي",
            "آراء",
            "مقالات الرأي",
            "أقلام",
            "كتاب وآراء",
            "مقالات رأي",
            "وجهات نظر",
            "opinion",
            "منبر",
            "كتاب الرأي",
        ),
    )
)
_GALLERY = frozenset(map(fold, ("صور", "ألبوم صور", "معرض الصور", "بالصور", "صور وفيديو", "gallery", "ألبوم")))
_VIDEO = frozenset(map(fold, ("فيديو", "مرئيات", "فيديوهات", "video")))
_MOST_TAGS = 25
_OF_THE_TEXT = 0.3


def find_section(
    tree: HtmlElement, head: Head, *, headline: str, sites: frozenset[str], selector: str | None
) -> str | None:
    """Return the outlet's rubric of the page: its selector, JSON-LD, metas, or the breadcrumb's last step."""
    if selector is not None:
        chosen = next((text for each in tree.cssselect(selector) if (text := text_of(each))), None)
        if chosen:
            return chosen
    said = (head.jsonld.section, head.meta("article:section", "og:article:section", "section", "parsely-section"))
    named = next((each for each in said if each and _is_section(each, headline, sites)), None)
    if named:
        return named
    return next(
        (
            each
            for each in reversed((*head.jsonld.breadcrumb, *_breadcrumb(tree)))
            if _is_section(each, headline, sites)
        ),
        None,
    )


def find_tags(tree: HtmlElement, head: Head, *, section: str | None) -> tuple[str, ...]:
    """Return the tags that the page prints or names for its article, in their order; site-wide keywords are none."""
    printed = [text for each in _tag_links(tree) if (text := text_of(each).lstrip("#").strip())]
    for found in (head.metas.get("article:tag", ()), head.jsonld.keywords, tuple(printed)):
        tags = tuple(dict.fromkeys(part for each in found for part in _parts(each) if fold(part) not in _HOME))
        if tags:
            return tags[:_MOST_TAGS]
    words = tuple(dict.fromkeys(part for each in head.metas.get("news_keywords", ()) for part in _parts(each)))
    return tuple(each for each in words if each != section)[:_MOST_TAGS]


def find_kind(tree: HtmlElement, head: Head, section: str | None) -> Kind:
    """Return what sort of piece the page is, by its schema.org type, og:type and section."""
    types = {*head.jsonld.types}
    rubric = fold(section or "")
    if "LiveBlogPosting" in types or tree.find_class("live-blog") or tree.find_class("liveblog"):
        return Kind.LIVE
    if types & {"ImageGallery", "MediaGallery"} or rubric in _GALLERY or tree.find_class("gallery-page"):
        return Kind.GALLERY
    if (head.meta("og:type") or "").startswith("video") or "VideoObject" in types or rubric in _VIDEO:
        return Kind.VIDEO
    if "OpinionNewsArticle" in types or rubric in _OPINION:
        return Kind.OPINION
    return Kind.ARTICLE


def find_paywall(head: Head) -> bool | None:
    """Return whether the outlet says that the text is for subscribers; null: it does not say."""
    if head.jsonld.is_free is not None:
        return not head.jsonld.is_free
    tier = head.meta("article:content_tier")
    return None if tier is None else tier.lower() in {"locked", "metered"}


def find_summary(head: Head, *, sites: frozenset[str], headline: str, body: str) -> str | None:
    """Return the outlet's own description of the article; its tagline and the headline again are none.

    A description that shares hardly a word with headline and body speaks of the site.
    """
    said = head.meta("og:description", "description", "twitter:description")
    if said is None or fold(said) == fold(headline) or any(fold(said).startswith(each) for each in sites):
        return None
    own, text = set(words(said)), {*words(headline), *words(body)}
    return said if len(own & text) >= len(own) * _OF_THE_TEXT else None


def find_image(head: Head, url: str) -> str | None:
    """Return the absolute address of the article's image, http(s) only."""
    said = head.meta("og:image", "og:image:url", "twitter:image") or head.jsonld.image
    if not said:
        return None
    address = urljoin(url, said.strip())
    return address if urlsplit(address).scheme in {"http", "https"} else None


def _breadcrumb(tree: HtmlElement) -> list[str]:
    for element in tree.iter("nav", "div", "ul", "ol", "p", "span", "td"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        if not _CRUMBS.search(names):
            continue
        steps = [text for each in element.iter("a") if (text := text_of(each))]
        if steps:
            return steps
    return []


def _is_section(text: str, headline: str, sites: frozenset[str]) -> bool:
    folded = fold(text)
    if not folded or len(text) > 60 or folded in _HOME or folded in _NO_SECTION:  # noqa: PLR2004  # a rubric is short
        return False
    return folded not in sites and folded != fold(headline)


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
    return [part.strip() for part in re.split(r"\s*[,،;]\s*", text) if part.strip()]
