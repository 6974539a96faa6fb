"""One source file while it is validated: typed values of its tables, and every fault that was met on the way."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.web.urls import canonical_url
from spiders.catalogue.errors import SourceFault

Table = Mapping[str, object]
_BLANKS = {
    "outlet": "write the name that readers know",
    "home": "write the address of the front page",
    "country": "write its two letters (ISO 3166), and let the file's name begin with them",
    "language": "write the code of its language (ar, fr, ...)",
    "timezone": "write the zone of dates printed without an offset (Africa/Casablanca, ...)",
}
"""What a person must fill in where a required text is empty."""


@dataclass(slots=True)
class CheckedFile:
    """A file while it is validated. Each method returns a usable value, and records a fault if there is one."""

    path: Path
    faults: list[SourceFault] = field(default_factory=list)

    def fault(self, key: str, problem: str) -> None:
        self.faults.append(SourceFault(self.path, key, problem))

    def unknown(self, table: Table, keys: tuple[str, ...], where: str = "") -> None:
        for key in table:
            if key not in keys:
                self.fault(f"{where}{key}", f"unknown key; the keys are {', '.join(keys)}")

    def table(self, table: Table, key: str) -> Table:
        value = table.get(key)
        return value if isinstance(value, dict) else {}

    def text(self, table: Table, key: str) -> str:
        value = table.get(key)
        if isinstance(value, str) and not value.strip():
            remedy = _BLANKS.get(key, "leave the line out")
            self.faults.append(SourceFault(self.path, key, f"is empty; {remedy}", is_blank=key in _BLANKS))
        return value.strip() if isinstance(value, str) else ""

    def number(self, table: Table, section: str, key: str, *, whole: bool) -> float | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
            self.fault(f"{section}.{key}", f"must be a {'whole ' if whole else ''}number, not {value!r}")
            return None
        if value < 0 or not math.isfinite(value):
            self.fault(f"{section}.{key}", f"must be a number of at least 0, not {value!r}")
            return None
        return value

    def url(self, key: str, url: object) -> str:
        try:
            canonical_url(url if isinstance(url, str) else "")
        except ValueError:
            self.fault(key, f"{url!r} must be an address that starts with http:// or https://")
            return ""
        return str(url).strip()
