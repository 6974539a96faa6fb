"""Reads the records of a WARC file of anybody, 0.17 to 1.1: a broken record costs itself alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.limitreader import LimitReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from crawler.archive.member_stream import MemberStream

_BLOCK = 64 * 1024
_MOST_HEADERS = 256 * 1024
_HTTP_TYPES = frozenset({"response", "revisit"})
_HTTP = ("http:", "https:")


class RecordDamage(Exception):
    """A record cannot be read; the message is the reason that is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One record. *status* is 0 and *headers* are empty where it holds no HTTP response.

    *body* is without the transfer coding, and still in its content coding. *date* is `None` where none can be read.
    *problem* is why the body cannot be used (`None`: it can): `cut`, `too-large`, `length`, `headers`.
    """

    kind: str
    target: str = ""
    date: datetime | None = None
    digest: str | None = None
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    problem: str | None = None
    offset: int = 0
    fields: dict[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str | None:
        """Return the first HTTP header of this name; `None` where there is none."""
        return next((value for each, value in self.headers if each.lower() == name), None)


class _HeaderLines:
    """The lines of a header, as long as they are not endless."""

    def __init__(self, stream: MemberStream | LimitReader) -> None:
        self._stream, self._left = stream, _MOST_HEADERS

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = self._stream.readline(length)
        self._left -= len(line)
        if self._left < 0:
            raise RecordDamage("headers")
        return line


def warc_records(stream: MemberStream, *, most_bytes: int) -> Iterator[WarcRecord]:
    """Yield every record of a file; one whose body is longer than *most_bytes* comes without it.

    Bytes between records are skipped. Whether the file ended inside a record, *stream* says afterwards.
    """
    while True:
        offset, line = stream.offset, stream.readline()
        if not line:
            if not stream.next_member():
                return
        elif line.startswith(b"WARC/"):
            yield _record(stream, line, offset, most_bytes)


def _record(stream: MemberStream, line: bytes, offset: int, most_bytes: int) -> WarcRecord:
    try:
        found = StatusAndHeadersParser([], verify=False).parse(_HeaderLines(stream), full_statusline=line)
        fields = {name.lower(): value.strip() for name, value in found.headers}
    except (RecordDamage, EOFError):
        return WarcRecord(kind="", problem="headers", offset=offset)
    record = WarcRecord(
        kind=fields.get("warc-type", "").lower(),
        target=fields.get("warc-target-uri", "").strip("<>"),
        date=_date(fields.get("warc-date", "")),
        digest=fields.get("warc-payload-digest"),
        offset=offset,
        fields=fields,
    )
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit()) or len(length) > 15:  # noqa: PLR2004  # a petabyte
        return replace(record, problem="length")
    return _filled(record, LimitReader(stream, int(length)), most_bytes)


def _filled(record: WarcRecord, block: LimitReader, most_bytes: int) -> WarcRecord:
    http: StatusAndHeaders | None = None
    problem = None
    try:
        if record.kind in _HTTP_TYPES and record.target.startswith(_HTTP) and block.limit:
            http = StatusAndHeadersParser([], verify=False).parse(_HeaderLines(block))
    except (RecordDamage, EOFError):
        problem = "headers"
    body = b"" if problem else _read(block, most_bytes)
    if block.limit and (skipped := _skip(block)):
        problem = problem or ("too-large" if skipped else None)
    if block.limit:
        problem = "cut"
    record = replace(record, problem=problem, body=b"" if problem else body)
    return record if http is None else _with_http(record, http)


def _read(block: LimitReader, most_bytes: int) -> bytes:
    parts: list[bytes] = []
    while most_bytes > 0 and (part := block.read(min(_BLOCK, most_bytes))):
        parts.append(part)
        most_bytes -= len(part)
    return b"".join(parts)


def _skip(block: LimitReader) -> int:
    skipped = 0
    while part := block.read(_BLOCK):
        skipped += len(part)
    return skipped


def _with_http(record: WarcRecord, http: StatusAndHeaders) -> WarcRecord:
    status = http.statusline.split(" ", 1)[0]
    headers = tuple((name, value) for name, value in http.headers)
    body = record.body
    if "chunked" in (http.get_header("transfer-encoding") or "").lower():
        body = ChunkedDataReader(BytesIO(body)).read()  # as it is, where it is not chunked after all
    is_status = status.isascii() and status.isdigit() and len(status) == 3  # noqa: PLR2004  # RFC 9110 §15
    return replace(record, status=int(status) if is_status else 0, headers=headers, body=body)


def _date(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        return None
