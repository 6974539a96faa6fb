"""The archive of a run: whether there is one, for which sources, and the package that it needs."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, ClassVar

from crawler.archive.archived_fetch import ArchivedFetch
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import Config
from storage.exit_status import ExitStatus, UserError
from storage.source import Source

if TYPE_CHECKING:
    from crawler.archive.archive_writer import ArchiveWriter
    from storage.frontier.archive_index import ArchiveIndex

logger = logging.getLogger(__name__)


class ArchiveMissing(UserError):
    """The archive needs a package that is missing."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class RunArchive:
    """Takes what a run fetches from the *sources* of which pages are archived."""

    writer: ArchiveWriter
    sources: frozenset[str]

    def takes(self, source: Source) -> bool:
        """Whether the pages of *source* are archived."""
        return source.id in self.sources

    def put(self, fetch: ArchivedFetch) -> None:
        """Give a fetch to the archive; returns at once."""
        self.writer.put(fetch)


def check_package() -> None:
    """Raise `ArchiveMissing` where the package that reads and writes WARC is not installed."""
    if find_spec("warcio") is None:
        raise ArchiveMissing('the archive needs the package warcio: pip install "rasad[archive]"')


@contextmanager
def run_archive(
    place: DataDir, config: Config, sources: Sequence[Source], *, asked: bool
) -> Iterator[RunArchive | None]:
    """Give the archive of a run that crawls *sources*, and close it at the end; `None` where nothing is archived.

    Raises `ArchiveMissing`, a `StoreError` or an `OSError` before anything is fetched.
    """
    chosen = frozenset(each.id for each in sources if asked or config.archive.enabled or each.archive)
    if not chosen:
        yield None
        return
    check_package()
    from crawler.archive.archive_files import ArchiveFiles, FileLimits  # noqa: PLC0415  # an extra
    from crawler.archive.archive_scan import opened_index  # noqa: PLC0415  # an extra
    from crawler.archive.archive_writer import ArchiveWriter  # noqa: PLC0415  # an extra

    mode = _mode(place)
    with opened_index(place.archive) as index:
        (place.archive / "index.db").chmod(mode)
        limits = FileLimits(megabytes=config.archive.file_megabytes, mode=mode)
        files = ArchiveFiles(place.archive, index, limits, info=_info(config))
        writer = ArchiveWriter(files, ended=lambda: _remove_old(place, config, index))
        try:
            yield RunArchive(writer=writer, sources=chosen)
        finally:
            writer.close()


def _mode(place: DataDir) -> int:
    """Return who may read the store: its articles are in the archive too."""
    return place.store.stat().st_mode & 0o666 if place.store.exists() else 0o600


def _info(config: Config) -> dict[str, str]:
    operator = {"operator": config.contact} if config.contact else {}
    return {
        "software": "rasad/0.1 (warcio)",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
        **operator,
    }


def kept_days(config: Config) -> float:
    """Return how long a file of the archive is kept: not longer than an article of any licence may be."""
    return min([config.archive.keep_days, *config.retention.articles_days.values()])


def _remove_old(place: DataDir, config: Config, index: ArchiveIndex) -> None:
    from crawler.archive.archive_retention import old_files, remove_files  # noqa: PLC0415  # an extra

    old = old_files(
        place.archive,
        keep_days=kept_days(config),
        megabytes=config.archive.max_gigabytes * 1000,
        now=datetime.now(UTC),
    )
    remove_files(index, old)
    if old:
        logger.info("archive: removed %d old files, %.0f MB", len(old), sum(each.bytes for each in old) / 1e6)
