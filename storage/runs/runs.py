"""The tables `runs` and `source_runs`: what each run did, source by source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import maybe_unstamp, safe, stamp, unstamp

_COUNTS = (
    "found", "fetched", "not_modified", "kept", "changed", "unchanged", "duplicates", "rejected", "quarantined",
    "withdrawn", "failed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run; without *finished_at* it was killed or is still running."""

    run_id: int
    command: str
    pid: int
    started_at: datetime
    finished_at: datetime | None
    exit_status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """What one run did for one source; *duplicates* are those kept in it that are copies of another article."""

    run_id: int
    source_id: str
    found: int
    fetched: int
    not_modified: int
    kept: int
    changed: int
    unchanged: int
    duplicates: int
    rejected: int
    quarantined: int
    withdrawn: int
    failed: int
    reasons: Mapping[str, int]
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """The health of one source: the figures of its last run, and its *problem* (`None`: it has none).

    *problem_since* is the begin of the first of the last runs that all had a problem.

    *next_poll_at* and *next_poll_reason*: when its listings are polled next, and by which rule; `None`: never polled.
    """

    source_id: str
    outlet: str
    last_run_at: datetime
    last_kept_at: datetime | None
    articles: int
    found: int
    kept: int
    changed: int
    rejected: int
    quarantined: int
    failed: int
    reasons: Mapping[str, int]
    problem: str | None
    next_poll_at: datetime | None = None
    next_poll_reason: str | None = None
    problem_since: datetime | None = None


_HEALTH = (
    "select s.id, s.outlet, r.started_at, (select a.kept_at from frontier f join articles a on a.id = f.article_id "
    "where f.source_id = s.id order by f.discovered_at desc limit 1), "
    "s.articles, sr.found, sr.kept, sr.changed, sr.rejected, "
    "sr.quarantined, sr.failed, sr.reasons, coalesce(sr.problem || '; ' || d.problem, sr.problem, d.problem), "
    "case when r.finished_at is null then 'its last run did not finish' end, p.next_poll_at, p.next_poll_reason, "
    "case when sr.problem is not null then (select f.started_at from source_runs x join runs f on f.run_id = x.run_id "
    "where x.source_id = s.id and x.problem is not null and x.run_id > coalesce((select max(y.run_id) from source_runs y "
    "join runs e on e.run_id = y.run_id where y.source_id = s.id and y.problem is null and e.finished_at is not null), "
    "0) order by x.run_id limit 1) end "
    "from sources s left join poll_schedule p on p.source_id = s.id left join discovery_health d on d.source_id = s.id "
    "join source_runs sr on sr.source_id = s.id join runs r on r.run_id = sr.run_id "
    "where sr.run_id = (select max(run_id) from source_runs where source_id = s.id) order by s.id"
)
_LISTING_ERRORS = (
    "select source_id, url || ': ' || error from listings where error is not null "
    "and url not in (select url from replacement_listings where dropped_at is not null) order by source_id, url"
)
_DUPLICATES = (
    "update source_runs set duplicates = (select count(distinct a.id) from fetches f "
    "join frontier u on u.url = f.url join articles a on a.id = u.article_id where f.run_id = source_runs.run_id "
    "and f.effect = 'kept' and a.source_id = source_runs.source_id and a.duplicate_of is not null) where run_id = ?"
)


class RunTable:
    """What runs did (`Store.runs`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def start(self, *, at: datetime, command: str, pid: int) -> int:
        """Note that a run begins; returns its number."""
        with self._file.writing() as db:
            row = db.execute(
                "insert into runs (command, pid, started_at) values (?, ?, ?) returning run_id",
                (safe(command), pid, stamp(at)),
            ).fetchone()
            return int(row[0])

    def finish(
        self, run_id: int, *, at: datetime, exit_status: int, problems: Mapping[str, str], sources: Iterable[str] = ()
    ) -> None:
        """Note a run's end; *problems* give by source id why it failed or kept less than expected.

        *sources* are those that it crawled: a source without news has a row too, so that its problem is over.
        """
        with self._file.writing() as db:
            db.execute(
                "update runs set finished_at = ?, exit_status = ? where run_id = ?", (stamp(at), exit_status, run_id)
            )
            db.execute(_DUPLICATES, (run_id,))
            for source_id in sources:
                count(db, run_id, source_id, {})
            for source_id, problem in problems.items():
                count(db, run_id, source_id, {})
                db.execute(
                    "update source_runs set problem = ? where run_id = ? and source_id = ?",
                    (safe(problem), run_id, source_id),
                )

    def count(self, run_id: int, source_id: str, **figures: int) -> None:
        """Add to a source's figures in a run; the names are columns of `source_runs`."""
        with self._file.writing() as db:
            count(db, run_id, source_id, figures)

    def count_reasons(self, run_id: int, source_id: str, reasons: Mapping[str, int]) -> None:
        """Add to a source's counts of reasons in a run."""
        with self._file.writing() as db:
            count(db, run_id, source_id, {})
            for reason, number in reasons.items():
                count_reason(db, run_id, source_id, reason, number)

    def latest(self, *, limit: int | None = None) -> list[RunRecord]:
        """Return the last runs, the newest first; all of them without a *limit*."""
        with self._file.reading() as db:
            rows = db.execute(
                "select run_id, command, pid, started_at, finished_at, exit_status from runs order by run_id desc"
                + ("" if limit is None else f" limit {limit:d}")
            ).fetchall()
        return [
            RunRecord(
                run_id=run_id,
                command=command,
                pid=pid,
                started_at=unstamp(started_at),
                finished_at=maybe_unstamp(finished_at),
                exit_status=exit_status,
            )
            for run_id, command, pid, started_at, finished_at, exit_status in rows
        ]

    def source_runs(self, run_id: int) -> list[SourceRun]:
        """Return what a run did, a row a source, by source id."""
        with self._file.reading() as db:
            rows = db.execute(
                f"select run_id, source_id, {', '.join(_COUNTS)}, reasons, problem from source_runs "  # names above
                "where run_id = ? order by source_id",
                (run_id,),
            ).fetchall()
        names = ("run_id", "source_id", *_COUNTS)
        return [
            SourceRun(**dict(zip(names, row, strict=False)), reasons=json.loads(row[-2]), problem=row[-1])
            for row in rows
        ]

    def health(self) -> list[SourceHealth]:
        """Return the health of every source that was ever crawled, by source id."""
        with self._file.reading() as db:
            rows = db.execute(_HEALTH).fetchall()
            errors: dict[str, list[str]] = {}
            for source_id, error in db.execute(_LISTING_ERRORS):
                errors.setdefault(source_id, []).append(error)
        names = ("articles", "found", "kept", "changed", "rejected", "quarantined", "failed")
        return [
            SourceHealth(
                source_id=row[0],
                outlet=row[1],
                last_run_at=unstamp(row[2]),
                last_kept_at=maybe_unstamp(row[3]),
                **dict(zip(names, row[4:11], strict=True)),
                reasons=json.loads(row[11]),
                problem=row[12] if row[12] is not None else "; ".join(errors.get(row[0], ())) or row[13],
                next_poll_at=maybe_unstamp(row[14]),
                next_poll_reason=row[15],
                problem_since=maybe_unstamp(row[16]),
            )
            for row in rows
        ]


def count(db: StoreConnection, run_id: int, source_id: str, figures: Mapping[str, int]) -> None:
    """Add to a source's figures in a run; the names are columns of `source_runs`. Inside the caller's transaction."""
    db.execute("insert into source_runs (run_id, source_id) values (?, ?) on conflict do nothing", (run_id, source_id))
    for name, number in figures.items():
        if name not in _COUNTS:
            raise ValueError(f"source_runs has no figure {name!r}")
        db.execute(
            f"update source_runs set {name} = {name} + ? where run_id = ? and source_id = ?",  # checked
            (number, run_id, source_id),
        )


def count_reason(db: StoreConnection, run_id: int, source_id: str, reason: str, number: int = 1) -> None:
    """Add to a source's count of a reason, inside the caller's transaction."""
    reason, key = reason.replace('"', ""), (run_id, source_id)
    (text,) = db.execute("select reasons from source_runs where run_id = ? and source_id = ?", key).fetchone()
    reasons = json.loads(text)
    reasons[reason] = reasons.get(reason, 0) + number
    text = json.dumps(reasons, ensure_ascii=False, separators=(",", ":"))
    db.execute("update source_runs set reasons = ? where run_id = ? and source_id = ?", (text, *key))
