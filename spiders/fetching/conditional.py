"""The headers of conditional requests and their responses (RFC 9110 §13)."""

from __future__ import annotations

from scrapy.http import Response

from storage.discovery.listings import Validators


def conditional(known: Validators) -> dict[str, str]:
    """Return the headers of a conditional request with the *known* validators (RFC 9110 §13.1)."""
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def validators_of(response: Response) -> Validators:
    """Return the validators of a response, for the next conditional request."""
    return Validators(etag=header(response, "ETag"), last_modified=header(response, "Last-Modified"))


def header(response: Response, name: str) -> str | None:
    """Return a response header, `None` if it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
