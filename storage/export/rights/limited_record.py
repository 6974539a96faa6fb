"""A record without the text that it may not hold."""

from __future__ import annotations

from dataclasses import replace

from storage.articles.reader import ExportRow, RecordOperation, TextExtent
from storage.export.rights.policy import TextLimit

WITHDRAWN = "withdrawn"
"""Why the record of an article that its outlet took down holds no text."""


def limited(row: ExportRow, limit: TextLimit, op: RecordOperation) -> ExportRow:
    """Return *row* as a record of *op* that holds no more than *limit* allows.

    A snippet is the outlet's own summary and deck, each cut between words. A link has neither, nor a kicker.
    """
    if limit.extent is TextExtent.FULL:
        return row if op is row.op else replace(row, op=op)
    is_snippet = limit.extent is TextExtent.SNIPPET
    return replace(
        row,
        op=op,
        holds=limit.extent,
        withheld=limit.reason,
        body=None,
        parts=(),
        summary=cut(row.summary, limit.longest) if is_snippet else None,
        deck=cut(row.deck, limit.longest) if is_snippet else None,
        kicker=row.kicker if is_snippet else None,
    )


def withdrawn(row: ExportRow, reason: str = WITHDRAWN) -> ExportRow:
    """Return the record that tells a reader to remove *row*, and why; nothing of its text is in it."""
    return limited(row, TextLimit(extent=TextExtent.LINK, reason=reason), RecordOperation.WITHDRAWN)


def cut(text: str | None, longest: int) -> str | None:
    """Return *text* of at most *longest* characters, cut between words where it has any."""
    if text is None or len(text) <= longest:
        return text
    return (text[: longest - 1].rpartition(" ")[0] or text[: longest - 1]) + "…"
