"""A folder of saved pages with their truth: `manifest.jsonl`, `pages/` and `score.py`."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

_NO_URL = "https://outlet.example/a"  # as score.py says where the manifest gives no address


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One saved page: its name in the manifest, its file, its absolute address, and what it is."""

    name: str
    path: Path
    url: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The folder."""

    root: Path

    @property
    def scorer(self) -> Path:
        """Return the program that scores a reader on these pages."""
        return self.root / "score.py"

    def exists(self) -> bool:
        """Say whether the folder holds a manifest and its scorer."""
        return (self.root / "manifest.jsonl").is_file() and self.scorer.is_file()

    def pages(self) -> tuple[Saved, ...]:
        """Return the pages in the manifest's order."""
        lines = (self.root / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
        return tuple(self._page(json.loads(line)) for line in lines)

    def _page(self, item: dict[str, Any]) -> Saved:
        url = urljoin(_NO_URL, item.get("url") or "")
        return Saved(name=item["page"], path=self.root / item["page"], url=url, expect=item["expect"])

    def digest(self) -> str:
        """Return `sha256:` and the digest of the manifest and of every page as it is kept, in the manifest's order."""
        seen = hashlib.sha256((self.root / "manifest.jsonl").read_bytes())
        for each in self.pages():
            seen.update(each.path.read_bytes())
        return f"sha256:{seen.hexdigest()}"

    def kinds(self) -> Counter[str]:
        """Count the pages by what they are: article, not-article, not-arabic, encoding."""
        return Counter(each.expect for each in self.pages())
