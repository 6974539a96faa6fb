"""What is asked of an export, and what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storage.articles.reader import RecordOperation
from storage.export.records.selection import ExportSelection
from storage.export.rights.policy import RightsPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """One export of the articles that *selection* names, as *policy* allows.

    *fields* are the names of the fields in their order, empty for all. *excel*: for spreadsheets. *reproducible*: by
    address and without our own numbers and clock, so that the same pages give the same bytes.
    *newest*: no more than this number, those that changed last; without a cursor only.
    *only_known_withdrawals*: of withdrawn articles only those come that the reader of the cursor was given before.
    """

    form: str
    selection: ExportSelection = field(default_factory=ExportSelection)
    policy: RightsPolicy = field(default_factory=RightsPolicy)
    fields: tuple[str, ...] = ()
    excel: bool = False
    reproducible: bool = False
    only_known_withdrawals: bool = False
    newest: int | None = None

    def options(self) -> str:
        """Return what makes up the identity of a cursor, as the options of the command."""
        words = [
            self.selection.options(),
            f"--for {self.policy.purpose}",
            *(["--full-text"] if self.policy.full_text else []),
            *(["analysis_full_text"] if self.policy.silent_is_full else []),
            *([f"--fields {','.join(self.fields)}"] if self.fields else []),
        ]
        return " ".join(each for each in words if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class CursorUse:
    """A cursor by its file. *peeks*: it does not move. *resets*: everything is exported again."""

    path: Path
    peeks: bool = False
    resets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote.

    *operations* counts the records by what they tell. *withheld* counts those without the full text, by reason.
    *undated* articles were left out because they have no date, *hidden* ones because their outlet forbids to index them.
    *file* is `None` where nothing had to be written; it may name a program or an address that got the records.
    """

    operations: Mapping[RecordOperation, int]
    withheld: Mapping[str, int]
    undated: int
    hidden: int
    file: str | None

    @property
    def records(self) -> int:
        """How many records were written."""
        return sum(self.operations.values())


class ExportCounter:
    """Counts the records of an export while they are written."""

    def __init__(self) -> None:
        self.operations: Counter[RecordOperation] = Counter()
        self.withheld: Counter[str] = Counter()
        self.hidden = 0
