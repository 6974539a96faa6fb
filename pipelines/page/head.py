"""What the head of a page says: metas by name, links, title, language, and JSON-LD."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.page.jsonld import JsonLd, read_jsonld


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The head's facts. *metas* holds every meta's contents by its name, property or itemprop in small letters."""

    title: str | None
    metas: Mapping[str, tuple[str, ...]]
    canonical: str | None
    jsonld: JsonLd

    def meta(self, *names: str) -> str | None:
        """Return the first content that one of *names* has, in their order."""
        return next((each for name in names for each in self.metas.get(name, ())), None)

    @property
    def site_name(self) -> str | None:
        return self.meta("og:site_name", "application-name", "apple-mobile-web-app-title") or self.jsonld.publisher


def read_head(tree: HtmlElement, url: str) -> PageHead:
    """Return what the page says of itself; metas are read wherever they stand, for many stand in the body.

    Some systems escape a meta's text twice (`&amp;nbsp;`), so it is unescaped once more.
    """
    metas: dict[str, list[str]] = {}
    for each in tree.iter("meta", "abbr"):
        name = each.get("property") or each.get("name") or each.get("itemprop")
        said = each.get("content") if each.tag == "meta" else each.get("title")
        content = clean(" ".join(html.unescape(said or "").split()))
        if name and content:
            metas.setdefault(name.strip().lower(), []).append(content)
    title = tree.find(".//title")
    canonical = next(
        (each.get("href") for each in tree.iter("link") if (each.get("rel") or "").lower() == "canonical"), None
    )
    return PageHead(
        title=(clean(" ".join(title.text_content().split())) or None) if title is not None else None,
        metas={name: tuple(values) for name, values in metas.items()},
        canonical=urljoin(url, canonical.strip()) if canonical and canonical.strip() else None,
        jsonld=read_jsonld(tree),
    )


def says_article(head: PageHead) -> bool:
    """Whether the page calls itself an article, by schema.org, Open Graph or a date of publication."""
    claimed = "article" in (head.meta("og:type") or "")
    return claimed or bool(head.jsonld.types) or head.meta("article:published_time") is not None
