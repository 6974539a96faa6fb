"""Opening a store in PostgreSQL: what is missing is said in one line, and no password in any."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

pytest.importorskip("psycopg", reason="the extra `fleet` is not installed: `make test-fleet` has it")

from storage.database.errors import StoreError, StoreMissing, StoreNewer, StoreUnreachable
from storage.database.postgres.opening import make_tables, open_file
from storage.store import Store
from tests.crawl.fleet.databases import TestDatabases
from tests.support.stores import NOW, SOURCE

OTHER_ORDERS = (
    "lc_collate 'C' lc_ctype 'C' encoding 'SQL_ASCII'",
    "lc_collate 'C' lc_ctype 'C' encoding 'LATIN1'",
    "locale_provider icu icu_locale 'ar' lc_collate 'C' lc_ctype 'C.UTF-8' encoding 'UTF8'",
)
PASSWORD = "s3cret-word"  # noqa: S105  # of nobody


def _refused(action: Callable[[str], object], url: str) -> tuple[type[StoreError], str]:
    with pytest.raises(StoreError) as raised:
        action(url)
    return type(raised.value), str(raised.value)


def test_what_cannot_be_opened_says_why(databases: TestDatabases) -> None:
    """No tables, no such database, no server, an address that cannot be read: each a line of its own, without the password."""
    good = databases.without_tables()
    urls = [
        good,
        good.replace("store_", "missing_"),
        f"postgresql://rasad:{PASSWORD}@127.0.0.1:1/rasad",
        f"postgresql://rasad:{PASSWORD}@ho st:x/rasad",
    ]
    found = [_refused(open_file, each) for each in urls]

    assert [StoreMissing, StoreUnreachable, StoreUnreachable, StoreError] == [kind for kind, _ in found]
    assert ["rasad store init", "does not exist", "127.0.0.1:1/rasad", "postgresql://"] == [
        words for (_, text), words in zip(found, ["rasad store init", "does not exist", "127.0.0.1:1/rasad", "postgresql://"], strict=True)
        if words in text
    ]  # fmt: skip
    assert not any(PASSWORD in text for _, text in found)


def test_tables_are_made_once(databases: TestDatabases) -> None:
    """A new store has an id of its own; a second time nothing is changed."""
    urls = [databases.without_tables() for _ in range(2)]
    for each in urls:
        make_tables(each)
    ids = set()
    for each in urls:
        with Store(open_file(each)) as store:
            store.sources.register([SOURCE])
            ids.add(store.file.db.execute("select token from store_history where number = 1").fetchone()[0])
    again = _refused(make_tables, urls[0])
    with Store(open_file(urls[0])) as store:
        kept = store.sources.countries()

    assert (2, (StoreError, True), frozenset({"ma"})) == (len(ids), (again[0], "already" in again[1]), kept)


def test_a_newer_store_is_refused(databases: TestDatabases) -> None:
    """As a newer SQLite file is."""
    url = databases.with_store()
    with Store(open_file(url)) as store:
        store.file.db.execute("update counters set value = value + 1 where name = 'schema_version'")
    found = _refused(open_file, url)
    databases.give_back(url)

    assert (StoreNewer, True) == (found[0], "upgrade rasad" in found[1])


def test_an_older_store_is_refused_with_the_way_out(databases: TestDatabases) -> None:
    """No schema is migrated on a server: a copy there and back is the way, and nothing is changed."""
    url = databases.with_store()
    with Store(open_file(url)) as store:
        store.file.db.execute("update counters set value = value - 1 where name = 'schema_version'")
    found = [_refused(action, url) for action in (open_file, partial(open_file, read_only=True))]
    databases.give_back(url)

    assert [(StoreError, True)] * 2 == [(kind, "snapshot" in text and "empty database" in text) for kind, text in found]


@pytest.mark.parametrize("words", OTHER_ORDERS)
def test_a_database_in_another_order_or_code_is_refused(words: str, databases: TestDatabases) -> None:
    """Before a table is made in it; the message has the command that makes a right one."""
    kind, text = _refused(make_tables, databases.made_as(words))

    assert (StoreError, True) == (kind, "--lc-collate=C" in text)


def _write_and_fail(store: Store) -> None:
    with store.file.writing() as db:
        db.execute("update counters set value = 7 where name = 'seq'")
        raise ZeroDivisionError


def test_a_write_that_fails_leaves_nothing(databases: TestDatabases) -> None:
    """The transaction is rolled back, and the next one goes on with the same connection."""
    url = databases.with_store()
    with Store(open_file(url)) as store:
        with pytest.raises(ZeroDivisionError):
            _write_and_fail(store)
        store.sources.register([SOURCE])
        run_id = store.runs.start(at=NOW, command="test", pid=1)
        found = (store.articles.last_seq(), store.file.db.in_transaction, run_id)
    databases.give_back(url)

    assert (0, False, 1) == found
