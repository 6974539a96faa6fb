"""A store on disk, with one source and a run that has begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.support.stores import (
    HOME,
    NOW,
    SOURCE,
    add_listing,
    claimed,
    fetched,
    no_disk_waits,
    offered,
    read,
    started_store,
)

__all__ = ["HOME", "NOW", "SOURCE", "add_listing", "claimed", "fetched", "offered", "read"]


@pytest.fixture(autouse=True, scope="module")
def _no_disk_waits() -> Iterator[None]:
    with no_disk_waits():
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with started_store(tmp_path / "rasad.db") as store:
        yield store
