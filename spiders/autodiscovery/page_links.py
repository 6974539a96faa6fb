"""The links of a document: feeds, sitemaps, section pages, and every link with its text. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.page.tree import flat
from pipelines.web.urls import canonical_url, host_of, is_home, joined
from spiders.listings.listing import NOT_A_PAGE, ListingContext

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/x-rss+xml"})
_FEED_PATH = re.compile(
    r"(?:^|/)(?:feeds?|rss\d?|atom|rdf|rssfeeds?)(?:[/._-]|$)|\.(?:rss|atom|rdf)$|[?&](?:feed=|format=feed|type=rss)",
    re.IGNORECASE,
)
_FEED_WORDS = re.compile(r"\brss\b|\batom\b|خلاصات|آر ?إس ?إس", re.IGNORECASE)
_FEED_HOSTS = ("feeds.feedburner.com", "feeds2.feedburner.com", "feedproxy.google.com")
# Such a feed does not name the new articles of the outlet, but comments, or one tag, author or search.
_SIDE_FEED = re.compile(
    r"/comments?(?:[/?-]|$)|[?&]feed=comments|تعليقات|/(?:tags?|authors?|topics?|search|users?)/|[?&](?:tag|author|s|q)=",
    re.IGNORECASE,
)
_SITEMAP_PATH = re.compile(
    r"(?<![^/])(?=[^/]*?sitemap)[^/]*+(?:(?<=\.xml)|(?<=\.xml\.gz))$|/sitemaps?/?$", re.IGNORECASE
)
_SIDE_SITEMAP = re.compile(
    r"image|video|categor|tag|author|user|writer|page-sitemap|pages?[._-]|topic|section|taxonom|podcast|product",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"/(?:about|contact|privacy|terms|policy|policies|advert|ads?|team|staff|jobs?|career|login|signin|register|account"
    r"|subscri|newsletter|rss|feeds?|sitemap|search|faq|help|copyright|cookies?|donat|page|wp-[a-z]+|user|app|apps)"
    r"(?:[-_/.?][^/]*)*/?$|\.(?:xml|pdf|jpe?g|png|apk)$",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(
    r"archive|latest|all-?news|recent|breaking|last-?news|أرشيف|آخر الأخبار|أحدث الأخبار|جميع الأخبار|كل الأخبار",
    re.IGNORECASE,
)
_MENU = re.compile(r"(?:^|[\s_-])(?:menu|nav|navbar|navigation|topbar)(?:[\s_-]|$)", re.IGNORECASE)
_MENU_TAGS = frozenset({"nav", "header", "footer"})
_PAGE = frozenset({"main", "body", "html"})
_MENU_WORDS = 4
_SITEMAP_LINE = re.compile(r"^[ \t]*+sitemap[ \t]*+:[ \t]*+(\S++)", re.IGNORECASE | re.MULTILINE)
_COMMENTS = re.compile(r"\bcomments?\b|تعليقات", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One canonical URL that a page links to. *words* is its longest link text."""

    url: str
    words: str
    in_menu: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The links of one page, each once and in the page's order.

    *feeds* are in the page's head, *feed_links* are links of its body that look like feeds. *sections* are pages of
    its menu, those that name everything (an archive, the latest) first.
    """

    feeds: tuple[str, ...] = ()
    feed_links: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    links: tuple[PageLink, ...] = ()


def links_of_page(tree: HtmlElement, context: ListingContext) -> PageLinks:
    """Return the links of the page *tree*. Relative links are resolved against its `<base>` or its own URL."""
    base = joined(context.url, next((each.get("href", "") for each in tree.iter("base")), "")) or context.url
    links = _links(tree, context, base)
    return PageLinks(
        feeds=tuple(dict.fromkeys(_head_feeds(tree, base))),
        feed_links=tuple(dict.fromkeys(_feed_links(tree, context, base))),
        sitemaps=tuple(dict.fromkeys(_sitemaps(tree, context, base))),
        sections=_sections(links),
        links=links,
    )


def sitemaps_of_robots(text: str, url: str) -> tuple[str, ...]:
    """Return the URLs of the `Sitemap:` lines, which hold for every user agent (sitemaps.org; RFC 9309 §2.2.4)."""
    found = _SITEMAP_LINE.findall(text.lstrip("\ufeff"))  # BYTE ORDER MARK
    return tuple(dict.fromkeys(each for link in found if (each := _web_url(url, link))))


def is_side_feed(url: str, title: str | None = None) -> bool:
    """Whether a feed is one of comments, of a single tag, an author or a search, by its URL or its title."""
    parts = urlsplit(url)
    return (
        _SIDE_FEED.search(unquote(f"{parts.path}?{parts.query}")) is not None
        or _COMMENTS.search(title or "") is not None
    )


def is_side_sitemap(url: str) -> bool:
    """Whether a sitemap names pictures, tags, authors or static pages, by its file name."""
    return _SIDE_SITEMAP.search(unquote(urlsplit(url).path).rpartition("/")[2]) is not None


def is_archive(url: str, words: str = "") -> bool:
    """Whether a page is an archive or a list of the latest articles, by its URL or the text of its link."""
    return _ARCHIVE.search(unquote(urlsplit(url).path)) is not None or _ARCHIVE.search(words) is not None


def _head_feeds(tree: HtmlElement, base: str) -> Iterator[str]:
    for each in tree.iter("link"):
        rel, kind = each.get("rel", "").lower().split(), each.get("type", "").lower().partition(";")[0].strip()
        is_feed = ("alternate" in rel and kind in _FEED_TYPES) or "feed" in rel
        url = _web_url(base, each.get("href", "")) if is_feed else None
        if url is not None and not is_side_feed(url, each.get("title")):
            yield url


def _feed_links(tree: HtmlElement, context: ListingContext, base: str) -> Iterator[str]:
    for each in tree.iter("a"):
        link = each.get("href", "").strip()
        url = _web_url(base, link) if link and not link.lower().startswith(NOT_A_PAGE) else None
        if url is None or is_side_feed(url, _label(each)):
            continue
        parts = urlsplit(url)
        is_feed = _FEED_PATH.search(f"{parts.path}?{parts.query}".rstrip("?")) or _FEED_WORDS.search(_label(each))
        if is_feed and (context.own_url(url) is not None or host_of(url) in _FEED_HOSTS):
            yield url


def _label(anchor: HtmlElement) -> str:
    attributes = (anchor.get(name, "") for name in ("title", "aria-label", "class"))
    pictures = (each.get("alt", "") for each in anchor.iter("img"))
    return flat(" ".join((*anchor.itertext(), *attributes, *pictures)))


def _sitemaps(tree: HtmlElement, context: ListingContext, base: str) -> Iterator[str]:
    for each in tree.iter("link", "a"):
        link = each.get("href", "").strip()
        if "sitemap" in each.get("rel", "").lower().split() or _SITEMAP_PATH.search(
            link.partition("?")[0].partition("#")[0]
        ):
            url = _web_url(base, link)
            is_file = url is not None and urlsplit(url).path.lower().endswith((".xml", ".gz"))
            if url is not None and is_file and context.own_url(url) is not None:
                yield url


def _links(tree: HtmlElement, context: ListingContext, base: str) -> tuple[PageLink, ...]:
    own_url = canonical_url(context.url)
    found: dict[str, PageLink] = {}
    for anchor in tree.iter("a"):
        link = anchor.get("href", "").strip()
        url = context.own_url(link, base=base) if link and not link.lower().startswith(NOT_A_PAGE) else None
        if url is None or url == own_url:
            continue
        words, before = flat(" ".join(anchor.itertext())), found.get(url)
        in_menu = _in_menu(anchor) and (before is None or before.in_menu)
        longest = max(words, before.words if before else "", key=len)
        found[url] = PageLink(url=url, words=longest, in_menu=in_menu)
    return tuple(found.values())


def _in_menu(anchor: HtmlElement) -> bool:
    """Whether a link is in a menu, header or footer of the page. Those of an article do not count."""
    found = False
    for each in anchor.iterancestors():
        if each.tag == "article":
            return False
        if each.tag in _PAGE:
            break
        found = (
            found or each.tag in _MENU_TAGS or _MENU.search(f"{each.get('class', '')} {each.get('id', '')}") is not None
        )
    return found


def _sections(links: tuple[PageLink, ...]) -> tuple[str, ...]:
    menu = [each for each in links if each.in_menu] or list(links)
    pages = [
        each
        for each in menu
        if 0 < len(each.words.split()) <= _MENU_WORDS
        and not is_home(each.url)
        and not _SERVICE.search(unquote(urlsplit(each.url).path))
    ]
    return tuple(each.url for each in sorted(pages, key=lambda page: not is_archive(page.url, page.words)))


def _web_url(base: str, link: str) -> str | None:
    url = joined(base, link)
    try:
        return canonical_url(url) if url is not None else None
    except ValueError:
        return None
