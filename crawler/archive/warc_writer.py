"""Makes the WARC 1.1 records of one fetch: response or revisit, request, and what we knew of it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.archived_fetch import ArchivedFetch, Headers
from storage.frontier.archive_index import ArchivedPage

_VERSION = "WARC/1.1"
_HTTP = "HTTP/1.1"
_REWRITTEN = frozenset({"transfer-encoding", "content-length"})


def payload_digest(body: bytes) -> str:
    """Return the digest of a payload in the form of the WARC standard."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode("ascii")


def fetch_records(fetch: ArchivedFetch, *, digest: str, known: ArchivedPage | None) -> bytes:
    """Return the records of a fetch, each its own gzip member.

    *known* is where the archive has the same payload already: then only the headers are written (a revisit). The first
    record is the response, so that its offset is that of the fetch.
    """
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    response = _response(writer, fetch, digest, known)
    writer.write_record(response)
    concurrent = {
        "WARC-Date": _date(fetch.fetched_at),
        "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
    }
    parts = urlsplit(fetch.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = StatusAndHeaders(f"GET {path} {_HTTP}", _clean(fetch.request_headers), is_http_request=True)
    writer.write_record(
        writer.create_warc_record(fetch.url, "request", http_headers=request, warc_headers_dict=dict(concurrent))
    )
    lines = "".join(f"{name}: {value}\r\n" for name, value in fetch.facts.items()).encode("utf-8")
    writer.write_record(
        writer.create_warc_record(
            fetch.url, "metadata", payload=BytesIO(lines), length=len(lines), warc_headers_dict=dict(concurrent)
        )
    )
    return out.getvalue()


def info_record(filename: str, info: Mapping[str, str]) -> bytes:
    """Return the first record of a file: which program wrote it, for whom, by which rules."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version=_VERSION)
    writer.write_record(writer.create_warcinfo_record(filename, dict(info)))
    return out.getvalue()


def _response(writer: WARCWriter, fetch: ArchivedFetch, digest: str, known: ArchivedPage | None) -> Any:
    headers = StatusAndHeaders(f"{fetch.status} ", _sent(fetch.headers, len(fetch.body)), protocol=_HTTP)
    values = {"WARC-Date": _date(fetch.fetched_at)}
    if known is not None:
        return writer.create_revisit_record(
            fetch.url, digest, known.target, _date(known.fetched_at), http_headers=headers, warc_headers_dict=values
        )
    return writer.create_warc_record(
        fetch.url,
        "response",
        payload=BytesIO(fetch.body),
        length=len(fetch.body),
        http_headers=headers,
        warc_headers_dict={**values, "WARC-Payload-Digest": digest},
    )


def _sent(headers: Headers, length: int) -> list[tuple[str, str]]:
    """Return the headers for a body without a transfer coding; what the server said of it gets another name."""
    clean = _clean(headers)
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _REWRITTEN else name, value) for name, value in clean]
    return [*kept, ("Content-Length", str(length))]


def _clean(headers: Headers) -> list[tuple[str, str]]:
    """Return headers that stay one line each: no header of an outlet may begin another record."""
    return [(" ".join(name.split()), " ".join(value.split())) for name, value in headers]


def _date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
