"""What goes into the reading of a page beside the page itself."""

from __future__ import annotations

from dataclasses import dataclass

from storage.records import Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known before a page is opened: the word of the listings that named it (null: none did)."""

    listed: Listed | None = None
