"""The shape of an article's URL: which parts change with every article, and which do not. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit


class UrlPart(StrEnum):
    """The type of one part of a path. The value is its regex in a pattern; `{}` is replaced by its own text."""

    WORD = "{}"
    YEAR = r"(?:19|20)\d\d"
    SHORT = r"\d{1,2}"
    DATE = r"\d{4}[-_]\d{1,2}[-_]\d{1,2}"
    NUMBER = r"\d{3,}"
    DOTTED = r"\d+\.\d{4,}"
    LETTERED = r"[a-zA-Z]{1,3}-?\d{3,}"
    NUMBER_SLUG = r"\d{3,}[-_][^/]+"
    SLUG_NUMBER = r"[^/]+[-_]\d{3,}"
    HEX = r"(?=[^/]*\d)[0-9a-f-]{8,}"
    SLUG = r"[^/]+"


_KINDS = (
    (UrlPart.YEAR, re.compile(r"(?:19|20)\d\d")),
    (UrlPart.SHORT, re.compile(r"\d{1,2}")),
    (UrlPart.DATE, re.compile(r"\d{4}[-_]\d{1,2}[-_]\d{1,2}")),
    (UrlPart.NUMBER, re.compile(r"\d{3,}")),
    (UrlPart.DOTTED, re.compile(r"\d+\.\d{4,}")),
    (UrlPart.LETTERED, re.compile(r"[a-zA-Z]{1,3}-?\d{3,}")),
    (UrlPart.HEX, re.compile(r"(?=[^/]*\d)(?=[^/]*[a-f])[0-9a-f]{8}[0-9a-f-]*")),
)
_NUMBER_SLUG, _SLUG_NUMBER = re.compile(r"\d{3,}[-_].+"), re.compile(r".+[-_]\d{3,}")
_ENDING = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp|cfm|amp)$", re.IGNORECASE)
_STRONG = frozenset(
    {
        UrlPart.DATE,
        UrlPart.NUMBER,
        UrlPart.DOTTED,
        UrlPart.LETTERED,
        UrlPart.NUMBER_SLUG,
        UrlPart.SLUG_NUMBER,
        UrlPart.HEX,
    }
)
_ID_VALUE = re.compile(r"\d{2,}")
_NO_ID = re.compile(r"paged?|cat\w*|section\w*|sec|tag\w*|lang\w*|year|month|day|offset|start|limit", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlShape:
    """The shape of one URL: *parts* with *texts* (the text of each), the last one's *ending*, the query's *ids*.

    Two URLs of one shape differ only in what changes with every article, or in the name of a folder.
    """

    parts: tuple[UrlPart, ...]
    texts: tuple[str, ...]
    ending: str
    ids: tuple[str, ...]
    has_slash: bool

    @property
    def family(self) -> tuple[tuple[UrlPart, ...], str, tuple[str, ...]]:
        """What the URLs that one pattern can match have in common."""
        return self.parts, self.ending, self.ids

    @property
    def is_strong(self) -> bool:
        """Whether the shape alone identifies an article: by a date, a number of at least three digits, or an id."""
        return bool(self.ids) or any(each in _STRONG for each in self.parts) or self._is_dated

    @property
    def hyphens(self) -> int:
        """How many hyphens the last part has; the slug of a headline has more than the name of a section."""
        return self.texts[-1].strip("-_").replace("_", "-").count("-") if self.texts else 0

    @property
    def _is_dated(self) -> bool:
        """Whether the path has a year and a month, and something below them."""
        return UrlPart.YEAR in self.parts[:-2] and self.parts[self.parts.index(UrlPart.YEAR) + 1] is UrlPart.SHORT


def shape_of(url: str) -> UrlShape:
    """Return the shape of *url*, with percent-encoding decoded."""
    split = urlsplit(url)
    path = unquote(split.path)
    texts = [each for each in path.split("/") if each]
    ending = found[0] if texts and (found := _ENDING.search(texts[-1])) else ""
    if ending:
        texts[-1] = texts[-1].removesuffix(ending)
    numbers = (name for name, value in parse_qsl(split.query) if _ID_VALUE.fullmatch(value))
    ids = tuple(sorted({name for name in numbers if not _NO_ID.fullmatch(name)}))
    parts = [_part(each, is_last=at == len(texts) and not ids) for at, each in enumerate(texts, start=1)]
    return UrlShape(parts=tuple(parts), texts=tuple(texts), ending=ending, ids=ids[:1], has_slash=path.endswith("/"))


def _part(text: str, *, is_last: bool) -> UrlPart:
    for kind, pattern in _KINDS:
        if pattern.fullmatch(text):
            return kind
    if not is_last:
        return UrlPart.WORD
    if _NUMBER_SLUG.fullmatch(text):
        return UrlPart.NUMBER_SLUG
    return UrlPart.SLUG_NUMBER if _SLUG_NUMBER.fullmatch(text) else UrlPart.SLUG
