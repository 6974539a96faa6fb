"""Why a request was not sent: our own refusals, as Scrapy's `IgnoreRequest`.

IgnoreRequest
├── RequestRefused       must never be sent: its reason is the outcome of the URL
│   ├── RobotsForbidden  robots.txt disallows it
│   ├── UnsafeAddress    a private address, a port that is not of the web, or another scheme than http and https
│   └── OtherSite        an article page redirects to another site
├── HostClosed           not now: robots.txt could not be read (RFC 9309 §2.3.1.4)
│   └── HostPaused       not before a time: the host answered 429 or 503
├── CookieWall           the page answers only to a cookie, and we keep none
├── RequestReturned      given back: the run stops, or its outlet is broken off
│   ├── ResolverDown     the resolver of this machine finds no name: nobody can be asked
│   └── ProxyDown        the operator's proxy cannot be used: nobody can be asked
├── ProxyRefused         the operator's proxy opened no way to the host
├── ResolverSilent       the name servers of the host do not answer
├── BodyCut              the body is not whole, or damaged
├── BodyTooLarge         the body is larger than a page may be
└── DuplicateRequest     not needed: the page was fetched under another URL
"""

from __future__ import annotations

from datetime import datetime

from scrapy.exceptions import IgnoreRequest

from storage.records import Reason


class RequestRefused(IgnoreRequest):
    """The request must not be sent. *reason* is stored in the frontier."""

    reason: Reason


class RobotsForbidden(RequestRefused):
    """robots.txt disallows the URL for us."""

    reason = Reason.ROBOTS


class UnsafeAddress(RequestRefused):
    """The source may not reach the URL: an address inside, a port that is not of the web, or another scheme.

    *host* is the host that was refused (`None`: not known).
    """

    reason = Reason.UNSAFE_ADDRESS

    def __init__(self, message: str, *, host: str | None = None) -> None:
        super().__init__(message)
        self.host = host


class OtherSite(RequestRefused):
    """An article page redirects to a site that is not the outlet's: what is there is no article of this outlet."""

    reason = Reason.OTHER_SITE


class HostClosed(IgnoreRequest):
    """robots.txt answered 5xx or did not answer, so everything is disallowed for now."""


class DuplicateRequest(IgnoreRequest):
    """The request would fetch a page again that was fetched for *url*, another URL of the frontier."""

    def __init__(self, url: str) -> None:
        super().__init__(f"the page of {url}")
        self.url = url


class CookieWall(IgnoreRequest):
    """The URL redirects to itself and sets a cookie, until the cookie comes back."""

    def __init__(self) -> None:
        super().__init__("cookie wall: it redirects to itself until a cookie comes back")


class RequestReturned(IgnoreRequest):
    """The request was not sent, or ended before its response: it is left to the next run."""

    def __init__(self, message: str = "given back to the next run") -> None:
        super().__init__(message)


class ResolverDown(RequestReturned):
    """The resolver of this machine finds no name, not even those that it found before: no outlet is at fault."""


class ProxyDown(RequestReturned):
    """The operator's proxy cannot be reached, or does not take our credentials: no outlet is at fault."""


class ProxyRefused(IgnoreRequest):
    """The operator's proxy did not open a tunnel to this host: it could not, or it was told not to."""


class ResolverSilent(IgnoreRequest):
    """There was no answer about a name: not that it exists, and not that it does not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no answer of the resolver for {name}")


class BodyCut(IgnoreRequest):
    """The body broke off, or its checksum is wrong."""

    def __init__(self) -> None:
        super().__init__("cut-off")


class BodyTooLarge(IgnoreRequest):
    """The body is larger than the limit when it is decompressed."""

    def __init__(self) -> None:
        super().__init__("too large")


class HostPaused(HostClosed):
    """The host asked us to wait. It gets no request before *until* (aware UTC)."""

    def __init__(self, message: str, *, until: datetime) -> None:
        super().__init__(message)
        self.until = until
