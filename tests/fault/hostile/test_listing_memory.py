"""Listings at the limits of their size are read in little memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fault.hostile.documents import feeds, sections, sitemaps
from tests.support.paths import ROOT
from tests.support.sources import HOME

MOST_MEGABYTES = 150
DOCUMENTS = {"feed": feeds, "sitemap": sitemaps, "section": sections}


@pytest.mark.long
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_listing_within_the_limits_takes_little_memory(tmp_path: Path, kind: str) -> None:
    """The whole process that reads it, with the listing itself, stays below 150 MB."""
    path = tmp_path / "listing"
    command = [sys.executable, "-m", "tests.fault.hostile.listing_memory", kind, str(path)]
    taken = {}
    for name, body in DOCUMENTS[kind](HOME).items():
        path.write_bytes(body)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
        taken[name] = int(done.stdout)

    assert {} == {name: megabytes for name, megabytes in taken.items() if not 0 < megabytes <= MOST_MEGABYTES}
