"""The head of a page: metas by name, canonical link, title, and JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.page.article_node import OwnPage
from pipelines.page.jsonld import JsonLd, read_jsonld
from pipelines.web.references import unescape
from pipelines.web.urls import joined

_MOST_HEADINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The values of the head. *metas* has the contents of every meta by its lower-case name, property or itemprop."""

    title: str | None
    metas: Mapping[str, tuple[str, ...]]
    canonical: str | None
    jsonld: JsonLd

    def meta(self, *names: str) -> str | None:
        """Return the first content of the first of *names* that the page has."""
        return next((each for name in names for each in self.metas.get(name, ())), None)

    @property
    def site_name(self) -> str | None:
        return self.meta("og:site_name", "application-name", "apple-mobile-web-app-title") or self.jsonld.publisher


def read_head(tree: HtmlElement, url: str) -> PageHead:
    """Return the head of the page; metas are read from the whole page, because many are in the body.

    Some systems escape the text of a meta twice (`&amp;nbsp;`), so it is unescaped once more.
    """
    metas: dict[str, list[str]] = {}
    for each in tree.iter("meta", "abbr"):
        name = each.get("property") or each.get("name") or each.get("itemprop")
        value = each.get("content") if each.tag == "meta" else each.get("title")
        content = clean(" ".join(unescape(value or "").split()))
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    title = tree.find(".//title")
    canonical = next(
        (each.get("href") for each in tree.iter("link") if (each.get("rel") or "").lower() == "canonical"), None
    )
    titles = [each.text_content() for each in (title, *islice(tree.iter("h1"), _MOST_HEADINGS)) if each is not None]
    named = (canonical, *metas.get("og:url", ()))
    declared = [full for each in named if each and each.strip() and (full := joined(url, each)) is not None]
    own = OwnPage(urls=(url, *declared), titles=(*titles, *metas.get("og:title", ())))
    return PageHead(
        title=(clean(" ".join(title.text_content().split())) or None) if title is not None else None,
        metas={name: tuple(values) for name, values in metas.items()},
        canonical=joined(url, canonical) if canonical and canonical.strip() else None,
        jsonld=read_jsonld(tree, own),
    )


def says_article(head: PageHead) -> bool:
    """Whether the page declares that it is an article, by schema.org, Open Graph or a date of publication."""
    is_declared = "article" in (head.meta("og:type") or "").lower()
    return is_declared or bool(head.jsonld.types) or head.meta("article:published_time") is not None
