"""The pages of a foreign WARC file that may be kept: HTML with status 200, of an outlet of the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from crawler.archive.archived_pages import SavedPage, content_codings, rights_of
from crawler.archive.member_stream import MemberStream
from crawler.archive.warc_reader import WarcRecord, warc_records
from crawler.fetching.whole_body import UnknownCoding, decoded_body
from pipelines.web.addresses import is_private_host
from pipelines.web.urls import canonical_url, host_of
from spiders.fetching.exceptions import BodyCut, BodyTooLarge
from storage.records import Page
from storage.source import Source

_OK = 200
_HTML = ("text/html", "application/xhtml")
OutletOf = Callable[[str], Source | None]
"""Gives the source that a URL belongs to."""


@dataclass(slots=True, kw_only=True)
class WarcCounts:
    """What a file had: *records* in all, and why those are *skipped* that have no page for us, by reason.

    *is_whole*: the file does not end inside a record, and nothing in it is damaged.
    """

    records: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    is_whole: bool = True


def warc_pages(path: Path, outlet_of: OutletOf, counts: WarcCounts, *, most_bytes: int) -> Iterator[SavedPage]:
    """Yield the pages of a file, in its order, and count the rest. Raises an `OSError` where it cannot be read."""
    with path.open("rb") as file:
        yield from _pages(file, outlet_of, counts, most_bytes)


def _pages(file: BinaryIO, outlet_of: OutletOf, counts: WarcCounts, most_bytes: int) -> Iterator[SavedPage]:
    stream = MemberStream(file)
    for record in warc_records(stream, most_bytes=most_bytes):
        counts.records += 1
        page = _page(record, outlet_of, most_bytes)
        if isinstance(page, str):
            counts.skipped[page] += 1
        else:
            yield page
    counts.is_whole = not stream.is_cut and not stream.is_damaged


def _page(record: WarcRecord, outlet_of: OutletOf, most_bytes: int) -> SavedPage | str:
    """Return the page of a record, or why it has none that we read."""
    if record.problem is not None:
        return {"too-large": "too large", "cut": "cut"}.get(record.problem, "damaged")
    if record.kind != "response":
        return "no body: a revisit" if record.kind == "revisit" else "no response"
    if record.status != _OK:
        return f"status {record.status // 100}xx" if record.status else "no HTTP"
    content_type = record.header("content-type") or ""
    if not content_type.lower().lstrip().startswith(_HTML):
        return "no HTML"
    if record.date is None:
        return "no date"
    return _of_outlet(record, record.date, outlet_of, most_bytes)


def _of_outlet(record: WarcRecord, at: datetime, outlet_of: OutletOf, most_bytes: int) -> SavedPage | str:
    try:
        url = canonical_url(record.target)
    except ValueError:
        return "no web address"
    source = outlet_of(url)
    if source is None:
        return "no outlet of the catalogue"
    if is_private_host(host_of(url)) and not source.private:
        return "a private address"
    try:
        body = decoded_body(record.body, content_codings(record), most_bytes=most_bytes)
    except (BodyCut, UnknownCoding):
        return "a body that cannot be decompressed"
    except BodyTooLarge:
        return "too large"
    page = Page(
        requested_url=url,
        final_url=url,
        body=body,
        content_type=record.header("content-type"),
        fetched_at=at,
        headers=rights_of(record),
    )
    return SavedPage(page=page, source_id=source.id)
