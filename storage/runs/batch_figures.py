"""What the fetches of one batch add to `source_runs`, written once for each source and not once for each fetch."""

from __future__ import annotations

from collections import Counter

from storage.database.engine.store_file import StoreConnection
from storage.runs.runs import count, count_reason


class BatchFigures:
    """The figures and reasons of a batch of a run; `write` adds them before the transaction is committed."""

    def __init__(self, db: StoreConnection, run_id: int) -> None:
        self._db, self._run_id = db, run_id
        self._figures: dict[str, Counter[str]] = {}
        self._reasons: dict[str, Counter[str]] = {}
        self._edits: dict[str, tuple[int, int]] = {}

    def add(self, source_id: str, effect: str, reason: str | None) -> None:
        """Add one fetch of a source, what it did, and what was amiss."""
        if source_id not in self._figures:
            count(self._db, self._run_id, source_id, {})
            self._figures[source_id], self._reasons[source_id] = Counter(), Counter()
            self._edits.pop(source_id, None)
        self._figures[source_id].update(("fetched", effect))
        if reason is not None:
            self._reasons[source_id][reason] += 1

    def edits(self, source_id: str) -> tuple[int, int]:
        """Return how many articles of a source were revisited in its last 200 runs, and how many had a new text."""
        if source_id not in self._edits:
            self._edits[source_id] = self._db.execute(
                "select coalesce(sum(changed + unchanged + not_modified), 0), coalesce(sum(changed), 0) from (select changed, "
                "unchanged, not_modified from source_runs where source_id = ? order by run_id desc limit 200) as latest",
                (source_id,),
            ).fetchone()
        revisited, edited = self._edits[source_id]
        new = self._figures.get(source_id, Counter[str]())
        return revisited + new["changed"] + new["unchanged"] + new["not_modified"], edited + new["changed"]

    def write(self) -> None:
        """Write what was added."""
        for source_id, figures in self._figures.items():
            count(self._db, self._run_id, source_id, figures)
            for reason, number in self._reasons[source_id].items():
                count_reason(self._db, self._run_id, source_id, reason, number)
