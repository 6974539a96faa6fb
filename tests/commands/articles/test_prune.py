"""`rasad prune`: what it says it would remove, and what it removes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from crawler.cli.store.prune import prune
from crawler.config.data_dir import DataDir
from storage.database.locks import RunLocks
from storage.store import Store
from tests.support.stores import HOME, fetched, read

OLD_FILE = "rasad-20200101T000000Z-1-00001.warc.gz"


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(prune, words, obj=DataDir(data=data))


def _filled(store: Store, data: Path) -> None:
    """Keep an article, six years ago, and have a file of the archive of that time."""
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "خبر", "نص الخبر كله في سطر واحد"))], run_id=1)
    store.file.db.execute("update articles set kept_at = '2020-01-01T00:00:00Z'")
    (data / "archive").mkdir()
    (data / "archive" / OLD_FILE).write_bytes(b"x" * 1000)
    (data / "rasad.toml").write_text("[retention.articles_days]\nnone = 30\n", encoding="utf-8")


def test_it_says_first_and_removes_then(store: Store, tmp_path: Path) -> None:
    """The dry run has the same figures and changes nothing; the second run finds nothing."""
    _filled(store, tmp_path)
    dry = json.loads(_run(tmp_path, "--dry-run", "--json").stdout)
    left = (store.articles.summary().articles, (tmp_path / "archive" / OLD_FILE).exists())
    done, again = (json.loads(_run(tmp_path, "--json").stdout) for _ in range(2))

    assert (1, True) == left
    assert ([1], {"files": 1, "bytes": 1000}) == ([each["rows"] for each in dry["tables"]], dry["archive"])
    assert (dry["tables"], dry["archive"]) == (done["tables"], done["archive"])
    assert ([0], 0) == ([each["rows"] for each in again["tables"]], again["archive"]["files"])
    assert (0, False) == (store.articles.summary().articles, (tmp_path / "archive" / OLD_FILE).exists())


def test_without_settings_the_store_stays(store: Store, tmp_path: Path) -> None:
    """No limit is set: a line says so, and nothing goes."""
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "خبر", "نص الخبر"))], run_id=1)
    done = _run(tmp_path)

    assert (0, True, 1) == (done.exit_code, "no limit is set" in done.output, store.articles.summary().articles)


def test_it_waits_for_the_runs_of_its_outlets(store: Store, tmp_path: Path) -> None:
    """While a run holds the host of an article that is over, nothing at all is removed."""
    _filled(store, tmp_path)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ma_outlet.toml").write_text(
        f'outlet = "x"\nhome = "{HOME}"\ncountry = "ma"\nlanguage = "ar"\ntimezone = "Africa/Casablanca"\n'
        f'[[discover]]\nkind = "feed"\nurl = "{HOME}feed"\n',
        encoding="utf-8",
    )
    with RunLocks(tmp_path, command="crawl ma_outlet") as locks:
        locks.take({HOME.split("/")[2]})
        held = _run(tmp_path)

    assert (True, 1) == ("crawl ma_outlet" in str(held.exception), store.articles.summary().articles)
    assert 0 == _run(tmp_path).exit_code
