"""Parses sitemaps, news sitemaps and sitemap indexes (sitemaps.org; Google's news extension)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from spiders.listings.decompress import unpacked
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
from storage.records import ListingEntry

_BOM = b"\xef\xbb\xbf"
_HTML = re.compile(
    rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ROOTS = frozenset({"urlset", "sitemapindex"})
_NEWS = frozenset({"title", "publication_date", "keywords"})
# CDATA stays as it is. Outside of it, XML itself defines only five entity references.
_BARE = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)", re.IGNORECASE | re.DOTALL)
_LONGEST_PIECE = 256 * 1024
_COMMA = re.compile("[,،]")


@dataclass(slots=True)
class _Found:
    """The entries that were parsed and not yet take. Of those that were, only a hash is kept, to skip repetitions."""

    entries: list[ListingEntry] = field(default_factory=list)
    children: dict[str, ChildSitemap] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
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
            complete=self.damaged is None and not self.children,
            damaged=self.damaged,
            elsewhere=self.elsewhere,
        )


def read_sitemap(body: bytes, context: ListingContext) -> ParsedListing:
    """Return a sitemap or a sitemap index as a whole. Raises what `sitemap_parts` raises."""
    return whole(sitemap_parts(body, context))


def sitemap_parts(body: bytes, context: ListingContext) -> Iterator[ParsedListing]:
    """Yield the entries of a sitemap in parts; the last part holds the children of an index.

    A sitemap that is cut off gives what could be parsed, says so in `damaged`, and is not `complete`. Raises
    `ListingError` for HTML, an empty body and what is not a sitemap.
    """
    head = next(_plain(body), b"")
    if not head:
        raise ListingError("empty instead of a sitemap")
    if _HTML.match(head):
        raise ListingError("html instead of a sitemap")
    found = _Found()
    elements = _lines(body) if head.startswith(b"http") else _repaired_elements(body, found)
    for kind, values in elements:
        if found.is_full:
            found.damaged = f"more than {MOST_ENTRIES} entries; the first were read"
            break
        _add(found, kind, values, context)
        if len(found.entries) == PART:
            yield ParsedListing(entries=found.take())
    yield found.last()


def _add(found: _Found, kind: str, values: dict[str, str], context: ListingContext) -> None:
    own = context.own_url(values["loc"]) if values.get("loc") else None
    if own is None:
        found.elsewhere += 1
    elif not found.is_new(own):
        return
    elif kind == "sitemap":
        found.children[own] = ChildSitemap(url=own, modified_at=context.at(values.get("lastmod"), day_ends=True))
    else:
        found.entries.append(_listed(own, values, context))


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


def _repaired_elements(body: bytes, found: _Found) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the elements of a sitemap; invalid XML is parsed again with its bare ampersands escaped."""
    given = 0
    try:
        for each in _elements(_Stream(_plain(body))):
            given += 1
            yield each
    except etree.XMLSyntaxError:
        yield from _repaired(body, found, given)
    except ListingError as error:
        if not given:
            raise
        found.damaged = str(error)


def _repaired(body: bytes, found: _Found, given: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the elements after the first *given* ones, with bare ampersands escaped."""
    try:
        for number, each in enumerate(_elements(_Stream(_escaped(_plain(body))))):
            if number >= given:
                yield each
    except (etree.XMLSyntaxError, ListingError) as error:
        found.damaged = f"damaged sitemap ({error})"


class _Stream:
    """Pieces of bytes as a file object that lxml reads."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1) -> bytes:
        return next(self._pieces, b"")


def _elements(stream: _Stream) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the values of every `url` and `sitemap` element of the document, one at a time.

    No entity is resolved and nothing is fetched. Raises `ListingError` when the root is not that of a sitemap.
    """
    events = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
    root = ""
    try:
        for event, element in events:
            name = _local(element)
            if not root:
                root = name
                if root not in _ROOTS:
                    raise ListingError(f"<{root}> instead of a sitemap")
            if event == "end" and name in {"url", "sitemap"}:
                yield name, _values(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        if not root:
            raise ListingError(f"no sitemap ({error})") from error
        raise


def _values(element: etree._Element) -> dict[str, str]:
    """Return an entry's own values by local name, because prefixes and namespaces are often wrong.

    Images, videos and translations have locations and titles too, but these are not the entry's.
    """
    values: dict[str, str] = {}
    for each in element:
        name = _local(each)
        if name in {"loc", "lastmod"}:
            values.setdefault(name, (each.text or "").strip())
        elif name == "news":
            values |= {part: (inner.text or "").strip() for inner in each.iter() if (part := _local(inner)) in _NEWS}
    return values


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _plain(body: bytes) -> Iterator[bytes]:
    """Yield the decompressed document from its first character on, without a byte order mark."""
    has_begun = False
    for piece in unpacked(body):
        text = piece if has_begun else piece.removeprefix(_BOM).lstrip()
        has_begun = has_begun or bool(text)
        if text:
            yield text


def _escaped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield *pieces* with bare ampersands escaped. They are cut again after a tag, so that no reference is halved."""
    waiting = b""
    for piece in pieces:
        ready, tag, waiting = (waiting + piece).rpartition(b">")
        if len(waiting) > _LONGEST_PIECE:  # no tag is so long; to wait longer would be quadratic
            ready, tag, waiting = waiting, b"", b""
        if ready or tag:
            yield _BARE.sub(lambda found: found[1] or b"&amp;", ready + tag)
    if waiting:
        yield _BARE.sub(lambda found: found[1] or b"&amp;", waiting)


def _lines(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the URLs of the text form of a sitemap: one a line, in UTF-8 (sitemaps.org)."""
    waiting = b""
    for piece in _plain(body):
        *lines, waiting = (waiting[-_LONGEST_PIECE:] + piece).split(b"\n")
        for line in lines:
            yield from (("url", {"loc": each}) for each in line.decode("utf-8", "replace").split())
    yield from (("url", {"loc": each}) for each in waiting.decode("utf-8", "replace").split())
