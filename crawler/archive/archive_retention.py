"""The names of the files of the archive, and which of the oldest are removed, by age and by size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.frontier.archive_index import ArchiveIndex

OPEN = ".open"
"""The end of the name of a file that is being written."""
PATTERN = "rasad-*.warc.gz"
TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """A file of the archive that is over a limit."""

    path: Path
    bytes: int


def old_files(folder: Path, *, keep_days: float, megabytes: float, now: datetime) -> list[OldFile]:
    """Return the closed files that are over a limit: begun more than *keep_days* ago, or the oldest above the size."""
    found = [(each, each.stat().st_size) for each in sorted(folder.glob(PATTERN))]
    total = sum(size for _path, size in found)
    old: list[OldFile] = []
    for path, size in found:
        if begun_at(path, now) < now - timedelta(days=keep_days) or total > megabytes * 1e6:
            old.append(OldFile(path=path, bytes=size))
            total -= size
    return old


def remove_files(index: ArchiveIndex, old: Sequence[OldFile]) -> None:
    """Delete files, first from the index: a page in it that is not there is worse than one that is not in it."""
    for each in old:
        index.forget(each.path.name)
        each.path.unlink(missing_ok=True)


def begun_at(path: Path, now: datetime) -> datetime:
    """Return when a file was begun, by its name; *now* for a name that does not say it."""
    try:
        return datetime.strptime(path.name.split("-")[1], TIME).replace(tzinfo=UTC)
    except (IndexError, ValueError):
        return now
