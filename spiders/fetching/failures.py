"""Why a request failed, as a short text for operators, and how severe that is."""

from __future__ import annotations

import logging
from http import HTTPStatus

from pipelines.web.status import BUSY
from spiders.fetching.exceptions import (
    BodyCut,
    BodyTooLarge,
    CookieWall,
    HostClosed,
    ProxyRefused,
    RequestRefused,
    RequestReturned,
    ResolverSilent,
)
from spiders.fetching.severity import FailureSeverity
from spiders.listings.listing import ListingError

_LATE = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
_NO_HOST = "no such host"
CUT_OFF = "cut-off"
_DAMAGED = ("empty", "damaged")
_FOR_NOW = ("robots.txt could not be read", "left alone: ")
_FORBIDDEN = "robots.txt disallows "
UNKNOWN = "error: a fault of ours, the log has it"
# Exceptions by name, because it depends on the download handler which of them are raised; bases count, too. The first
# that is found in the exception, or in what caused it, gives the words. An operator sees these and no class name.
WORDS = {
    "CannotResolveHostError": _NO_HOST,
    "DNSLookupError": _NO_HOST,
    "DownloadConnectionRefusedError": "connection refused",
    "ConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timeout",
    "TimeoutError": "timeout",
    "TCPTimedOutError": "timeout",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": CUT_OFF,
    "PotentialDataLoss": CUT_OFF,
    "IgnoreRequest": "more than five redirects",  # our own refusals have names of their own
    "CertificateError": "no secure connection",
    "VerificationError": "no secure connection",
    "NoRouteError": "no route to the host",
    "ConnectError": "no connection",
    "ConnectingCancelledError": "no connection",
    "ParseError": "no HTTP answer",
    "BadHeaders": "no HTTP answer",
    "LengthConflictingHeaders": "no HTTP answer",
    "ExcessiveBufferingError": "no HTTP answer",
    "ConnectionLost": "connection lost",
    "ConnectionDone": "connection lost",
    "ConnectionAborted": "connection lost",
    "ConnectionClosed": "connection lost",
    "ConnectionError": "connection lost",
    "ResponseNeverReceived": "connection lost",
    "ResponseFailed": "connection lost",
    "RequestTransmissionFailed": "connection lost",
    "DownloadFailedError": "connection lost",
    "UnsupportedURLSchemeError": "only http and https are fetched",
    "NotSupported": "only http and https are fetched",
    "ValueError": "an address that cannot be requested",
}
_OURS = (RequestRefused, HostClosed, CookieWall, BodyCut, BodyTooLarge, RequestReturned, ProxyRefused, ResolverSilent)
_TLS = "OpenSSL.SSL"  # its exceptions have the plain name Error
_MOST_CAUSES = 20


logger = logging.getLogger(__name__)


def severity(error: BaseException | None, *, status: int) -> FailureSeverity:
    """Return how severe it is that a listing answered *status* (0: not at all) or could not be read.

    Hard: 404, 410 and their like, another document in its place, no such host, our own refusals. Temporary: 429,
    503, an unreachable robots.txt. Soft: all others, such as 5xx, timeouts, refused connections, damage, no answer
    about the name.
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
    if isinstance(error, _OURS):
        return str(error)
    for cause in _causes(error):
        if type(cause).__module__ == _TLS:
            return "no secure connection"
    words = [word for cause in _causes(error) if (word := _word(cause)) is not None]
    if CUT_OFF in words:  # the body had begun, so it does not matter how its connection ended
        return CUT_OFF
    return words[0] if words else _unknown(error)


def _word(error: BaseException) -> str | None:
    return next((WORDS[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in WORDS), None)


def _causes(error: BaseException | None) -> list[BaseException]:
    """Return what caused *error*, the innermost first: an answer that failed names its reasons (Twisted)."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < _MOST_CAUSES:
        cause = waiting.pop()
        if cause is not None and cause not in found:
            found.append(cause)
            waiting += [cause.__cause__, *(each.value for each in getattr(cause, "reasons", ()))]
    return found[::-1]


def _unknown(error: BaseException | None) -> str:
    if error is not None:
        logger.info("a request failed for a reason without a name", exc_info=error)
    return UNKNOWN
