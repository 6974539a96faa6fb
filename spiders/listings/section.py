"""Parses section pages: the article links of a page of teasers."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.page.tree import PageTooComplex, flat, parse
from pipelines.web.decode import decode
from pipelines.web.urls import canonical_url, joined
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
# What only an article's URL has: something below a month or a day, or a number of at least four digits that is not a
# year.
_CERTAIN = re.compile(
    r"/(?:19|20)\d\d[/-]\d\d?(?:[/-]\d\d?)?/(?!\d{1,2}(?:/|$)|page/)[^/]+|(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4,}"
)
_LIKELY = re.compile(r"[-_/.=]\d{2,}|\.html?$|(?<![^/-])(?<![^/-]-)[^/-]++(?>(?:-[^/-]++){3,})/?$", re.IGNORECASE)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|category|categories|cat|authors?|writers?|page|search|wp-admin|wp-login|login|register|feed|rss"
    r"|contact(?:-us)?|about(?:-us)?|privacy(?:-policy)?|terms|archive|newsletter)(?:[/.]|$)"
    r"|/(?:19|20)\d\d(?:/\d\d?){0,2}/?$|\.(?:jpe?g|png|gif|svg|webp|avif|pdf|docx?|mp[34]|m3u8|css|js|xml|zip|apk)$",
    re.IGNORECASE,
)
_CERTAIN_WORDS, _LIKELY_WORDS, _MOST_WORDS = 2, 4, 40
_MORE = re.compile(r"(?:ا?قرأ|إقرأ|المزيد|التفاصيل|تابع|شاهد)(?:\s++\S++){0,2}")


def read_section(body: bytes, follow: str | None, content_type: str | None, context: ListingContext) -> ParsedListing:
    """Return the article links of a section page, in its order, each with the headline that it shows.

    *follow* is a regex that is searched in the absolute URL, percent-encoded or decoded. Without it, a link is an
    article by the shape of its URL (a date, a number or a long slug) and the number of its words. Raises
    `ListingError` for what is not an HTML page.
    """
    text = decode(body, content_type).text
    if "<" not in text:
        raise ListingError("no html" if text.strip() else "empty instead of a section page")
    try:
        tree = parse(text)
    except PageTooComplex as error:
        raise ListingError(str(error)) from error
    base = _base(tree, context)
    own_url = canonical_url(context.url)
    titles: dict[str, str | None] = {}
    others: dict[str, None] = {}
    elsewhere = unreadable = 0
    for anchor in tree.iter("a"):
        link = anchor.get("href", "").strip()
        if not link or link.lower().startswith(NOT_A_PAGE):
            continue
        own = context.own_url(link, base=base)
        if own is None and not context.is_link(link, base=base):
            unreadable += 1
        elif own is None:
            elsewhere += 1
        elif own != own_url and _is_article(own, text := _link_text(anchor), follow):
            titles[own] = titles.get(own) or _title(text)
        elif own != own_url:
            others[own] = None
    listed = (ListingEntry(url=url, title=title) for url, title in list(titles.items())[:MOST_ENTRIES])
    return ParsedListing(
        entries=tuple(listed),
        elsewhere=elsewhere,
        next_page=_next_page(tree, base, context),
        links=tuple(islice(others, _MOST_LINKS)),
        skipped=(("bad-links", unreadable),) if unreadable else (),
    )


def _base(tree: HtmlElement, context: ListingContext) -> str:
    """Return what links are resolved against; a `<base>` that is no URL is ignored."""
    return joined(context.url, next((each.get("href", "") for each in tree.iter("base")), "")) or context.url


def _next_page(tree: HtmlElement, base: str, context: ListingContext) -> str | None:
    """Return the next page that the page declares (`rel=next`)."""
    for each in tree.iter("link", "a"):
        if "next" in each.get("rel", "").lower().split() and each.get("href"):
            return context.own_url(each.get("href", ""), base=base)
    return None


def _link_text(anchor: HtmlElement) -> str:
    """Return the text of a link; if a whole teaser is one link, the heading in it."""
    heading = next(anchor.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    return flat(" ".join((anchor if heading is None else heading).itertext()))


def _title(text: str) -> str | None:
    """Return the text of a link as a headline; `None` for a picture, a whole teaser and for "read more"."""
    has_other_length = not _CERTAIN_WORDS <= len(text.split()) <= _MOST_WORDS
    return None if has_other_length or _MORE.fullmatch(text) else plain_title(text)


def _is_article(url: str, text: str, follow: str | None) -> bool:
    if follow is not None:
        return follows(follow, url)
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _NO_ARTICLE.search(path) or (path == "/" and not parts.query):
        return False
    shape, words = f"{path}?{parts.query}".rstrip("?"), len(text.split())
    if _CERTAIN.search(shape):
        return words >= _CERTAIN_WORDS
    return words >= _LIKELY_WORDS and _LIKELY.search(shape) is not None
