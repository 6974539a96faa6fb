"""The items that spiders hand to the item pipelines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records import Claim, ListingEntry, Page, Reason
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What is known before a page is opened: the values from the listings that named it (`None`: no listing did)."""

    listed: ListingEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """The result of one request for an article page; every claim becomes exactly one download.

    *page* is `None` when no response came; then *status* is 0 and *error* is a word for what happened
    (`timeout`, `connection-refused`, ...). *refused* is set when we did not send the request at all.
    *retry_after* is the header as the server sent it; *retry_at* is the time before which its host must not be asked.
    *same_as* is the URL from which this run has already fetched the page.
    """

    claim: Claim
    source: Source
    page: Page | None
    status: int
    etag: str | None = None
    last_modified: str | None = None
    error: str | None = None
    refused: Reason | None = None
    retry_after: str | None = None
    same_as: str | None = None
    retry_at: datetime | None = None
