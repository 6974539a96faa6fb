"""What the spiders hand to the reading of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.records import Claim, ListingEntry, Page, Reason
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What is known before a page is opened: the word of the listings that named it (null: none did)."""

    listed: ListingEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """How one request for an article page ended; every claim becomes exactly one of these.

    *page* is null when no response came; *status* is 0 then and *error* says in a word what happened
    (`timeout`, `connection-refused`, ...). *refused* is set when we did not send the request at all.
    *retry_after* is the header as the server sent it; *retry_at* the time before which its host must not be asked.
    *same_as* is the URL that has brought the page already.
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
