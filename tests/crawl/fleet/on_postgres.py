"""A plugin of pytest that lets the stores of `tests.support.stores` be in PostgreSQL: `pytest -p tests.crawl.fleet.on_postgres`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage.database.postgres.opening import open_file
from storage.store import Store
from tests.crawl.fleet.databases import TestDatabases
from tests.crawl.fleet.server import ABSENT, running_server, server_folder
from tests.crawl.fleet.sqlite_only import sqlite_only
from tests.support import stores


class PostgresStores:
    """Makes stores in databases of one server, which starts with the first of them."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._databases: TestDatabases | None = None
        self._opened: list[tuple[Path, str, Store]] = []

    def new_store(self, path: Path) -> Store:
        """Open a new store, for which *path* is only a name."""
        url = self.databases.with_store()
        store = Store(open_file(url))
        self._opened.append((path, url, store))
        return store

    def query_rows(self, data: Path, sql: str) -> list[tuple[object, ...]]:
        """Return the rows of a statement on the last store that was opened for a data folder."""
        url = next(url for path, url, _ in reversed(self._opened) if path == data / "rasad.db")
        with Store(open_file(url)) as store, store.file.writing() as db:
            found = db.execute(sql)
            return found.fetchall() if sql.lstrip().startswith(("select", "with")) else []

    def started_store(self, path: Path, *, store_id: str | None = None) -> Store:
        """Open a store that has `SOURCE`, and run 1."""
        store = self.new_store(path)
        store.sources.register([stores.SOURCE])
        store.runs.start(at=stores.NOW, command="test", pid=1)
        if store_id is not None:
            store.file.db.execute("update store_history set token = ? where number = 1", (store_id,))
        return store

    def store_in_memory(self) -> Store:
        """Open the same store, for tests that need no second connection to it."""
        return self.started_store(Path("in memory", "rasad.db"))

    @property
    def databases(self) -> TestDatabases:
        """The databases of the server."""
        if self._databases is None:
            if server_folder() is None:
                pytest.skip(ABSENT)
            self._databases = TestDatabases(self._stack.enter_context(running_server()))
        return self._databases

    def take_back(self) -> None:
        """Empty the stores that a test has closed; others belong to tests of the same module."""
        closed = [each for each in self._opened if each[2].file.db.raw.closed]
        self._opened = [each for each in self._opened if each not in closed]
        for _path, url, _store in closed:
            self.databases.give_back(url)

    def stop(self) -> None:
        """Stop the server."""
        self._stack.close()


MADE = PostgresStores()
# Tests and their conftest import these by name, so they are replaced before any of them is imported.
stores.new_store, stores.started_store, stores.query_rows = MADE.new_store, MADE.started_store, MADE.query_rows
stores.store_in_memory = MADE.store_in_memory


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is true of a SQLite file alone, each with the reason."""
    reasons = {each.nodeid: sqlite_only(each.nodeid) for each in items}
    for each in items:
        if reason := reasons[each.nodeid]:
            each.add_marker(pytest.mark.skip(reason=reason))


def pytest_configure(config: pytest.Config) -> None:
    """Stop the server with the run of the tests."""
    config.add_cleanup(MADE.stop)


@pytest.fixture(autouse=True)
def emptied_stores() -> Iterator[None]:
    """Take the stores of a test back after it."""
    yield
    MADE.take_back()
