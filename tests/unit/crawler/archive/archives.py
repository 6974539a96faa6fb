"""Archives of a few composed fetches, for the tests of this folder."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive.archive_files import ArchiveFiles, FileLimits
from crawler.archive.archive_retention import OPEN, PATTERN
from crawler.archive.archived_fetch import ArchivedFetch
from storage.frontier.archive_index import ArchivedPage, ArchiveIndex

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def fetch(number: int, body: bytes | None = None, *, at: datetime = AT, status: int = 200) -> ArchivedFetch:
    """Return a fetch of article *number*, compressed as servers send it."""
    text = f"<html><h1>خبر رقم {number}</h1><p>نص الخبر</p></html>".encode()
    return ArchivedFetch(
        requested_url=f"https://outlet.example/news/{number}",
        url=f"https://outlet.example/news/{number}/",
        source_id="ma_outlet",
        fetched_at=at + timedelta(minutes=number),
        status=status,
        headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("X-Robots-Tag", "noai")),
        body=gzip.compress(text if body is None else body, mtime=0),
        request_headers=(("User-Agent", "rasad/0.1"),),
        facts={"source": "ma_outlet", "requested": f"https://outlet.example/news/{number}"},
    )


def written(
    folder: Path, fetches: Sequence[ArchivedFetch], *, megabytes: float = 256, close: bool = True
) -> list[ArchivedPage]:
    """Write fetches to the archive in *folder*; without *close* as a killed run leaves it."""
    with ArchiveIndex(folder / "index.db") as index:
        files = ArchiveFiles(folder, index, FileLimits(megabytes=megabytes))
        pages = [page for each in fetches if (page := files.write(each)) is not None]
        files.close()
    for each in () if close else folder.glob(PATTERN):
        each.rename(each.with_name(each.name + OPEN))
    return pages
