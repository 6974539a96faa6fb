"""Commands with STORE_URL: the demo's rows are those of a single host, a snapshot has them too, and what needs a file says so."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

pytest.importorskip("psycopg", reason="the extra `fleet` is not installed: `make test-fleet` has it")

from storage.database.postgres.opening import open_file
from storage.store import Store
from tests.crawl.fleet.databases import TestDatabases
from tests.support.paths import ROOT

ROWS = {
    "articles": (
        "select a.canonical_url, a.source_id, a.headline, a.body, a.published_at, a.local_day, a.hijri_day, a.agency_id, "
        "o.canonical_url, g.canonical_url, case when a.withdrawn_at is null then 0 else 1 end from articles a "
        "left join articles o on o.id = a.duplicate_of left join articles g on g.id = a.copy_group_id"
    ),
    "revisions": "select a.canonical_url, r.headline, r.body from revisions r join articles a on a.id = r.article_id",
    "frontier": (
        "select f.url, f.source_id, f.state, f.reason, f.revisits, a.canonical_url "
        "from frontier f left join articles a on a.id = f.article_id"
    ),
    "fetches": "select url, effect, reason from fetches",
    "sightings": "select url, listing_url, title, published_at from sightings",
    "figures": "select source_id, fetched, kept, changed, unchanged, duplicates, rejected from source_runs",
    "runs": "select command, exit_status from runs",
}
"""What two crawls of the same press have in common: all but the clock, and the order in which pages came."""
NEEDS_A_FILE = {
    "backup": ["backup"], "restore": ["restore", __file__], "verify": ["verify"], "compact": ["compact"],
    "serve": ["serve"], "reindex": ["reindex"],
}  # fmt: skip
Rows = dict[str, list[tuple[object, ...]]]


def _rasad(data: Path, *words: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if key != "STORE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "crawler", "--data", str(data), *words],
        cwd=ROOT, env=environ | ({"STORE_URL": url} if url else {}), capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def _in_file(path: Path) -> Rows:
    with closing(connect(path)) as db:
        return {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in ROWS.items()}


def _on_server(url: str) -> Rows:
    with Store(open_file(url, read_only=True)) as store, store.file.snapshot() as db:
        return {name: sorted(db.execute(sql).fetchall(), key=repr) for name, sql in ROWS.items()}


def test_the_demo_is_the_same_in_both_and_in_a_snapshot(databases: TestDatabases, tmp_path: Path) -> None:
    """Both days: articles, copies, revisions, withdrawals, frontier, sightings and figures; and there and back again."""
    url, second = databases.without_tables(), databases.without_tables()
    single, fleet = tmp_path / "single", tmp_path / "fleet"
    done = [_rasad(fleet, "store", "init", url=url), _rasad(fleet, "store", "init", url=second)]
    done += [_rasad(single, "demo"), _rasad(fleet, "demo", url=url)]
    done += [_rasad(single, "demo"), _rasad(fleet, "demo", url=url)]
    done += [_rasad(fleet, "snapshot", "-o", str(tmp_path / "out" / "nov.db"), url=url)]
    done += [_rasad(fleet, "store", "copy", str(tmp_path / "out" / "nov.db"), url=second)]
    expected = _in_file(single / "rasad.db")

    assert [0] * len(done) == [each.returncode for each in done], [each.stderr[-300:] for each in done]
    assert [] == [name for name, rows in expected.items() if not rows]
    assert expected == _on_server(url)
    assert expected == _in_file(tmp_path / "out" / "nov.db")
    assert expected == _on_server(second)
    assert not (fleet / "rasad.db").exists()


@pytest.mark.parametrize("name", NEEDS_A_FILE)
def test_what_needs_a_file_names_the_way_out(name: str, databases: TestDatabases, tmp_path: Path) -> None:
    """One line, status 4, and nothing is made in the data folder."""
    url = databases.with_store()
    done = _rasad(tmp_path, *NEEDS_A_FILE[name], url=url)
    databases.give_back(url)

    assert (4, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert f"`rasad {name}` needs a SQLite file, and the store is in PostgreSQL: " in done.stderr
    assert [] == list(tmp_path.iterdir())


def test_a_password_is_in_no_message_and_in_no_log(tmp_path: Path) -> None:
    """Neither when no server answers, nor when the address cannot be read."""
    urls = ["postgresql://rasad:s3cret-word@127.0.0.1:1/rasad", "mysql://rasad:s3cret-word@127.0.0.1/rasad"]
    done = [_rasad(tmp_path, *words, url=url) for url in urls for words in (("runs",), ("demo",), ("store", "init"))]
    logs = "".join(each.read_text("utf-8") for each in tmp_path.glob("logs/*"))
    told = "".join(each.stdout + each.stderr for each in done) + logs

    assert [4, 4, 4, 2, 2, 2] == [each.returncode for each in done]
    assert "s3cret" not in told
    assert "Traceback" not in "".join(each.stderr for each in done)


def test_a_reader_may_have_rights_to_read_alone(databases: TestDatabases) -> None:
    """A store that is opened to be read is not changed, whatever its user might."""
    url = databases.with_store()
    with Store(open_file(url, read_only=True)) as store:
        before = store.articles.last_seq()
        with pytest.raises(Exception, match="may not be written"), store.file.writing():
            pass
    databases.give_back(url)

    assert 0 == before


def test_no_driver_is_imported_for_a_file(tmp_path: Path) -> None:
    """Neither the driver, which is installed here, nor our modules that need it: a single host has none of it."""
    script = (
        "import sys; from pathlib import Path; from storage.store import Store\n"
        f"Store.open(Path({str(tmp_path / 'rasad.db')!r})).close()\n"
        "print([each for each in sys.modules if each.startswith('psycopg') or each.endswith('postgres.opening')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
