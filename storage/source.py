"""A source as its file describes it, and the kinds of listings. Every package may import this module."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

LEAST_DELAY = 1.0
"""Seconds between two requests to a public host; no source, setting or flag goes below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFacts:
    """What a kind of listing can prove, and how it is read: all that the code asks of a kind beside its parser.

    *rank* orders what listings declare of one URL: the values of the lowest rank count first. *is_limited*: the
    listing holds a fixed number of entries, and a new one pushes the oldest out. *names_all*: it names everything of
    its window, so that a URL that it no longer names was taken down. *newest_first*: its first entries are the newest.
    *is_page*: a page for people, whose links have no dates, and which has older pages behind it.
    """

    rank: int
    is_limited: bool
    names_all: bool
    newest_first: bool = True
    is_page: bool = False


class DiscoveryKind(StrEnum):
    """The ways of finding articles. `spiders.listings.parse` names the parser of each."""

    FEED = "feed"
    NEWS_SITEMAP = "news-sitemap"
    SITEMAP = "sitemap"
    SECTION = "section"

    @property
    def facts(self) -> KindFacts:
        """What a listing of this kind can prove."""
        match self:
            case DiscoveryKind.FEED:
                return KindFacts(rank=0, is_limited=True, names_all=False)
            case DiscoveryKind.NEWS_SITEMAP:
                return KindFacts(rank=1, is_limited=False, names_all=True)
            case DiscoveryKind.SITEMAP:
                return KindFacts(rank=2, is_limited=False, names_all=True, newest_first=False)
            case DiscoveryKind.SECTION:
                return KindFacts(rank=3, is_limited=True, names_all=False, is_page=True)
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """One `[[discover]]` table: a listing to poll.

    *follow* is a regex for the URLs of articles. With `None` every entry is an article, and on a section page the
    shape of each link decides.
    """

    kind: DiscoveryKind
    url: str
    follow: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractRules:
    """CSS selectors for what the generic reader gets wrong at one outlet. An empty value changes nothing.

    *signs*: a bare name `above` or `below` the text is its author. Only the pages of the outlet can prove that.
    """

    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    section: str | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()
    signs: str | None = None


class OutletKind(StrEnum):
    """What an outlet is, as its source file says."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    BROADCASTER = "broadcaster"
    ONLINE = "online"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source, as its TOML file describes it. *id* is also the name of the file, the spider and the log lines."""

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
    archive: bool = False
    sites: tuple[str, ...] = ()
    checked: bool = False
    kind: OutletKind | None = None
    owner: str | None = None
    wikidata: str | None = None

    @property
    def own_urls(self) -> tuple[str, ...]:
        """URLs on each site that is the outlet's own: of its home page, of its listings, and its `sites`."""
        return (self.home, *(each.url for each in self.discover), *(f"https://{each}/" for each in self.sites))
