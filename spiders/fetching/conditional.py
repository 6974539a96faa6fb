"""What requests and answers say in their headers."""

from __future__ import annotations

from scrapy.http import Response

from storage.discovery.listings import Validators


def conditional(known: Validators) -> dict[str, str]:
    """Return the headers that ask "has it changed?" (RFC 9110 §13.1)."""
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in said.items() if value}


def validators_of(response: Response) -> Validators:
    """Return what an answer gives us to ask with the next time."""
    return Validators(etag=header(response, "ETag"), last_modified=header(response, "Last-Modified"))


def header(response: Response, name: str) -> str | None:
    """Return a header of an answer; null where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
