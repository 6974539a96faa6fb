"""Where things are, so that a test can move without counting folders."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SAVED_PAGES = ROOT / "tests" / "pages"
OLD_STORES = ROOT / "tests" / "crawl" / "runs"
SHARED = ROOT.parent / "shared"  # the corpus and other real texts; a test that needs one skips where it is missing
