"""Why a request was not sent: our own refusals, as Scrapy's `IgnoreRequest`.

IgnoreRequest
└── Refused          never to be sent: its reason is the URL's fate
    ├── RobotsForbidden
    └── Unsafe       a private address, or a scheme that is neither http nor https
├── StayAway         not now: robots.txt could not be read (RFC 9309 §2.3.1.4)
│   └── HostPaused   not before a time: the host answered 429 or 503
└── SamePageSeen     not needed: the page is known by another address
"""

from __future__ import annotations

from datetime import datetime

from scrapy.exceptions import IgnoreRequest

from storage.records import Reason


class RequestRefused(IgnoreRequest):
    """The request must not be sent; *reason* is what the frontier notes."""

    reason: Reason


class RobotsForbidden(RequestRefused):
    """robots.txt disallows the URL for us."""

    reason = Reason.ROBOTS


class UnsafeAddress(RequestRefused):
    """The URL points to a private address or is no web page."""

    reason = Reason.UNSAFE_ADDRESS


class HostClosed(IgnoreRequest):
    """robots.txt answered 5xx or did not answer: everything is disallowed for now."""


class DuplicateRequest(IgnoreRequest):
    """The request would bring the page that *url*, a URL of the frontier, has brought."""

    def __init__(self, url: str) -> None:
        super().__init__(f"the page of {url}")
        self.url = url


class HostPaused(HostClosed):
    """The host asked to be left alone; *until* (aware UTC) is when it may be asked again."""

    def __init__(self, said: str, *, until: datetime) -> None:
        super().__init__(said)
        self.until = until
