"""A source as its file declares it; every package may import this module, and it imports none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class DiscoveryKind(StrEnum):
    """The four ways of finding articles."""

    FEED = "feed"
    NEWS_SITEMAP = "news-sitemap"
    SITEMAP = "sitemap"
    SECTION = "section"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """One `[[discover]]` table: a listing to poll; *follow* is the pattern of article links."""

    kind: DiscoveryKind
    url: str
    follow: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRules:
    """CSS selectors for what the generic reader gets wrong at one outlet; empty means that the file has no rule.

    *signs* says that a bare name above or below the text is its author's: only the outlet's own pages can prove that.
    """

    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    section: str | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()
    signs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source, as its TOML file declares it; *id* is the name of the file and of the spider, and it is in the log."""

    id: str
    outlet: str
    home: str
    country: str
    language: str
    timezone: str
    discover: tuple[Discovery, ...]
    publisher: str | None = None
    months: str | None = None
    licence: str | None = None
    extract: ExtractRules = field(default_factory=ExtractRules)
    delay_seconds: float | None = None
    articles_min: int | None = None
    articles_max: int | None = None
    private: bool = False
    checked: bool = False
