"""The records of an export: all articles of a selection, or what its cursor does not have yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from storage.articles.reader import ExportRow, RecordOperation, export_rows
from storage.articles.removed import removed_rows
from storage.database.engine.store_file import StoreConnection
from storage.export.cursors.cursor import ExportCursor
from storage.export.delivery.record_batch import SizedRecord
from storage.export.records.selection import ExportSelection, SqlCondition
from storage.export.rights.limited_record import WITHDRAWN, limited, withdrawn
from storage.export.rights.policy import hiding_directive, text_limit
from storage.export.run.export_request import ExportCounter, ExportRequest

LEFT_SELECTION, JOINED = "selection", "joined"
"""Why a reader is told to remove an article: it is no longer one of its selection; it is one with another article."""
_RULES = 1
"""The version of what a source's row means for its articles' records: another one brings all of them again."""


class RowSource:
    """Reads the records of one export from one state of the store."""

    def __init__(self, db: StoreConnection, request: ExportRequest, cursor: ExportCursor | None) -> None:
        self._db, self._request, self._cursor = db, request, cursor
        self._licences = dict(db.execute("select id, licence from sources").fetchall())
        self.counter = ExportCounter()
        self._changed = _changed_since(db, cursor) if cursor is not None and not cursor.is_first else None

    def rows(self) -> Iterator[ExportRow]:
        """Yield the records; those that the reader of a cursor has to remove come first, so that their URLs are free.

        Those that an export in batches has sent before it failed are left out.
        """
        if self._cursor is None or not self._cursor.has_confirmed:
            yield from map(self._noted, self._records())
            return
        for record in self._records():
            if not self._cursor.is_confirmed(record.id, SizedRecord.of(record).digest):
                yield self._noted(record)

    def _records(self) -> Iterator[ExportRow]:
        selected = self._request.selection.condition()
        order = "a.canonical_url" if self._request.reproducible else "a.seq"
        where = selected if self._changed is None else _both(self._changed, selected)
        if self._changed is not None:
            yield from self._removals(self._changed, selected)
        if self._request.newest is not None:
            order = f"a.seq desc limit {self._request.newest:d}"
        for row in export_rows(self._db, f"where {where.text} order by {order}", where.params):
            record = self._record(row)
            if record is not None:
                yield record

    def undated(self) -> int:
        """Return how many articles are left out because they have no date."""
        if not self._request.selection.has_dates:
            return 0
        where = self._request.selection.undated()
        where = where if self._changed is None else _both(self._changed, where)
        counted = "select count(*) from articles a join sources s on s.id = a.source_id where "
        return int(self._db.execute(counted + where.text, where.params).fetchone()[0])

    def _record(self, row: ExportRow) -> ExportRow | None:
        """Return the record of an article; `None` where the reader must not have it and never had it."""
        before = self._cursor.is_withdrawn(row.id) if self._cursor is not None else None
        hidden = hiding_directive(row.rights)
        if hidden is not None:
            self.counter.hidden += 1
            return withdrawn(row, hidden) if self._cursor is not None and self._cursor.may_have(row.id) else None
        if row.withdrawn_at is not None:
            return withdrawn(row) if self._needs_withdrawal(row.id) else None
        op = {None: RecordOperation.NEW, True: RecordOperation.RESTORED, False: RecordOperation.CHANGED}[before]
        return limited(row, text_limit(row.rights, self._licences[row.source_id], self._request.policy), op)

    def _needs_withdrawal(self, article_id: int) -> bool:
        """Whether the reader gets a record that the article was withdrawn."""
        is_known = self._cursor is not None and self._cursor.may_have(article_id)
        return is_known or not self._request.only_known_withdrawals

    def _removals(self, changed: SqlCondition, selected: SqlCondition) -> Iterator[ExportRow]:
        """Yield a record for each article that the reader has and that is not selected any longer, or not there."""
        assert self._cursor is not None  # noqa: S101  # there is no delta without a cursor
        if self._request.selection != ExportSelection():
            where = SqlCondition(
                text=f"({changed.text}) and ({selected.text}) is not true", params=changed.params + selected.params
            )
            for row in export_rows(self._db, f"where {where.text} order by a.seq", where.params):
                if self._cursor.may_have(row.id):
                    yield withdrawn(row, WITHDRAWN if row.withdrawn_at else LEFT_SELECTION)
        for row in removed_rows(self._db, after_seq=self._cursor.seq):
            if self._cursor.is_withdrawn(row.id) is not None or self._cursor.may_have(row.id):
                yield withdrawn(row, JOINED)

    def _noted(self, record: ExportRow) -> ExportRow:
        self.counter.operations[record.op] += 1
        if record.withheld is not None:
            self.counter.withheld[record.withheld] += 1
        if self._cursor is not None:
            self._cursor.note(record.id, is_withdrawn=record.op is RecordOperation.WITHDRAWN)
        return record


def _both(one: SqlCondition, other: SqlCondition) -> SqlCondition:
    return SqlCondition(text=f"({one.text}) and ({other.text})", params=one.params + other.params)


def _changed_since(db: StoreConnection, cursor: ExportCursor) -> SqlCondition:
    """Return the condition of the articles whose records may differ from those of the last export.

    These are the articles that changed, and all of a source whose outlet, country or licence is another one.
    """
    changed = cursor.changed_sources(source_digests(db))
    of_sources = f" or a.source_id in ({', '.join('?' * len(changed))})" if changed else ""
    return SqlCondition(text=f"a.seq > ?{of_sources}", params=(cursor.seq, *changed))


def note_sources(db: StoreConnection, cursor: ExportCursor) -> None:
    """Note at a first export what the sources are like."""
    cursor.changed_sources(source_digests(db))


def source_digests(db: StoreConnection) -> dict[str, str]:
    """Return what each source is like, as far as its articles' records depend on it."""
    rows = db.execute("select id, outlet, country, licence from sources").fetchall()
    return {row[0]: hashlib.sha256(repr((_RULES, *row)).encode()).hexdigest()[:16] for row in rows}
