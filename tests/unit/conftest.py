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
    store_in_memory,
)

__all__ = ["HOME", "NOW", "SOURCE", "add_listing", "claimed", "fetched", "offered", "read"]


@pytest.fixture(autouse=True, scope="module")
def _no_disk_waits() -> Iterator[None]:
    with no_disk_waits():
        yield


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Give a store in memory, or the file `rasad.db` in `tmp_path` to a test that asks for `on_disk`."""
    with _store_for(request) as store:
        yield store


def _store_for(request: pytest.FixtureRequest) -> Store:
    if "on_disk" in request.fixturenames:
        folder: Path = request.getfixturevalue("tmp_path")
        return started_store(folder / "rasad.db")
    return store_in_memory()


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    """Let `store` be a file, for tests that open it a second time; returns its folder."""
    return tmp_path
