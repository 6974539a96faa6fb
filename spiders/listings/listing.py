"""What a listing names: article URLs with what it says of them, and further listings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import unquote, urljoin

from pipelines.arabic import clean, parse_date
from pipelines.web.urls import canonical_url, same_site
from spiders.listings.date_archives import FIRST_YEAR
from spiders.listings.traps import without_session
from storage.records import ListingEntry

MOST_ENTRIES = 100_000
"""How many URLs one listing may name: twice what a sitemap file may hold (sitemaps.org), for some hold more."""
PART = 200
"""How many entries are read, and kept, at a time: what bounds memory, and how long others wait."""
NOT_A_PAGE = ("#", "javascript:", "mailto:", "tel:", "whatsapp:", "data:")
"""How a link begins that leads to no page."""
_AHEAD = timedelta(days=1)
# An address that is in its one form already, as nearly all of a long sitemap are: it is taken as it is.
_ONE_FORM = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!0|80/|443/)\d{2,5})?/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)?"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_NO_ZONE = "-0000"  # RFC 5322 §3.3: the time is in UTC, whoever wrote it


class ListingError(Exception):
    """The document is no listing of the kind it was asked for; the message says what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSitemap:
    """A listing that a sitemap index names; *modified_at* is the latest moment it says for the last change."""

    url: str
    modified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedListing:
    """One listing as read, or a part of it: then the last part alone says what holds for the whole.

    *complete* says that what is not named is not there any more (sitemaps); *damaged* says in a word what could
    not be read; *elsewhere* counts links that lead to other sites or to no page at all. *moved_to* is the address
    that a feed says it has moved to; *next_page* what a page of teasers says is the page of older ones, *links* its
    own links that are no articles.
    """

    entries: tuple[ListingEntry, ...] = ()
    children: tuple[ChildSitemap, ...] = ()
    complete: bool = False
    damaged: str | None = None
    elsewhere: int = 0
    moved_to: str | None = None
    next_page: str | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingContext:
    """What a listing's words are read against.

    *url* is where it was found (relative links start there) and *home* the outlet's front page: links of either
    site are the outlet's own. *zone* completes times that name none; *now* is aware.
    """

    url: str
    home: str
    zone: tzinfo
    now: datetime

    def own_url(self, link: str, *, base: str | None = None) -> str | None:
        """Return *link* in its one form, or null when it is no page of the outlet."""
        if _ONE_FORM.fullmatch(link):
            url = link
        else:
            try:
                url = canonical_url(urljoin(base or self.url, link.strip()))
                if (alone := without_session(url)) != url:
                    url = canonical_url(alone)
            except ValueError:
                return None
        return url if _is_own("/".join(url.split("/", 3)[:3]), self.home, self.url) else None

    def at(self, text: str | None, *, day_ends: bool = False) -> datetime | None:
        """Return the time that *text* says, in UTC: ISO 8601, RFC 5322, or as Arab outlets print it.

        A day alone is its beginning in *zone*, or its end (*day_ends*). Null for what says no time, and for what
        no outlet means: before 1990 or more than a day ahead of *now*.
        """
        said = _said(text.strip(), now=self.now, zone=self.zone) if text else None
        if isinstance(said, datetime):
            at = said if said.tzinfo else said.replace(tzinfo=self.zone)
        elif said is not None:
            at = datetime.combine(said, time.max if day_ends else time.min, tzinfo=self.zone)
        else:
            return None
        if not FIRST_YEAR <= at.year <= self.now.year + 1 or at > self.now + _AHEAD:
            return None
        return at.astimezone(UTC)


def whole(parts: Iterable[ParsedListing]) -> ParsedListing:
    """Return a listing that was read in parts as one."""
    listing, entries = ParsedListing(), list[ListingEntry]()
    for listing in parts:  # the last part speaks for all
        entries += listing.entries
    return replace(listing, entries=tuple(entries))


def plain_title(text: str | None) -> str | None:
    """Return a title as text: tags and character references that came along are undone; null for none."""
    if not text:
        return None
    return clean(_TAG.sub("", html.unescape(text)).replace("\n", " ")) or None


@lru_cache(maxsize=4096)
def _is_own(origin: str, home: str, listing_url: str) -> bool:
    return same_site(origin, home) or same_site(origin, listing_url)


def follows(pattern: str, url: str) -> bool:
    """Whether the regex *pattern* is found in *url*, percent-encoded or as people read it."""
    return re.search(pattern, url) is not None or re.search(pattern, unquote(url)) is not None


def _said(text: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    try:
        return datetime.fromisoformat(text) if len(text) > len("2026-11-23") else date.fromisoformat(text)
    except ValueError:
        return _said_otherwise(text, now=now, zone=zone)


def _said_otherwise(text: str, *, now: datetime, zone: tzinfo) -> datetime | date | None:
    """Read what is not ISO 8601: an RFC 5322 date, or one as people write it."""
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return parse_date(text, now=now, zone=zone)
    if at.tzinfo is None and text.endswith(_NO_ZONE):
        return at.replace(tzinfo=UTC)
    return at if ":" in text else at.date()
