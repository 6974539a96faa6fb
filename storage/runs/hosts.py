"""The tables `hosts` and `host_files`: the pace that each host asks for, and its last robots.txt and tdmrep.json."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import zstandard

from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unstamp
from storage.database.values.upsert import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class HostPace:
    """The pace of requests that one host asks for; *factor* multiplies the delay between them (1: as usual).

    *refusals* counts the responses 429 and 503 since the last run without one; *answered_at* is its last response.
    """

    host: str
    pause_until: datetime | None = None
    pause_reason: str | None = None
    refusals: int = 0
    factor: int = 1
    answered_at: datetime | None = None


class FileAnswer(StrEnum):
    """How a host answered a request for its robots.txt or tdmrep.json (RFC 9309 §2.3.1)."""

    READ = "read"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostFile:
    """The last response for a robots.txt or tdmrep.json, and the last good copy: *body*, received at *good_at*.

    Where no response came, *status* is 0 and *error* gives the reason. An unavailable file has no copy.
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
_NOTE_PACE, _NOTE_FILE = upsert("hosts", _PACE, key="host"), upsert("host_files", _FILE, key="url")


class HostTable:
    """What is known of hosts (`Store.hosts`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def pace(self, host: str) -> HostPace | None:
        """Return the pace of *host*; `None` for one that was never met."""
        with self._file.reading() as db:
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

    def answered_lately(self, *, limit: int) -> list[str]:
        """Return the hosts that answered last, the latest first."""
        with self._file.reading() as db:
            rows = db.execute(
                "select host from hosts where answered_at is not null order by answered_at desc, host limit ?", (limit,)
            )
            return [row[0] for row in rows]

    def note_paces(self, paces: Sequence[HostPace]) -> None:
        """Put each of *paces* in the place of what was known of its host."""
        rows = [
            (
                safe(each.host),
                maybe_stamp(each.pause_until),
                maybe_safe(each.pause_reason),
                each.refusals,
                each.factor,
                maybe_stamp(each.answered_at),
            )
            for each in paces
        ]
        with self._file.writing() as db:
            db.executemany(_NOTE_PACE, rows)

    def file(self, url: str) -> HostFile | None:
        """Return the last response for a file; `None` for one that was never requested."""
        with self._file.reading() as db:
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

    def note_file(self, file: HostFile) -> None:
        """Put *file* in the place of the last response for it."""
        values = (
            safe(file.url),
            file.answer,
            file.status,
            maybe_safe(file.error),
            stamp(file.fetched_at),
            None if file.body is None else zstandard.compress(file.body),
            maybe_stamp(file.good_at),
        )
        with self._file.writing() as db:
            db.execute(_NOTE_FILE, values)
