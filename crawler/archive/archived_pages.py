"""Reads pages out of the archive: the bytes of a fetch, and the page that its reader got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crawler.archive.archive_retention import OPEN
from crawler.archive.archive_scan import facts_of
from crawler.archive.archived_fetch import listed_in, site_in
from crawler.archive.member_stream import MemberStream
from crawler.archive.warc_reader import WarcRecord, warc_records
from crawler.archive.warc_writer import payload_digest
from crawler.fetching.whole_body import UnknownCoding, decoded_body
from spiders.fetching.exceptions import BodyCut, BodyTooLarge
from storage.frontier.archive_index import ArchivedPage, ArchiveIndex
from storage.records import ListingEntry, Page

_RIGHTS = ("x-robots-tag", "tdm-reservation", "tdm-policy")
_OF_FETCH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """A page that can be read again, with what listings declared of it, and the validators of its response."""

    page: Page
    source_id: str
    listed: ListingEntry | None = None
    etag: str | None = None
    last_modified: str | None = None


def archived_page(folder: Path, index: ArchiveIndex, found: ArchivedPage, *, most_bytes: int) -> SavedPage | None:
    """Return a page of the archive; `None` where its body is not there any more, or cannot be read."""
    records = _records(folder, found, most_bytes)
    response = next((each for each in records if each.kind in {"response", "revisit"}), None)
    facts = next((facts_of(each) for each in records if each.kind == "metadata"), {})
    if response is None or response.problem is not None:
        return None
    body = response.body if response.kind == "response" else _body(folder, index, found.digest, most_bytes)
    if body is None or payload_digest(body) != found.digest:
        return None
    try:
        body = decoded_body(body, content_codings(response), most_bytes=most_bytes)
    except (BodyCut, BodyTooLarge, UnknownCoding):
        return None
    page = Page(
        requested_url=found.url,
        final_url=found.target,
        body=body,
        content_type=response.header("content-type"),
        fetched_at=found.fetched_at,
        status=found.status,
        headers=rights_of(response),
        site=site_in(facts),
    )
    return SavedPage(
        page=page,
        source_id=found.source_id,
        listed=listed_in(facts),
        etag=response.header("etag"),
        last_modified=response.header("last-modified"),
    )


def content_codings(record: WarcRecord) -> list[str]:
    """Return the content codings of a response, in the order of its headers."""
    return [value for name, value in record.headers if name.lower() == "content-encoding"]


def rights_of(record: WarcRecord) -> tuple[tuple[str, str], ...]:
    """Return the response headers in which an outlet reserves rights, with names in lower case."""
    return tuple((name, value) for name in _RIGHTS for each, value in record.headers if each.lower() == name)


def _body(folder: Path, index: ArchiveIndex, digest: str, most_bytes: int) -> bytes | None:
    there = index.find_body(digest)
    if there is None:
        return None
    record = next(iter(_records(folder, there, most_bytes, count=1)), None)
    return None if record is None or record.problem is not None else record.body


def _records(folder: Path, found: ArchivedPage, most_bytes: int, *, count: int = _OF_FETCH) -> Sequence[WarcRecord]:
    for name in (found.file, found.file + OPEN, found.file):  # its writer may close it at this moment
        try:
            with (folder / name).open("rb") as file:
                file.seek(found.offset)
                return list(islice(warc_records(MemberStream(file), most_bytes=most_bytes), count))
        except FileNotFoundError:
            continue
    return ()
