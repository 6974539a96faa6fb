"""Reads section pages: the article links of a page of teasers."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from pipelines.page.tree import PageTooComplex, flat, parse
from pipelines.web.decode import decode
from pipelines.web.urls import canonical_url
from spiders.listings.listing import (
    MOST_ENTRIES,
    NOT_A_PAGE,
    ListingContext,
    ListingError,
    ParsedListing,
    follows,
    plain_title,
)
from storage.records import ListingEntry

_MOST_LINKS = 1_000
# What only an article's address has: something below a month or a day, or a number of four digits and more that
# is no year.
_CERTAIN = re.compile(
    r"/(?:19|20)\d\d[/-]\d\d?(?:[/-]\d\d?)?/(?!\d{1,2}(?:/|$)|page/)[^/]+|(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}"
)
_LIKELY = re.compile(r"[-_/.=]\d{2,}|\.html?$|(?:[^/-]+-){3,}[^/-]+/?$", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|category|categories|cat|authors?|writers?|page|search|wp-admin|wp-login|login|register|feed|rss"
    r"|contact(?:-us)?|about(?:-us)?|privacy(?:-policy)?|terms|archive|newsletter)(?:[/.]|$)"
    r"|/(?:19|20)\d\d(?:/\d\d?){0,2}/?$|\.(?:jpe?g|png|gif|svg|webp|avif|pdf|docx?|mp[34]|m3u8|css|js|xml|zip|apk)$",
    re.IGNORECASE,
)
_CERTAIN_WORDS, _LIKELY_WORDS, _MOST_WORDS = 2, 4, 40
_MORE = re.compile(r"(?:ا?قرأ|إقرأ|المزيد|التفاصيل|تابع|شاهد)(?:\s+\S+){0,2}")


def read_section(body: bytes, follow: str | None, content_type: str | None, outlook: ListingContext) -> ParsedListing:
    """Return the article links of a section page, in its order, each with the headline that it shows.

    *follow* is a regex searched in the absolute URL, percent-encoded or not; without it a link is an article's by
    its shape (a date, a number or a long slug) together with its words. Raises `ListingError` for what is no page.
    """
    text = decode(body, content_type).text
    if "<" not in text:
        raise ListingError("no html" if text.strip() else "empty instead of a section page")
    try:
        tree = parse(text)
    except PageTooComplex as error:
        raise ListingError(str(error)) from error
    base = urljoin(outlook.url, next((each.get("href", "") for each in tree.iter("base")), ""))
    itself = canonical_url(outlook.url)
    titles: dict[str, str | None] = {}
    others: dict[str, None] = {}
    elsewhere = 0
    for anchor in tree.iter("a"):
        link = anchor.get("href", "").strip()
        if not link or link.lower().startswith(NOT_A_PAGE):
            continue
        own = outlook.own_url(link, base=base)
        if own is None:
            elsewhere += 1
        elif own != itself and _is_article(own, words := _words(anchor), follow):
            titles[own] = titles.get(own) or _title(words)
        elif own != itself:
            others[own] = None
    listed = (ListingEntry(url=url, title=title) for url, title in list(titles.items())[:MOST_ENTRIES])
    return ParsedListing(
        entries=tuple(listed),
        elsewhere=elsewhere,
        next_page=_next_page(tree, base, outlook),
        links=tuple(islice(others, _MOST_LINKS)),
    )


def _next_page(tree: HtmlElement, base: str, outlook: ListingContext) -> str | None:
    """Return what the page says is the page after it (`rel=next`)."""
    for each in tree.iter("link", "a"):
        if "next" in each.get("rel", "").lower().split() and each.get("href"):
            return outlook.own_url(each.get("href", ""), base=base)
    return None


def _words(anchor: HtmlElement) -> str:
    """Return what a link shows: the heading in it where a whole teaser is one link."""
    heading = next(anchor.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    return flat(" ".join((anchor if heading is None else heading).itertext()))


def _title(words: str) -> str | None:
    """Return the words of a link as a headline; null for a picture, a whole teaser and for "read more"."""
    few = not _CERTAIN_WORDS <= len(words.split()) <= _MOST_WORDS
    return None if few or _MORE.fullmatch(words) else plain_title(words)


def _is_article(url: str, words: str, follow: str | None) -> bool:
    if follow is not None:
        return follows(follow, url)
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _NO_ARTICLE.search(path) or (path == "/" and not parts.query):
        return False
    shape, many = f"{path}?{parts.query}".rstrip("?"), len(words.split())
    if _CERTAIN.search(shape):
        return many >= _CERTAIN_WORDS
    return many >= _LIKELY_WORDS and _LIKELY.search(shape) is not None
