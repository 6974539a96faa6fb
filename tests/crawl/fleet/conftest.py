"""One PostgreSQL for the run of the tests; they are skipped where it, or its driver, is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.crawl.fleet.server import ABSENT, running_server, server_folder

if TYPE_CHECKING:
    from tests.crawl.fleet.databases import TestDatabases


@pytest.fixture(scope="session")
def databases() -> Iterator[TestDatabases]:
    """Give the databases of a server that runs until the end of the tests."""
    from tests.crawl.fleet.databases import TestDatabases  # noqa: PLC0415  # its driver is an extra

    if server_folder() is None:
        pytest.skip(ABSENT)
    with running_server() as url:
        yield TestDatabases(url)
