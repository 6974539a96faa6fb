"""Why a request failed, as a short text for operators, and how severe that is."""

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
from spiders.fetching.exceptions import BodyCut, BodyTooLarge, CookieWall, HostClosed, RequestRefused, RequestReturned
from spiders.listings.listing import ListingError

_LONGEST = 120
_LATE = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
_NO_HOST = "no such host"
_DAMAGED = ("empty", "damaged")
_FOR_NOW = ("robots.txt could not be read", "left alone: ")
_FORBIDDEN = "robots.txt disallows "
# Scrapy's own exceptions by name, because it depends on the download handler which of them are raised.
_WORDS = {
    "CannotResolveHostError": _NO_HOST,
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": "cut-off",
    "IgnoreRequest": "more than five redirects",  # our own refusals have names of their own
}


class FailureSeverity(StrEnum):
    """How severe a failure of a listing is: gone or replaced, a passing problem, or a request to wait."""

    HARD = "hard"
    SOFT = "soft"
    TEMPORARY = "temporary"


def severity(error: BaseException | None, *, status: int) -> FailureSeverity:
    """Return how severe it is that a listing answered *status* (0: not at all) or could not be read.

    Hard: 404, 410 and their like, another document in its place, no such host, our own refusals. Temporary: 429,
    503, an unreachable robots.txt. Soft: all others, such as 5xx, timeouts, refused connections, damage.
    """
    if status in BUSY or isinstance(error, HostClosed):
        return FailureSeverity.TEMPORARY
    if isinstance(error, ListingError):
        return FailureSeverity.SOFT if str(error).startswith(_DAMAGED) else FailureSeverity.HARD
    if isinstance(error, RequestRefused) or error_text(error) == _NO_HOST:
        return FailureSeverity.HARD
    return (
        FailureSeverity.HARD
        if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _LATE
        else FailureSeverity.SOFT
    )


def stored_severity(error: str, *, status: int) -> FailureSeverity:
    """Return how severe a failure is that was stored as the text *error*, after a response of *status* (0: none)."""
    if status == HTTPStatus.OK:
        return severity(ListingError(error), status=status)
    if status:
        return severity(None, status=status)
    if error.startswith(_FOR_NOW):
        return FailureSeverity.TEMPORARY
    return FailureSeverity.HARD if error == _NO_HOST or error.startswith(_FORBIDDEN) else FailureSeverity.SOFT


def error_text(error: BaseException | None) -> str:
    """Return why a request got no response, as a short text; if we refused it ourselves, the full reason."""
    if isinstance(error, RequestRefused | HostClosed | CookieWall | BodyCut | BodyTooLarge | RequestReturned):
        return str(error)
    if isinstance(error, DNSLookupError):
        return _NO_HOST
    if isinstance(error, Refusal):
        return "connection refused"
    if isinstance(error, Late | TCPTimedOutError):
        return "timeout"
    name = type(error).__name__
    return _WORDS.get(name) or f"{name}: {error}"[:_LONGEST].strip(": ")
