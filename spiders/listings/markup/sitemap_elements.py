"""Finds the `url` and `sitemap` elements of a sitemap by local names: prefixes and namespaces are often wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spiders.listings.markup.scanner import Markup, has_stray_tag, resolved, tokens

_ROOTS = frozenset({"urlset", "sitemapindex"})
_ENTRIES = frozenset({"url", "sitemap"})
_OWN = frozenset({"loc", "lastmod"})
_NEWS = frozenset({"title", "publication_date", "keywords"})
_ATTRIBUTE = re.compile(r"""(?<![\w-])(href|hreflang)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE)
_LONGEST_VALUE = 20_000
_MOST_ALTERNATES = 500
_MOST_PIECES = 1_000


@dataclass(slots=True, kw_only=True)
class SitemapElement:
    """One `url` or `sitemap` element: its *values* by name, and its *alternates*, pairs of a language and a URL."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    alternates: list[tuple[str, str]] = field(default_factory=list)


class SitemapScan:
    """One pass over a sitemap. *damaged* says afterwards why entries may be missing, `None` for no reason.

    Images, videos and translations have locations and titles too, but these are not the entry's.
    """

    def __init__(self) -> None:
        self.damaged: str | None = None
        self._element: SitemapElement | None = None
        self._container = ""
        self._value = ""
        self._text: list[str] = []
        self._is_closed = False

    def elements(self, pieces: Iterator[str]) -> Iterator[SitemapElement | None]:
        """Yield the elements, one at a time, and `None` for a pause; nothing of them is held afterwards."""
        for kind, text, attributes in tokens(pieces):
            if kind is Markup.TEXT:
                self._read_text(text)
            elif kind is Markup.PAUSE:
                yield None
            elif kind is Markup.CLOSE:
                if text in _ENTRIES and self._element is not None:
                    yield self._taken()
                self._close(text)
            elif text in _ENTRIES and not self._container:
                if self._element is not None:
                    self.damaged = self.damaged or "damaged sitemap (an entry does not end)"
                    yield self._taken()
                self._element = SitemapElement(name=text)
            else:
                self._open(text, attributes)
        if not self._is_closed:
            self.damaged = "damaged sitemap (it breaks off)"

    def _taken(self) -> SitemapElement:
        self._store()
        element, self._element, self._container = self._element, None, ""
        assert element is not None  # noqa: S101  # called only inside an element
        return element

    def _read_text(self, text: str) -> None:
        if self._value and len(self._text) < _MOST_PIECES:
            self._text.append(text[:_LONGEST_VALUE])
        if has_stray_tag(text):
            self.damaged = self.damaged or "damaged sitemap (a tag cannot be read)"

    def _open(self, name: str, attributes: str) -> None:
        is_empty = attributes.endswith("/")
        if self._element is None:
            self._is_closed = self._is_closed or (is_empty and name in _ROOTS)
        elif name == "link" and "hreflang" in attributes.lower():
            self._add_alternate(self._element, attributes)
        elif not is_empty and name in (_NEWS if self._container == "news" else () if self._container else _OWN):
            self._store()  # of a value that does not end
            self._value = name
        elif not is_empty and not self._value and not self._container:
            self._container = name

    def _close(self, name: str) -> None:
        if name in _ROOTS:
            self._is_closed = True
        elif name == self._value:
            self._store()
        elif name == self._container:
            self._container = ""

    def _store(self) -> None:
        """Store the value that was read, the first of its name."""
        if self._value and self._element is not None:
            self._element.values.setdefault(self._value, resolved("".join(self._text)).strip()[:_LONGEST_VALUE])
        self._value, self._text = "", []

    def _add_alternate(self, element: SitemapElement, attributes: str) -> None:
        named = {found[1].lower(): resolved(found[2] or found[3] or "") for found in _ATTRIBUTE.finditer(attributes)}
        if named.get("hreflang") and named.get("href") and len(element.alternates) < _MOST_ALTERNATES:
            element.alternates.append((named["hreflang"].strip(), named["href"].strip()))
