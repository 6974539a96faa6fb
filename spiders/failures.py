"""Why no answer came, in a word or a line that an operator understands."""

from __future__ import annotations

from twisted.internet.error import ConnectionRefusedError as Refusal
from twisted.internet.error import DNSLookupError, TCPTimedOutError
from twisted.internet.error import TimeoutError as Late

from spiders.refusals import Refused, StayAway

_LONGEST = 120
# Scrapy's own exceptions by name: which of them are raised depends on the download handler.
_WORDS = {
    "CannotResolveHostError": "no such host",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "timeout",
    "DownloadCancelledError": "too large",
    "ResponseDataLossError": "cut off",
}


def word(error: BaseException | None) -> str:
    """Return why a request brought no answer; for a refusal of our own, its reason in full."""
    if isinstance(error, Refused | StayAway):
        return str(error)
    if isinstance(error, DNSLookupError):
        return "no such host"
    if isinstance(error, Refusal):
        return "connection refused"
    if isinstance(error, Late | TCPTimedOutError):
        return "timeout"
    name = type(error).__name__
    return _WORDS.get(name) or f"{name}: {error}"[:_LONGEST].strip(": ")
