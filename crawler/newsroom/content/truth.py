"""The records of the newsroom: its outlets, and every article with the values that a reader must find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records import ArticleKind, Reason
from storage.source import DiscoveryKind


class SiteStyle(StrEnum):
    """The site styles of the newsroom, after themes and systems that Arabic outlets use."""

    JANNAH = "jannah"
    TAGDIV = "tagdiv"
    SAHIFA = "sahifa"
    DRUPAL = "drupal"
    DIVS = "divs"
    BREAKS = "breaks"
    TABLE = "table"


class MonthNames(StrEnum):
    """The month names that an outlet prints."""

    EGYPTIAN = "egyptian"
    LEVANTINE = "levantine"
    MOROCCAN = "moroccan"
    MAGHREBI = "maghrebi"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomOutlet:
    """One invented outlet. *address* is its own loopback address; *hijri*: it prints Hijri beside Gregorian dates."""

    id: str
    name: str
    tagline: str
    country: str
    timezone: str
    style: SiteStyle
    months: MonthNames
    address: str
    city: str
    discover: tuple[DiscoveryKind, ...]
    arabic_digits: bool = False
    hijri: bool = False
    crawl_delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomPiece:
    """One article and the values that a good reader must find.

    *body* is the paragraphs that a reader must return; *published_at* and *modified_at* are aware UTC.
    *copy_of* is the (outlet id, slug) of the original when this is another outlet's reprint.
    *rejected*: the reason for which a reader must reject this page (`None`: it must be kept).
    *appears* and *withdrawn*: the newsroom's days on which the article is published and withdrawn (`None`: never).
    """

    outlet_id: str
    slug: str
    number: int
    headline: str
    body: tuple[str, ...]
    section: str
    published_at: datetime
    language: str = "ar"
    kicker: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    agency: str | None = None
    tags: tuple[str, ...] = ()
    summary: str | None = None
    modified_at: datetime | None = None
    image: str | None = None
    kind: ArticleKind = ArticleKind.ARTICLE
    is_paywalled: bool = False
    copy_of: tuple[str, str] | None = None
    rejected: Reason | None = None
    appears: int = 1
    withdrawn: int | None = None
