"""Reads sitemaps, news sitemaps and sitemap indexes (sitemaps.org; Google's news extension)."""

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
# CDATA is left alone; outside of it only five references are XML's own.
_BARE = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)", re.IGNORECASE | re.DOTALL)
_LONGEST_PIECE = 256 * 1024
_COMMA = re.compile("[,،]")


@dataclass(slots=True)
class _Found:
    """What was read so far; of entries that were handed on only a hash stays, to know them by."""

    entries: list[ListingEntry] = field(default_factory=list)
    children: dict[str, ChildSitemap] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    elsewhere: int = 0
    damaged: str | None = None

    @property
    def is_full(self) -> bool:
        return len(self.seen) >= MOST_ENTRIES

    def is_new(self, url: str) -> bool:
        before = len(self.seen)
        self.seen.add(hash(url))
        return len(self.seen) > before

    def taken(self) -> tuple[ListingEntry, ...]:
        entries, self.entries = self.entries, []
        return tuple(entries)

    def last(self) -> ParsedListing:
        return ParsedListing(
            entries=self.taken(),
            children=tuple(self.children.values()),
            complete=self.damaged is None and not self.children,
            damaged=self.damaged,
            elsewhere=self.elsewhere,
        )


def read_sitemap(body: bytes, outlook: ListingContext) -> ParsedListing:
    """Return what a sitemap or a sitemap index names, with the dates it gives; raises as `sitemap_parts` does."""
    return whole(sitemap_parts(body, outlook))


def sitemap_parts(body: bytes, outlook: ListingContext) -> Iterator[ParsedListing]:
    """Yield the entries of a sitemap some at a time, and with the last of them the children of an index.

    Raises `ListingError` for HTML, an empty answer and what is no sitemap; one that breaks off gives what could
    be read, says so in `damaged`, and is not `complete`.
    """
    head = next(_plain(body), b"")
    if not head:
        raise ListingError("empty instead of a sitemap")
    if _HTML.match(head):
        raise ListingError("html instead of a sitemap")
    found = _Found()
    said = _lines(body) if head.startswith(b"http") else _mended_elements(body, found)
    for kind, words in said:
        if found.is_full:
            found.damaged = f"more than {MOST_ENTRIES} entries; the first were read"
            break
        _note(found, kind, words, outlook)
        if len(found.entries) == PART:
            yield ParsedListing(entries=found.taken())
    yield found.last()


def _note(found: _Found, kind: str, said: dict[str, str], outlook: ListingContext) -> None:
    own = outlook.own_url(said["loc"]) if said.get("loc") else None
    if own is None:
        found.elsewhere += 1
    elif not found.is_new(own):
        return
    elif kind == "sitemap":
        found.children[own] = ChildSitemap(url=own, modified_at=outlook.at(said.get("lastmod"), day_ends=True))
    else:
        found.entries.append(_listed(own, said, outlook))


def _listed(url: str, said: dict[str, str], outlook: ListingContext) -> ListingEntry:
    words = (plain_title(each) for each in _COMMA.split(said.get("keywords", "")))
    return ListingEntry(
        url=url,
        title=plain_title(said.get("title")),
        published_at=outlook.at(said.get("publication_date")),
        modified_at=outlook.at(said.get("lastmod")),
        tags=tuple(dict.fromkeys(filter(None, words))),
    )


def _mended_elements(body: bytes, found: _Found) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the elements of a sitemap; one that no parser takes is read again with its bare ampersands escaped."""
    given = 0
    try:
        for each in _elements(_Stream(_plain(body))):
            given += 1
            yield each
    except etree.XMLSyntaxError:
        yield from _mended(body, found, given)
    except ListingError as error:
        if not given:
            raise
        found.damaged = str(error)


def _mended(body: bytes, found: _Found, given: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what stands behind the elements that were *given*, with bare ampersands escaped."""
    try:
        for number, each in enumerate(_elements(_Stream(_escaped(_plain(body))))):
            if number >= given:
                yield each
    except (etree.XMLSyntaxError, ListingError) as error:
        found.damaged = f"damaged sitemap ({error})"


class _Stream:
    """Pieces of bytes as the file that lxml reads."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1) -> bytes:
        return next(self._pieces, b"")


def _elements(stream: _Stream) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every `url` and `sitemap` element of the document as what it says, one at a time.

    No entity is resolved and nothing is fetched. Raises `ListingError` when the root is no sitemap's.
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
                yield name, _said(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        if not root:
            raise ListingError(f"no sitemap ({error})") from error
        raise


def _said(element: etree._Element) -> dict[str, str]:
    """Return an entry's own words by local name: prefixes and namespaces are written wrongly too often.

    Images, videos and translations have locations and titles too, which are not the entry's.
    """
    said: dict[str, str] = {}
    for each in element:
        name = _local(each)
        if name in {"loc", "lastmod"}:
            said.setdefault(name, (each.text or "").strip())
        elif name == "news":
            said |= {part: (inner.text or "").strip() for inner in each.iter() if (part := _local(inner)) in _NEWS}
    return said


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _plain(body: bytes) -> Iterator[bytes]:
    """Yield the document from its first character on."""
    begun = False
    for piece in unpacked(body):
        rest = piece if begun else piece.removeprefix(_BOM).lstrip()
        begun = begun or bool(rest)
        if rest:
            yield rest


def _escaped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield *pieces* with bare ampersands escaped; they are cut anew behind a tag, so that no reference is halved."""
    waiting = b""
    for piece in pieces:
        ready, tag, waiting = (waiting + piece).rpartition(b">")
        if len(waiting) > _LONGEST_PIECE:  # no tag is as long; to wait on would cost the square of its length
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
