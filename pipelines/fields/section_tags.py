"""Section, tags, paywall, summary and image of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import fold, words
from pipelines.fields.headline import Headline
from pipelines.fields.section_label import rubric_candidates
from pipelines.page.candidate import Candidate
from pipelines.page.head import Head
from pipelines.page.landmarks import Survey
from pipelines.page.tree import text_of

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
_MOST_TAGS = 25
_OF_THE_TEXT = 0.3


def find_section(
    tree: HtmlElement, survey: Survey, head: Head, headline: Headline, *, sites: frozenset[str], selector: str | None
) -> str | None:
    """Return the outlet's rubric: by its selector, JSON-LD, metas, the breadcrumb, a menu's word by the headline."""
    for each in section_candidates(tree, survey, head, headline, selector=selector):
        if each.rule == "selector" or _is_section(each.value, headline.text, sites):
            return each.value
    return None


def section_candidates(
    tree: HtmlElement, survey: Survey, head: Head, headline: Headline, *, selector: str | None
) -> Iterator[Candidate]:
    """Yield what may be the page's rubric, in the order in which it is believed."""
    for each in tree.cssselect(selector) if selector is not None else ():
        if text := text_of(each):
            yield Candidate(value=text, rule="selector", element=each)
    if head.jsonld.section:
        yield Candidate(value=head.jsonld.section, rule="json-ld")
    said = head.meta("article:section", "og:article:section", "section", "parsely-section")
    if said:
        yield Candidate(value=said, rule="meta")
    steps = [Candidate(value=each, rule="json-ld breadcrumb") for each in head.jsonld.breadcrumb]
    steps += [Candidate(value=text_of(each), rule="breadcrumb", element=each) for each in _breadcrumb(tree)]
    yield from reversed(steps)
    yield from rubric_candidates(survey, headline)


def find_tags(tree: HtmlElement, head: Head, *, section: str | None) -> tuple[str, ...]:
    """Return the tags that the page prints or names for its article, in their order; site-wide keywords are none."""
    said = list(tag_candidates(tree, head))
    for rule in ("meta", "json-ld", "printed", "news_keywords"):
        named = [part for each in said if each.rule == rule for part in _parts(each.value) if fold(part) not in _HOME]
        tags = [each for each in dict.fromkeys(named) if rule != "news_keywords" or each != section]
        if tags:
            return tuple(tags[:_MOST_TAGS])
    return ()


def tag_candidates(tree: HtmlElement, head: Head) -> Iterator[Candidate]:
    """Yield what may be a tag of the page, by who says it; a value can hold several, parted by commas."""
    yield from (Candidate(value=each, rule="meta") for each in head.metas.get("article:tag", ()))
    yield from (Candidate(value=each, rule="json-ld") for each in head.jsonld.keywords)
    for each in _tag_links(tree):
        if text := text_of(each).lstrip("#").strip():
            yield Candidate(value=text, rule="printed", element=each)
    yield from (Candidate(value=each, rule="news_keywords") for each in head.metas.get("news_keywords", ()))


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
    said = next((each.value for each in summary_candidates(head)), None)
    if said is None or fold(said) == fold(headline) or any(fold(said).startswith(each) for each in sites):
        return None
    own, text = set(words(said)), {*words(headline), *words(body)}
    return said if len(own & text) >= len(own) * _OF_THE_TEXT else None


def summary_candidates(head: Head) -> Iterator[Candidate]:
    """Yield the descriptions that the head holds."""
    return _from_metas(head, "og:description", "description", "twitter:description")


def find_image(head: Head, url: str) -> str | None:
    """Return the absolute address of the article's image, http(s) only."""
    said = next((each.value for each in image_candidates(head)), None)
    if not said:
        return None
    address = urljoin(url, said.strip())
    return address if urlsplit(address).scheme in {"http", "https"} else None


def image_candidates(head: Head) -> Iterator[Candidate]:
    """Yield the addresses of images that the head names."""
    yield from _from_metas(head, "og:image", "og:image:url", "twitter:image")
    if head.jsonld.image:
        yield Candidate(value=head.jsonld.image, rule="json-ld")


def _from_metas(head: Head, *names: str) -> Iterator[Candidate]:
    return (Candidate(value=each, rule=name) for name in names for each in head.metas.get(name, ()))


def _breadcrumb(tree: HtmlElement) -> list[HtmlElement]:
    for element in tree.iter("nav", "div", "ul", "ol", "p", "span", "td"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        if not _CRUMBS.search(names):
            continue
        steps = [each for each in element.iter("a") if text_of(each)]
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
