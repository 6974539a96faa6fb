"""The exit statuses, and the failures of which a user can mend the cause."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit statuses of `rasad` (docs/troubleshooting.md)."""

    EXPECTED = 0
    FELL_SHORT = 1
    USAGE = 2
    INTERRUPTED = 3
    STORE = 4
    LOCKED = 75


def status_of(error: Exception) -> ExitStatus | None:
    """Return the exit status of a failure that a user can act on; null for one that is ours."""
    from crawler.cli.pages.page_test import SaveError  # noqa: PLC0415
    from crawler.config import ConfigError  # noqa: PLC0415  # only a failure pays for these imports
    from crawler.newsroom.server import NewsroomError  # noqa: PLC0415
    from crawler.sources.single_page import FetchError  # noqa: PLC0415
    from spiders.catalogue.catalogue import CatalogueError  # noqa: PLC0415
    from storage.database.errors import StoreError  # noqa: PLC0415
    from storage.export.cursor import CursorError  # noqa: PLC0415
    from storage.locks import LockHeld  # noqa: PLC0415

    if isinstance(error, LockHeld):
        return ExitStatus.LOCKED
    if isinstance(error, StoreError):
        return ExitStatus.STORE
    if isinstance(error, FetchError):
        return ExitStatus.FELL_SHORT
    if isinstance(error, ConfigError | CatalogueError | CursorError | NewsroomError | SaveError | OSError):
        return ExitStatus.USAGE
    return None
