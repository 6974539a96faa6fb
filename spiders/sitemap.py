"""Reads sitemaps, news sitemaps and sitemap indexes (sitemaps.org; Google's news extension)."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from spiders.listing import MOST_ENTRIES, Child, Listing, ListingError, Outlook, plain_title
from storage.records import Listed

_GZIP = b"\x1f\x8b"
_MOST_BYTES = 50 * 1024 * 1024  # sitemaps.org's limit for an uncompressed file
_BOM = b"\xef\xbb\xbf"
_HTML = re.compile(rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_ROOTS = frozenset({"urlset", "sitemapindex"})
_NEWS = frozenset({"title", "publication_date", "keywords"})
# CDATA is left alone; outside of it only five references are XML's own.
_BARE = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)", re.IGNORECASE | re.DOTALL)
_COMMA = re.compile("[,،]")


@dataclass(slots=True)
class _Found:
    entries: dict[str, Listed] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    elsewhere: int = 0
    left: int = 0


def read_sitemap(body: bytes, outlook: Outlook) -> Listing:
    """Return what a sitemap or a sitemap index names, with the dates it gives.

    Raises `ListingError` for HTML, an empty answer and what is no sitemap; one that breaks off gives what could
    be read, says so in `damaged`, and is not `complete`.
    """
    plain = _unpacked(body).removeprefix(_BOM).lstrip()
    if not plain:
        raise ListingError("empty instead of a sitemap")
    if _HTML.match(plain):
        raise ListingError("html instead of a sitemap")
    if plain.startswith(b"http"):
        return _as_text(plain, outlook)
    found, damaged = _read(plain, outlook)
    if damaged is not None and (mended := _BARE.sub(_escaped, plain)) != plain:
        found, damaged = _read(mended, outlook)
    if found.left:
        damaged = damaged or f"more than {MOST_ENTRIES} entries; the first were read"
    return Listing(
        entries=tuple(found.entries.values()),
        children=tuple(found.children.values()),
        complete=damaged is None and not found.children,
        damaged=damaged,
        elsewhere=found.elsewhere,
    )


def _read(plain: bytes, outlook: Outlook) -> tuple[_Found, str | None]:
    found = _Found()
    try:
        for kind, said in _elements(plain):
            _note(found, kind, said, outlook)
    except etree.XMLSyntaxError as error:
        return found, f"damaged sitemap ({error})"
    return found, None


def _note(found: _Found, kind: str, said: dict[str, str], outlook: Outlook) -> None:
    own = outlook.own_url(said["loc"]) if said.get("loc") else None
    if own is None:
        found.elsewhere += 1
    elif len(found.entries) + len(found.children) >= MOST_ENTRIES:
        found.left += 1
    elif kind == "sitemap":
        found.children.setdefault(own, Child(url=own, modified_at=outlook.at(said.get("lastmod"), day_ends=True)))
    else:
        found.entries.setdefault(own, _listed(own, said, outlook))


def _listed(url: str, said: dict[str, str], outlook: Outlook) -> Listed:
    words = (plain_title(each) for each in _COMMA.split(said.get("keywords", "")))
    return Listed(
        url=url,
        title=plain_title(said.get("title")),
        published_at=outlook.at(said.get("publication_date")),
        modified_at=outlook.at(said.get("lastmod")),
        tags=tuple(dict.fromkeys(filter(None, words))),
    )


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with a gzip header
    try:
        return unpacker.decompress(body, _MOST_BYTES)
    except zlib.error as error:
        raise ListingError(f"damaged gzip ({error})") from error


def _elements(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every `url` and `sitemap` element of the document as what it says, one at a time.

    No entity is resolved and nothing is fetched. Raises `ListingError` when the root is no sitemap's.
    """
    stream = etree.iterparse(
        io.BytesIO(body), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    root = ""
    try:
        for event, element in stream:
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
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _escaped(found: re.Match[bytes]) -> bytes:
    return found[1] or b"&amp;"


def _as_text(plain: bytes, outlook: Outlook) -> Listing:
    """Read the text form of a sitemap: one URL a line, in UTF-8 (sitemaps.org)."""
    links = plain.decode("utf-8", "replace").split()[: MOST_ENTRIES + 1]
    own = dict.fromkeys(outlook.own_url(each) for each in links[:MOST_ENTRIES])
    entries = tuple(Listed(url=each) for each in own if each is not None)
    return Listing(entries=entries, complete=len(links) <= MOST_ENTRIES, elsewhere=int(None in own))
