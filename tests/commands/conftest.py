"""A store file in the folder of each test, with one source and a run that has begun: what a command opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.support.stores import no_disk_waits, started_store


@pytest.fixture(autouse=True, scope="module")
def _no_disk_waits() -> Iterator[None]:
    with no_disk_waits():
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give the store of the file `rasad.db` in *tmp_path*."""
    with started_store(tmp_path / "rasad.db") as store:
        yield store


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    """Return the folder of `store`, for a test that opens it a second time."""
    return tmp_path
