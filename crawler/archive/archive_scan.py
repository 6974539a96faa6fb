"""Brings the index and the folder of an archive together: what killed runs left, what is not indexed, what is gone."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from crawler.archive.archive_retention import OPEN, PATTERN
from crawler.archive.member_stream import MemberStream
from crawler.archive.warc_reader import WarcRecord, warc_records
from storage.database.errors import StoreCorrupt
from storage.frontier.archive_index import ArchivedPage, ArchiveIndex

logger = logging.getLogger(__name__)

_MOST_FACTS = 4 * 1024 * 1024


def opened_index(folder: Path) -> ArchiveIndex:
    """Return the index of the archive in *folder*, mended and complete.

    Files that a killed run left open are cut behind their last whole fetch and get their names. A damaged index is
    built again. Raises a `StoreError` or an `OSError`.
    """
    path = folder / "index.db"
    try:
        index = ArchiveIndex(path)
    except StoreCorrupt:
        logger.warning("%s: damaged; it is built again from the files of the archive", path)
        for each in (path, path.with_name("index.db-wal"), path.with_name("index.db-shm")):
            each.unlink(missing_ok=True)
        index = ArchiveIndex(path)
    try:
        _complete(folder, index)
    except BaseException:
        index.close()
        raise
    return index


def facts_of(record: WarcRecord) -> dict[str, str]:
    """Return what a metadata record of ours says."""
    lines = record.body.decode("utf-8", "replace").split("\r\n")
    return {name: value for name, _, value in (line.partition(": ") for line in lines) if name}


def _complete(folder: Path, index: ArchiveIndex) -> None:
    for path in sorted(folder.glob(PATTERN + OPEN)):
        _mend(path, index)
    there = {each.name for each in folder.glob(PATTERN)}
    known = index.files()
    open_now = {each.name.removesuffix(OPEN) for each in folder.glob(PATTERN + OPEN)}
    for name in sorted(known - there - open_now):
        if not (folder / name).exists():  # another run may have closed it meanwhile
            index.forget(name)
    for name in sorted(there - known):
        with suppress(FileNotFoundError), (folder / name).open("rb") as file:
            index.add([page for page, _end in _fetches(file, name)])


def _mend(path: Path, index: ArchiveIndex) -> None:
    """Close the file of a run that was killed; one that is being written is left alone."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        name = path.name.removesuffix(OPEN)
        found = list(_fetches(file, name))
        index.forget(name)
        if not found:
            path.unlink()
            return
        file.truncate(found[-1][1])
        index.add([page for page, _end in found])
        path.replace(path.with_name(name))
        logger.info("%s: a killed run left it open; it has %d whole fetches", path, len(found))


def _fetches(file: BinaryIO, name: str) -> Iterator[tuple[ArchivedPage, int]]:
    """Yield each whole fetch of a file with the offset of its end."""
    size = file.seek(0, 2)
    file.seek(0)
    stream = MemberStream(file)
    response: WarcRecord | None = None
    whole: ArchivedPage | None = None
    for record in warc_records(stream, most_bytes=_MOST_FACTS):
        if whole is not None:
            yield whole, record.offset
            whole = None
        if record.kind in {"response", "revisit"}:
            response = record
        elif record.kind == "metadata" and record.problem is None and response is not None:
            whole, response = _page(name, response, facts_of(record)), None
            last = record.offset
    if whole is not None:
        is_last = stream.offset == last
        if not (is_last and stream.is_cut):
            yield whole, size if is_last else stream.offset


def _page(name: str, response: WarcRecord, facts: dict[str, str]) -> ArchivedPage | None:
    if response.date is None or response.digest is None or "source" not in facts:
        return None
    return ArchivedPage(
        file=name,
        offset=response.offset,
        url=facts.get("requested", response.target),
        target=response.target,
        source_id=facts["source"],
        status=response.status,
        fetched_at=response.date,
        digest=response.digest,
        is_revisit=response.kind == "revisit",
    )
