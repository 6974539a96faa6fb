"""A corpus of a few composed pages."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.corpus import Corpus


def small_corpus(root: Path, *pages: str) -> Corpus:
    """Write *pages* below *root*, each named by its text, with the manifest that lists them."""
    for each in pages:
        (root / f"{each}.html").write_text(each, encoding="utf-8")
    lines = [json.dumps({"page": f"{each}.html", "expect": "article", "url": "/a"}) for each in pages]
    (root / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return Corpus(root=root)
