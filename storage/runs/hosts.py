"""What is known of hosts: how each wants to be asked, and what its robots.txt and tdmrep.json said last."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import zstandard

from storage.database.columns import maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unstamp


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPace:
    """How one host wants to be asked; *factor* multiplies the pause that is due to it (1: as usual).

    *refusals* counts the answers 429 and 503 since the last run without one; *answered_at* is when it answered last.
    """

    host: str
    pause_until: datetime | None = None
    pause_reason: str | None = None
    refusals: int = 0
    factor: int = 1
    answered_at: datetime | None = None


class FileAnswer(StrEnum):
    """How a host answered for a file of its own (RFC 9309 §2.3.1)."""

    READ = "read"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFile:
    """The last answer for a robots.txt or tdmrep.json, and the last good copy: *body*, as it came at *good_at*.

    *status* is 0 and *error* says why where no answer came. An unavailable file has no copy.
    """

    url: str
    answer: FileAnswer
    status: int
    fetched_at: datetime
    error: str | None = None
    body: bytes | None = None
    good_at: datetime | None = None


_PACE = "host, pause_until, pause_reason, refusals, factor, answered_at"
_FILE = "url, answer, status, error, fetched_at, body, good_at"


def host_pace(db: sqlite3.Connection, host: str) -> HostPace | None:
    """Return what is known of *host*; null for one that was never met."""
    row = db.execute(f"select {_PACE} from hosts where host = ?", (safe(host),)).fetchone()
    if row is None:
        return None
    return HostPace(
        host=row[0],
        pause_until=maybe_unstamp(row[1]),
        pause_reason=row[2],
        refusals=row[3],
        factor=row[4],
        answered_at=maybe_unstamp(row[5]),
    )


def note_hosts(db: sqlite3.Connection, paces: Sequence[HostPace]) -> None:
    """Write what is known of each host over what was known."""
    db.executemany(
        f"insert or replace into hosts ({_PACE}) values (?, ?, ?, ?, ?, ?)",
        [
            (
                safe(each.host),
                maybe_stamp(each.pause_until),
                maybe_safe(each.pause_reason),
                each.refusals,
                each.factor,
                maybe_stamp(each.answered_at),
            )
            for each in paces
        ],
    )


def host_file(db: sqlite3.Connection, url: str) -> HostFile | None:
    """Return the last answer for a file; null for one that was never asked for."""
    row = db.execute(f"select {_FILE} from host_files where url = ?", (safe(url),)).fetchone()
    if row is None:
        return None
    return HostFile(
        url=row[0],
        answer=FileAnswer(row[1]),
        status=row[2],
        error=row[3],
        fetched_at=unstamp(row[4]),
        body=None if row[5] is None else zstandard.decompress(row[5]),
        good_at=maybe_unstamp(row[6]),
    )


def note_host_file(db: sqlite3.Connection, file: HostFile) -> None:
    """Write an answer over the last one."""
    db.execute(
        f"insert or replace into host_files ({_FILE}) values (?, ?, ?, ?, ?, ?, ?)",
        (
            safe(file.url),
            file.answer,
            file.status,
            maybe_safe(file.error),
            stamp(file.fetched_at),
            None if file.body is None else zstandard.compress(file.body),
            maybe_stamp(file.good_at),
        ),
    )
