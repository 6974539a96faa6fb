"""The hostile store, made once for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.store import Store
from tests.contract.formats.hostile_store import hostile_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with hostile_store(tmp_path_factory.mktemp("hostile")) as store:
        yield store
