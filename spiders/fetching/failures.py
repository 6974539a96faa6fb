"""Why no answer came, in a word or a line that an operator understands."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus

from twisted.internet.error import (
    ConnectionRefusedError as Refusal,
    DNSLookupError,
    TCPTimedOutError,
    TimeoutError as Late,
)

from pipelines.web.status import BUSY
from spiders.fetching.exceptions import HostClosed, RequestRefused
from spiders.listings.listing import ListingError

_LONGEST = 120
_LATE = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
_NO_HOST = "no such host"
_DAMAGED = ("empty", "damaged")
_FOR_NOW = ("robots.txt could not be read", "left alone: ")
_FORBIDDEN = "robots.txt disallows "
# Scrapy's own exceptions by name: which of them are raised depends on the download handler.
_WORDS = {
    "CannotResolveHostError": _NO_HOST,
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": "cut off",
}


class FailureSeverity(StrEnum):
    """How much a listing's failure says: gone or another document, a bad moment, or a request to wait."""

    HARD = "hard"
    SOFT = "soft"
    TEMPORARY = "temporary"


def gravity(error: BaseException | None, *, status: int) -> FailureSeverity:
    """Return how grave it is that a listing answered *status* (0: not at all) or could not be read.

    Hard: 404, 410 and their like, another document in its place, no such host, our own refusals. Temporary: 429,
    503, robots.txt out of reach. Soft is the rest: other 5xx, timeouts, refused connections, damage.
    """
    if status in BUSY or isinstance(error, HostClosed):
        return FailureSeverity.TEMPORARY
    if isinstance(error, ListingError):
        return FailureSeverity.SOFT if str(error).startswith(_DAMAGED) else FailureSeverity.HARD
    if isinstance(error, RequestRefused) or word(error) == _NO_HOST:
        return FailureSeverity.HARD
    return (
        FailureSeverity.HARD
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _LATE
        else FailureSeverity.SOFT
    )


def told_gravity(error: str, *, status: int) -> FailureSeverity:
    """Return how grave a failure is that was written down as *error*, after an answer of *status* (0: none)."""
    if status == HTTPStatus.OK:
        return gravity(ListingError(error), status=status)
    if status:
        return gravity(None, status=status)
    if error.startswith(_FOR_NOW):
        return FailureSeverity.TEMPORARY
    return FailureSeverity.HARD if error == _NO_HOST or error.startswith(_FORBIDDEN) else FailureSeverity.SOFT


def word(error: BaseException | None) -> str:
    """Return why a request brought no answer; for a refusal of our own, its reason in full."""
    if isinstance(error, RequestRefused | HostClosed):
        return str(error)
    if isinstance(error, DNSLookupError):
        return _NO_HOST
    if isinstance(error, Refusal):
        return "connection refused"
    if isinstance(error, Late | TCPTimedOutError):
        return "timeout"
    name = type(error).__name__
    return _WORDS.get(name) or f"{name}: {error}"[:_LONGEST].strip(": ")
