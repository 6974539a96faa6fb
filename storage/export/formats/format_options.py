"""What every format is told beside the records."""

from __future__ import annotations

from dataclasses import dataclass

from storage.export.records.fields import FIELD_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatOptions:
    """*names* are the fields to write, in their order. *excel*: for spreadsheets, where the format has a way."""

    names: tuple[str, ...] = FIELD_NAMES
    excel: bool = False
