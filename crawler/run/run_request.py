"""What a run is asked to do and how it ended, without what does it: commands import this before Scrapy is needed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from crawler.run.outcomes.source_stats import SourceStats
from storage.database.errors import StoreError
from storage.exit_status import ExitStatus
from storage.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLimits:
    """The limits of a run: dates in the listings, and how many article pages are requested in all.

    *backfill_pages* is how many listings of each source a run with dates reads for its backfill.
    """

    since: datetime | None = None
    until: datetime | None = None
    max_articles: int | None = None
    backfill_pages: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a run has to do; *command* is its name in `runs`, and for another run that finds its hosts locked.

    A run holds the hosts that it crawls until its end, so that the same command beside it has nothing to do. With
    *shares* it releases each host as soon as it is done, for a run that is started again and again for what is due.
    *listings* are the ids of the sources whose listings are polled (`None`: all); of the others only pages are fetched.
    *archives*: the pages of all sources are archived; without it those of the sources that ask for it.
    *stderr_level* is the least level of the records that go to stderr; the log file has all of them.
    """

    sources: Sequence[Source]
    command: str
    limits: RunLimits = field(default_factory=RunLimits)
    max_minutes: float | None = None
    listings: frozenset[str] | None = None
    stderr_level: int = logging.INFO
    shares: bool = False
    archives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How a run ended: the figures of each source, and the exit status that follows from what happened.

    *outage* is why nobody could be asked any more, which is no problem of an outlet (`None`: all could be asked).
    """

    run_id: int
    stats: tuple[SourceStats, ...]
    exit_status: ExitStatus
    error: StoreError | None = None
    outage: str | None = None
