"""A parsed listing: article URLs with what the listing declares of them, and child sitemaps."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from pipelines.arabic import clean
from pipelines.arabic.dates.declared import claims_utc, declared_date
from pipelines.web.urls import canonical_url, same_site
from spiders.listings.date_archives import FIRST_YEAR
from spiders.listings.markup.scanner import valid_references
from spiders.listings.traps import without_session
from storage.records import ListingEntry

MOST_ENTRIES = 100_000
"""How many URLs one listing may name: twice the limit of a sitemap file (sitemaps.org), because some hold more."""
PART = 100
"""How many entries are parsed and stored at a time. This limits memory, and how long other responses wait."""
NOT_A_PAGE = ("#", "javascript:", "mailto:", "tel:", "whatsapp:", "data:")
"""How a link begins that leads to no page."""
DID_IT_MOVE = "did the outlet move?"
"""How the note of a listing ends whose links all lead to other sites."""
_AHEAD = timedelta(days=1)
# A URL that is in its canonical form already, as nearly all URLs of a long sitemap are. It needs no more work.
_ONE_FORM = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::(?!0|80/|443/)\d{2,4})?/(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)?",
    re.ASCII,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")


class ListingError(Exception):
    """The document is not a listing of the expected kind; the message says what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildSitemap:
    """A listing that a sitemap index names. *modified_at* (UTC) is the latest time that its date of change can mean."""

    url: str
    modified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedListing:
    """One parsed listing, or a part of it. Of several parts, the last one holds what is true of the whole listing.

    *complete* (sitemaps): an article that is not named is not there any more. *damaged* says what could not be
    read, `None` for nothing. *elsewhere* counts links to other sites and links that lead to no page. *moved_to* is the
    new URL that a feed declares. *next_page* is the older page that a section page declares, *links* are its links to
    pages of the outlet that are not articles. *skipped* counts the entries that could not be read, by reason.
    *utc_is_local*: it calls its local time UTC, as this or an earlier response showed.
    """

    entries: tuple[ListingEntry, ...] = ()
    children: tuple[ChildSitemap, ...] = ()
    complete: bool = False
    damaged: str | None = None
    elsewhere: int = 0
    moved_to: str | None = None
    next_page: str | None = None
    links: tuple[str, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    utc_is_local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDate:
    """When a listing says that an entry was published: the time (UTC), and the *day* where it declares no time."""

    at: datetime | None
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingContext:
    """What the links and dates of a listing are resolved against.

    *url* is the URL that answered, the base of relative links. *home* is the outlet's front page. Links to its site,
    and to the sites of the URLs in *own*, are the outlet's own; where a redirect led is not. *zone* is used for times
    without a zone; *now* is aware. *utc_is_local*: an earlier response of the listing showed that it calls its local
    time UTC.
    """

    url: str
    home: str
    zone: tzinfo
    now: datetime
    utc_is_local: bool = False
    own: tuple[str, ...] = ()

    def own_url(self, link: str, *, base: str | None = None) -> str | None:
        """Return *link* in its canonical form, or `None` when it is not a page of the outlet."""
        if _ONE_FORM.fullmatch(link):
            url = link
        elif "\ufffd" in link:  # a byte of the address is lost
            return None
        else:
            try:
                url = canonical_url(urljoin(base or self.url, _with_scheme(link.strip(), self.home)))
                if (shorter := without_session(url)) != url:
                    url = canonical_url(shorter)
            except ValueError:
                return None
        return url if _is_own("/".join(url.split("/", 3)[:3]), self.home, self.own) else None

    def published(self, text: str | None) -> PublicationDate:
        """Return when an entry was published, by *text*: as `at`, with the day where *text* declares no time."""
        declared = self._declared(text)
        day = None if isinstance(declared, datetime) else declared
        at = self._moment(declared)
        return PublicationDate(at=at, day=day if at is not None else None)

    def is_link(self, link: str, *, base: str | None = None) -> bool:
        """Whether *link* can be read as a link at all, to whatever site or kind of address."""
        try:
            port = urlsplit(urljoin(base or self.url, link.strip())).port  # a port that is no port raises
        except ValueError:
            return False
        return port != 0 and "\ufffd" not in link

    def at(self, text: str | None, *, day_ends: bool = False) -> datetime | None:
        """Return the time that *text* means, in UTC: ISO 8601, RFC 5322, or as Arab outlets print it.

        A date without a time is the beginning of that day in *zone*, or its end (*day_ends*). `None` for a text
        without a time, and for an impossible one: before 1990 or more than a day ahead of *now*.
        """
        return self._moment(self._declared(text), day_ends=day_ends)

    def _declared(self, text: str | None) -> datetime | date | None:
        try:
            found = declared_date(text, now=self.now, zone=self.zone) if text else None
        except (ValueError, OverflowError, LookupError, TypeError):  # an absurd year or offset is no date
            return None
        if self.utc_is_local and text and isinstance(found, datetime) and claims_utc(text):
            return found.replace(tzinfo=self.zone)
        return found

    def _moment(self, found: datetime | date | None, *, day_ends: bool = False) -> datetime | None:
        if found is None:
            return None
        if not isinstance(found, datetime):
            found = datetime.combine(found, time.max if day_ends else time.min, tzinfo=self.zone)
        if not FIRST_YEAR <= found.year <= self.now.year + 1 or found > self.now + _AHEAD:
            return None
        return found.astimezone(UTC)


def whole(parts: Iterable[ParsedListing]) -> ParsedListing:
    """Return the parts of a listing as one."""
    listing, entries = ParsedListing(), list[ListingEntry]()
    for listing in parts:  # the last part holds what is true of the whole listing
        entries += listing.entries
    return replace(listing, entries=tuple(entries))


def plain_title(text: str | None) -> str | None:
    """Return a title as plain text, without tags and character references; `None` if nothing is left."""
    if not text:
        return None
    return clean(_TAG.sub("", html.unescape(valid_references(text))).replace("\n", " ")) or None


def _with_scheme(link: str, home: str) -> str:
    """Return a link that begins with the outlet's own host, as people type it, with the scheme of *home*."""
    scheme, _, rest = home.partition("://")
    host = rest.partition("/")[0].lower()
    names_host = link.partition("/")[0].lower() in {host, f"www.{host}", host.removeprefix("www.")}
    return f"{scheme}://{link}" if names_host else link


@lru_cache(maxsize=4096)
def _is_own(origin: str, home: str, own: tuple[str, ...]) -> bool:
    return any(same_site(origin, each) for each in (home, *own))


def follows(pattern: str, url: str) -> bool:
    """Whether the regex *pattern* is found in *url*, percent-encoded or as people read it."""
    return re.search(pattern, url) is not None or re.search(pattern, unquote(url)) is not None
