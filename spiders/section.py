"""Reads section pages: the article links of a page of teasers."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml import html

from pipelines.arabic import clean
from pipelines.decode import decode
from spiders.listing import MOST_ENTRIES, Listing, ListingError, own_url
from storage.records import Listed

_LEAST_WORDS = 4
_SHAPE = re.compile(r"\d{4,}|/\d{4}/\d{1,2}/|[-_]\d{3,}|\.html?$|/\d+$|(?:[^/-]+-){3,}[^/-]+/?$")
_NO_ARTICLE = re.compile(
    r"/(?:tag|tags|category|author|authors|page|search|wp-admin|wp-login|login|feed|rss|contact|about|privacy|terms)"
    r"(?:/|$)|\.(?:jpe?g|png|gif|svg|webp|pdf|mp[34]|css|js|xml)$",
    re.IGNORECASE,
)


def read_section(body: bytes, url: str, follow: str | None, content_type: str | None) -> Listing:
    """Return the article links of a section page, in its order, each with its text as the title.

    *follow* is a regex searched in the absolute URL, percent-encoded or not; without it a link is an article's by
    its shape (a date, an id or a long slug) and by a text of four words or more. Raises `ListingError` when the
    answer is no HTML.
    """
    text = decode(body, content_type).text
    if "<" not in text:
        raise ListingError("no html")
    tree = html.document_fromstring(text)
    entries: dict[str, Listed] = {}
    elsewhere = 0
    for anchor in tree.iter("a"):
        link = anchor.get("href")
        if not link or link.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        own = own_url(link, url)
        if own is None:
            elsewhere += 1
            continue
        title = clean(" ".join(anchor.text_content().split()))
        if own == url or not _is_article(own, title, follow):
            continue
        known = entries.get(own)
        if known is None or (title and not known.title):
            entries[own] = Listed(url=own, title=title or None)
    return Listing(entries=tuple(entries.values())[:MOST_ENTRIES], elsewhere=elsewhere)


def _is_article(url: str, title: str, follow: str | None) -> bool:
    if follow is not None:
        return re.search(follow, url) is not None or re.search(follow, unquote(url)) is not None
    path = unquote(urlsplit(url).path)
    if _NO_ARTICLE.search(path) or path == "/":
        return False
    return _SHAPE.search(path) is not None and len(title.split()) >= _LEAST_WORDS
