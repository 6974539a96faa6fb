"""Parses sitemaps, news sitemaps and sitemap indexes (sitemaps.org; Google's news extension), however damaged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from spiders.listings.decompress import decoded, unpacked
from spiders.listings.listing import (
    MOST_ENTRIES,
    PART,
    ChildSitemap,
    ListingContext,
    ListingError,
    ParsedListing,
    plain_title,
    whole,
)
from spiders.listings.markup.scanner import is_html
from spiders.listings.markup.sitemap_elements import SitemapElement, SitemapScan
from storage.records import ListingEntry

_ROOT = re.compile(r"<(?>(?:[\w.-]++:)?)(?:urlset|sitemapindex)(?=[\s>/])", re.IGNORECASE)
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]*+)")
_ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
_PIECES = 4
_LONGEST_LINE = 64 * 1024
_COMMA = re.compile("[,،]")
_ARABIC = "ar"


@dataclass(slots=True)
class _Found:
    """The entries that were parsed and not yet taken. Of those that were, only a hash is kept, to skip repetitions."""

    entries: list[ListingEntry] = field(default_factory=list)
    children: dict[str, ChildSitemap] = field(default_factory=dict)
    alternates: dict[str, ListingEntry] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    skipped: Counter[str] = field(default_factory=Counter)
    elsewhere: int = 0
    damaged: str | None = None

    @property
    def is_full(self) -> bool:
        return len(self.seen) >= MOST_ENTRIES

    def is_new(self, url: str) -> bool:
        count = len(self.seen)
        self.seen.add(hash(url))
        return len(self.seen) > count

    def take(self) -> tuple[ListingEntry, ...]:
        entries, self.entries = self.entries, []
        return tuple(entries)

    def last(self) -> ParsedListing:
        return ParsedListing(
            entries=self.take(),
            children=tuple(self.children.values()),
            complete=self.damaged is None and not self.children and not self.skipped,
            damaged=self.damaged,
            elsewhere=self.elsewhere,
            skipped=tuple(sorted(self.skipped.items())),
        )


def read_sitemap(body: bytes, context: ListingContext) -> ParsedListing:
    """Return a sitemap or a sitemap index as a whole. Raises what `sitemap_parts` raises."""
    return whole(sitemap_parts(body, context))


def sitemap_parts(body: bytes, context: ListingContext) -> Iterator[ParsedListing]:
    """Yield the entries of a sitemap in parts; the last part holds the children of an index.

    A damaged sitemap gives every entry that can be read. If one may be missing, `damaged` says so, and the sitemap is
    not `complete`. Where an entry names an Arabic version of its page (`hreflang`), the entry is that version. Raises
    `ListingError` for HTML, an empty body and what is not a sitemap.
    """
    pieces = decoded(unpacked(body))
    head = _head(pieces)
    found = _Found()
    if _is_text(head):
        elements = _lines(chain((head,), pieces), found)
    else:
        elements = _elements(chain((head[_root(head) :],), pieces), found)
    pauses = 0
    for element in elements:
        if element is None:
            pauses += 1
            if pauses % _PIECES == 0:  # a long stretch may hold no entries
                yield ParsedListing(entries=found.take())
            continue
        if found.is_full:
            found.damaged = f"more than {MOST_ENTRIES} entries; the first were read"
            break
        _add(found, element, context)
        if len(found.entries) == PART:
            yield ParsedListing(entries=found.take())
    yield from _alternates(found)
    yield found.last()


def document_root(body: bytes) -> str:
    """Return the name of the first element of a document, without its prefix, in lower case; empty if it has none."""
    try:
        first = _FIRST_TAG.search(_head(decoded(unpacked(body))))
    except ListingError:
        return ""
    return first[1].rpartition(":")[2].lower() if first else ""


def _head(pieces: Iterator[str]) -> str:
    """Return the beginning of a document. Raises `ListingError` if it is empty or HTML."""
    head = ""
    for piece in pieces:
        head += piece
        if head.strip("\ufeff \t\r\n"):
            break
        head = ""
    if not head:
        raise ListingError("empty instead of a sitemap")
    if is_html(head):
        raise ListingError("html instead of a sitemap")
    return head.lstrip("\ufeff \t\r\n")


def _root(head: str) -> int:
    """Return where the root begins: behind declarations, and behind warnings of the server."""
    root = _ROOT.search(head)
    if root is not None:
        return root.start()
    first = _FIRST_TAG.search(head)
    raise ListingError(f"<{first[1][:40]}> instead of a sitemap" if first else "no sitemap")


def _is_text(head: str) -> bool:
    return "<" not in head and any(_ADDRESS.match(each) for each in head.split())


def _add(found: _Found, element: SitemapElement, context: ListingContext) -> None:
    try:
        _add_element(found, element, context)
    except Exception:  # noqa: BLE001  # whatever is wrong with one entry costs this entry
        found.skipped["unreadable-entries"] += 1


def _add_element(found: _Found, element: SitemapElement, context: ListingContext) -> None:
    link = element.values.get("loc")
    own = context.own_url(link) if link else None
    if own is None:
        if link and not context.is_link(link):
            found.skipped["bad-links"] += 1
        else:
            found.elsewhere += 1
        return
    if element.name == "sitemap":
        if found.is_new(own):
            at = context.at(element.values.get("lastmod"), day_ends=True)
            found.children[own] = ChildSitemap(url=own, modified_at=at)
        return
    arabic = _arabic(element, context)
    if arabic and own not in arabic:
        at = context.at(element.values.get("lastmod"))
        if len(found.alternates) < MOST_ENTRIES:
            found.alternates.setdefault(arabic[0], ListingEntry(url=arabic[0], modified_at=at))
    elif found.is_new(own):
        found.entries.append(_listed(own, element.values, context))


def _arabic(element: SitemapElement, context: ListingContext) -> list[str]:
    """Return the Arabic versions that an entry names, those for all countries first."""
    named = sorted(
        (language.lower() != _ARABIC, number, link)
        for number, (language, link) in enumerate(element.alternates)
        if language.lower().replace("_", "-").partition("-")[0] == _ARABIC
    )
    return [own for _country, _number, link in named if (own := context.own_url(link)) is not None]


def _alternates(found: _Found) -> Iterator[ParsedListing]:
    """Yield the Arabic versions that have no entry of their own."""
    for url, entry in found.alternates.items():
        if not found.is_full and found.is_new(url):
            found.entries.append(entry)
        if len(found.entries) == PART:
            yield ParsedListing(entries=found.take())


def _listed(url: str, values: dict[str, str], context: ListingContext) -> ListingEntry:
    words = (plain_title(each) for each in _COMMA.split(values.get("keywords", "")))
    published = context.published(values.get("publication_date"))
    return ListingEntry(
        url=url,
        title=plain_title(values.get("title")),
        published_at=published.at,
        published_day=published.day,
        modified_at=context.at(values.get("lastmod")),
        tags=tuple(dict.fromkeys(filter(None, words))),
    )


def _elements(pieces: Iterator[str], found: _Found) -> Iterator[SitemapElement | None]:
    """Yield the entries of an XML sitemap, and note what was missing."""
    scan = SitemapScan()
    try:
        yield from scan.elements(pieces)
    except ListingError as error:
        found.damaged = str(error)
    found.damaged = found.damaged or scan.damaged


def _lines(pieces: Iterator[str], found: _Found) -> Iterator[SitemapElement | None]:
    """Yield the addresses of the text form of a sitemap: one a line (sitemaps.org). Other words are no addresses."""
    waiting = ""
    try:
        for piece in chain(pieces, ("\n",)):
            *lines, waiting = (waiting[-_LONGEST_LINE:] + piece).split("\n")
            for line in lines:
                addresses = [each for each in line.split() if _ADDRESS.match(each)]
                found.skipped["bad-links"] += bool(line.strip() and not addresses)
                yield from (SitemapElement(name="url", values={"loc": each}) for each in addresses)
            yield None
    except ListingError as error:
        found.damaged = str(error)
    found.skipped += Counter()  # drops the zeros
