"""What a listing names: article URLs with what it says of them, and further listings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from pipelines.urls import canonical_url, same_site
from storage.records import Listed

MOST_ENTRIES = 50_000  # sitemaps.org's own limit for one file
_AHEAD = timedelta(days=1)
_FIRST_YEAR = 1990


class ListingError(Exception):
    """The document is no listing of the kind it was asked for; the message says what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A listing that a sitemap index names."""

    url: str
    modified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One listing as read.

    *complete* says that what is not named is not there any more (sitemaps); *damaged* says in a word what could
    not be read; *elsewhere* counts links that lead to other sites.
    """

    entries: tuple[Listed, ...] = ()
    children: tuple[Child, ...] = ()
    complete: bool = False
    damaged: str | None = None
    elsewhere: int = 0


def own_url(link: str, base: str) -> str | None:
    """Return *link* of a page at *base* in its one form, or null when it is no page of the same site."""
    try:
        url = canonical_url(urljoin(base, link.strip()))
    except ValueError:
        return None
    return url if same_site(url, base) else None


def believable(at: datetime | None, *, now: datetime) -> datetime | None:
    """Return *at* in UTC, or null for what no outlet means: before 1990, or more than a day ahead of *now*."""
    if at is None or at.year < _FIRST_YEAR:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if aware <= now + _AHEAD else None
