"""Identifies a fetched document: a feed, a sitemap, a page; or why it is none of them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from http import HTTPStatus
from typing import TypeVar, assert_never

from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.page.tree import PageTooComplex, parse
from pipelines.web.decode import decode
from spiders.autodiscovery.outlet_facts import cms_of
from spiders.autodiscovery.page_links import PageLinks, is_side_feed, links_of_page
from spiders.listings.feed import read_feed
from spiders.listings.listing import ListingContext, ListingError, ParsedListing
from spiders.listings.section import read_section
from spiders.listings.sitemap import read_sitemap
from storage.records import Page
from storage.source import DiscoveryKind

_FEED_TITLE = re.compile(r"<title[^<>]*+>")
_FEED_HOME = re.compile(r"<link(?:>\s*+(?>(?:<!\[CDATA\[)?)\s*+(https?://[^<\]\s]++)|(?=[\s/])[^<>]*+>)", re.IGNORECASE)
_ALTERNATE = re.compile(r"\srel=[\"']alternate[\"']", re.IGNORECASE)
_HREF = re.compile(r"href=[\"'](https?://[^\"']+)")
_ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_OFFSET = re.compile(r"\d\d:\d\d(?>(?::\d\d(?:\.\d{1,9}+)?)?)\s*+([+-])(\d\d):?(\d\d)\s*+<")
_MARKUP = re.compile(rb"<(?:html|body|head|div|a|p|table)[\s>]", re.IGNORECASE)
_MOST_AT_END = 1_000
_Item = TypeVar("_Item")


class DocumentType(StrEnum):
    """The type of a document; the value is the text for people."""

    FEED = "feed"
    NEWS = "news sitemap"
    SITEMAP = "sitemap"
    INDEX = "sitemap index"
    PAGE = "page"
    NOTHING = "nothing"

    @property
    def kind(self) -> DiscoveryKind:
        """The kind of discovery that a document of this type serves. Raises ValueError for `NOTHING`."""
        match self:
            case DocumentType.FEED:
                return DiscoveryKind.FEED
            case DocumentType.NEWS:
                return DiscoveryKind.NEWS_SITEMAP
            case DocumentType.SITEMAP | DocumentType.INDEX:
                return DiscoveryKind.SITEMAP
            case DocumentType.PAGE:
                return DiscoveryKind.SECTION
            case DocumentType.NOTHING:
                raise ValueError("the document is not a listing")
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedProbe:
    """A request without a document. *reason* is for people; *forbidden*: robots.txt or our own guard forbade it."""

    url: str
    reason: str
    forbidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbedDocument:
    """One identified document.

    *requested_url* is the URL that was requested, *url* the final one. *description* tells people what the document is,
    *found_in* where its URL was found. A feed has its *title*, the *site* that it declares, and the *offset* of its
    times in seconds from UTC (`None`: it prints none). A page has its *links*, its *tree* and its publishing system
    (*cms*, `None`: unknown).
    """

    requested_url: str
    url: str
    document_type: DocumentType
    description: str
    listing: ParsedListing = field(default_factory=ParsedListing)
    links: PageLinks = field(default_factory=PageLinks)
    tree: HtmlElement | None = None
    cms: str | None = None
    title: str | None = None
    site: str | None = None
    offset: float | None = None
    found_in: str = ""

    @property
    def entries(self) -> tuple[str, ...]:
        return tuple(each.url for each in self.listing.entries)

    @property
    def newest_at(self) -> datetime | None:
        """The latest time in the listing (aware UTC), `None` if it has no times."""
        times = (each.published_at or each.modified_at for each in self.listing.entries)
        return max((at for at in times if at is not None), default=None)


def identify_document(answer: Page | FailedProbe, *, home: str, zone: tzinfo, now: datetime) -> ProbedDocument:
    """Return what *answer* is. Links to the site of *home* and to its own site are the outlet's.

    No content of a document makes this raise.
    """
    if isinstance(answer, FailedProbe):
        return ProbedDocument(
            requested_url=answer.url, url=answer.url, document_type=DocumentType.NOTHING, description=answer.reason
        )
    nothing = ProbedDocument(
        requested_url=answer.requested_url, url=answer.final_url, document_type=DocumentType.NOTHING, description=""
    )
    if answer.status != HTTPStatus.OK:
        return replace(nothing, description=f"answered {answer.status}")
    if not answer.body.strip():
        return replace(nothing, description="empty")
    context = ListingContext(url=answer.final_url, home=home, zone=zone, now=now, own=(answer.final_url,))
    with suppress(ListingError):  # it may be a feed or a page
        return _as_sitemap(nothing, answer, context)
    try:
        return _as_feed(nothing, answer, context)
    except ListingError as error:
        return _as_page(nothing, answer, context, instead=str(error))


def identify_compactly(answer: Page, *, home: str, zone: tzinfo, now: datetime) -> ProbedDocument:
    """Return what `identify_document` returns, for another process: without the tree, and not too long.

    Of a long document, the first and the last entries, child sitemaps and links are returned.
    """
    found = identify_document(answer, home=home, zone=zone, now=now)
    listing = replace(found.listing, entries=_ends(found.listing.entries), children=_ends(found.listing.children))
    return replace(found, tree=None, listing=listing, links=replace(found.links, links=_ends(found.links.links)))


def _ends(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    return items if len(items) <= 2 * _MOST_AT_END else items[:_MOST_AT_END] + items[-_MOST_AT_END:]


def _as_sitemap(nothing: ProbedDocument, answer: Page, context: ListingContext) -> ProbedDocument:
    found = read_sitemap(answer.body, context)
    if found.children:
        return replace(
            nothing,
            document_type=DocumentType.INDEX,
            description=f"a sitemap index of {len(found.children)}",
            listing=found,
        )
    is_news = any(each.published_at is not None or each.title is not None for each in found.entries)
    form = DocumentType.NEWS if is_news else DocumentType.SITEMAP
    return replace(nothing, document_type=form, description=_counted(form, found), listing=found)


def _as_feed(nothing: ProbedDocument, answer: Page, context: ListingContext) -> ProbedDocument:
    found = read_feed(answer.body, answer.content_type, context)
    text = decode(answer.body, answer.content_type).text
    head = text[: entry.start()] if (entry := _ENTRY.search(text)) else text[:2000]
    title = _title(head)
    if is_side_feed(answer.requested_url, title):
        return replace(nothing, description="a feed of comments, or of one tag or author")
    offset = _OFFSET.search(text[len(head) :])
    return replace(
        nothing,
        document_type=DocumentType.FEED,
        description=_counted(DocumentType.FEED, found),
        listing=found,
        title=title,
        site=_site(head),
        offset=_seconds(offset) if offset else None,
    )


def _as_page(nothing: ProbedDocument, answer: Page, context: ListingContext, *, instead: str) -> ProbedDocument:
    if not _MARKUP.search(answer.body):
        return replace(nothing, description=f"neither a feed nor a page: {instead}")
    try:
        tree = parse(decode(answer.body, answer.content_type).text)
        found = read_section(answer.body, None, answer.content_type, context)
    except (PageTooComplex, ListingError) as error:
        return replace(nothing, description=str(error))
    links, cms = links_of_page(tree, context), cms_of(tree)
    description = f"a page of {len(links.links)} links"
    return replace(
        nothing,
        document_type=DocumentType.PAGE,
        description=description,
        listing=found,
        links=links,
        tree=tree,
        cms=cms.value if cms else None,
    )


def _counted(form: DocumentType, found: ParsedListing) -> str:
    if not found.entries and found.elsewhere:
        return f"a {form}, but all its {found.elsewhere} entries are on other sites"
    count = len(found.entries)
    return f"a {form} of {count} entr{'y' if count == 1 else 'ies'}" + (f"; {found.damaged}" if found.damaged else "")


def _title(head: str) -> str | None:
    opened = _FEED_TITLE.search(head)
    end = head.find("</title>", opened.end()) if opened is not None else -1
    if opened is None or end < 0:
        return None
    text = head[opened.end() : end].strip().removeprefix("<![CDATA[").removesuffix("]]>")
    return clean(text.replace("\n", " "))


def _site(head: str) -> str | None:
    """Return the site that a feed declares: the link of RSS, the alternate link of Atom."""
    for found in _FEED_HOME.finditer(head):
        if found[1]:
            return found[1]
        if _ALTERNATE.search(found[0]) and (href := _HREF.search(found[0])):
            return href[1]
    return None


def _seconds(offset: re.Match[str]) -> float:
    seconds = int(offset[2]) * 3600 + int(offset[3]) * 60
    return float(-seconds if offset[1] == "-" else seconds)
