"""What every format is told beside the records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid5

from storage.export.records.fields import FIELD_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatOptions:
    """*names* are the fields to write, in their order. *excel*: for spreadsheets, where the format has a way.

    *store_id* is the random id of the store (32 hexadecimal digits), *written_at* the time of the export.
    """

    names: tuple[str, ...] = FIELD_NAMES
    excel: bool = False
    store_id: str = "0" * 32
    written_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def store_urn(self) -> str:
        """A name of the store that no other store has, for formats that want a URI."""
        return UUID(self.store_id).urn

    def article_urn(self, article_id: int) -> str:
        """Return a name of an article that stays, whatever its address is, and that no other article has."""
        return uuid5(UUID(self.store_id), str(article_id)).urn
