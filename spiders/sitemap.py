"""Reads sitemaps, news sitemaps and sitemap indexes (sitemaps.org; Google's news extension)."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from pipelines.arabic import clean
from spiders.listing import MOST_ENTRIES, Child, Listing, ListingError, believable, own_url
from storage.records import Listed

_GZIP = b"\x1f\x8b"
_MOST_BYTES = 50 * 1024 * 1024  # sitemaps.org's limit for an uncompressed file
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read_sitemap(body: bytes, url: str, *, now: datetime) -> Listing:
    """Return what a sitemap or a sitemap index names, with the dates it gives.

    Raises `ListingError` for HTML, an empty answer and what is no sitemap; one that breaks off gives what could
    be read, says so in `damaged`, and is not `complete`.
    """
    plain = _unpacked(body)
    if not plain.strip():
        raise ListingError("empty instead of a sitemap")
    if _HTML.match(plain):
        raise ListingError("html instead of a sitemap")
    entries: dict[str, Listed] = {}
    children: list[Child] = []
    elsewhere, root, damaged = 0, "", None
    try:
        for kind, said in _elements(plain):
            root = root or kind
            own = own_url(said.get("loc", ""), url)
            if own is None:
                elsewhere += 1
            elif kind == "sitemap":
                children.append(Child(url=own, modified_at=_at(said.get("lastmod"), now=now)))
            elif len(entries) < MOST_ENTRIES:
                entries.setdefault(own, _listed(own, said, now=now))
    except etree.XMLSyntaxError as error:
        if not root:
            raise ListingError(f"no sitemap ({error})") from error
        damaged = f"damaged sitemap ({error})"
    return Listing(
        entries=tuple(entries.values()),
        children=tuple(children),
        complete=damaged is None and len(entries) < MOST_ENTRIES and not children,
        damaged=damaged,
        elsewhere=elsewhere,
    )


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as stream:
            return stream.read(_MOST_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise ListingError(f"damaged gzip ({error})") from error


def _elements(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every `url` and `sitemap` element as its local names and texts, one at a time."""
    stream = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in stream:
        name = _local(element)
        if name in {"url", "sitemap"}:
            yield name, {_local(each): (each.text or "").strip() for each in element.iter() if each is not element}
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _listed(url: str, said: dict[str, str], *, now: datetime) -> Listed:
    keywords = said.get("keywords", "")
    return Listed(
        url=url,
        title=clean(said["title"]) if said.get("title") else None,
        published_at=_at(said.get("publication_date"), now=now),
        modified_at=_at(said.get("lastmod"), now=now),
        tags=tuple(word for each in re.split("[,،]", keywords) if (word := clean(each))),
    )


def _at(text: str | None, *, now: datetime) -> datetime | None:
    """Return a W3C date-time; a bare day is that day's beginning in UTC."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return believable(at if at.tzinfo else at.replace(tzinfo=UTC), now=now)
