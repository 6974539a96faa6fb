"""Disks that are full, folders that cannot be written, accounts that only read, and a log that stays small."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage.database.errors import StoreError
from storage.store import Store
from tests.support.mounts import run_mounted
from tests.support.outlet import SOURCE_ID, crawl
from tests.support.raw_outlet import article, raw_outlet, response, write_source
from tests.support.sources import make_source
from tests.support.stores import new_store

pytestmark = pytest.mark.long

_RASAD = f'"{sys.executable}" -m crawler --data "$1"'


def _noise(lines: str) -> list[str]:
    return [each for each in lines.splitlines() if "Traceback" in each or "Logging error" in each or "  File " in each]


def test_a_full_disk_is_told_in_a_line(tmp_path: Path) -> None:
    """Sixty long pages on a disk of two megabytes: status 4, a line for the store and one for the log, no traceback."""
    long = [response(article(f"/news/{n}") + b"<!--" + bytes(_random(n)) * 200 + b"-->") for n in range(60)]
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(60))
        outlet.answers = {f"/news/{n}": answer for n, answer in enumerate(long)}
        write_source(outlet, tmp_path)
        script = f'mount -t tmpfs -o size=2m tmpfs "$1" && cp -r "$2" "$1/sources" && {_RASAD} crawl {SOURCE_ID} 2>&1 >/dev/null'
        (tmp_path / "disk").mkdir()
        done = run_mounted(script, str(tmp_path / "disk"), str(tmp_path / "sources"))

    full = [each for each in done.stdout.splitlines() if "disk is full" in each or "No space left" in each]
    assert (4, [], True) == (done.returncode, _noise(done.stdout + done.stderr), 1 <= len(full) <= 3)


def _random(seed: int) -> list[int]:
    return [33 + (seed * 7919 + each * each * 104729) % 90 for each in range(1000)]


def test_a_backup_on_a_full_disk_names_its_folder(tmp_path: Path) -> None:
    """The store is only read, so it is not what has no space; no half of a copy is left."""
    new_store(tmp_path / "rasad.db").close()
    (tmp_path / "disk").mkdir()
    script = f'mount -t tmpfs -o size=64k tmpfs "$2" && {_RASAD} backup -o "$2/b.db"; echo "status $?"; ls -A "$2"'
    done = run_mounted(script, str(tmp_path), str(tmp_path / "disk"))

    assert ("status 4\n", True) == (done.stdout, f"{tmp_path}/disk: the backup cannot be written" in done.stderr)


def test_an_export_on_a_full_disk_names_its_file(tmp_path: Path) -> None:
    """The line names the file, and no half of it is left."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(20))
        write_source(outlet, tmp_path)
        crawl(tmp_path)
    (tmp_path / "disk").mkdir()
    script = (
        f'mount -t tmpfs -o size=8k tmpfs "$2" && {_RASAD} export --format jsonl --full-text -o "$2/all.jsonl"; '
        'echo "status $?"; ls -A "$2"'
    )
    done = run_mounted(script, str(tmp_path), str(tmp_path / "disk"))

    assert ("status 2\n", True, []) == (
        done.stdout,
        f"{tmp_path}/disk/all.jsonl" in done.stderr and "No space left" in done.stderr,
        _noise(done.stderr),
    )


_READERS = (
    "health",
    "runs",
    "search الوزير",
    "why {home}news/1",
    "export --format jsonl -o /dev/stdout",
    "sources list",
)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Crawling is refused in a sentence with status 4; whatever only reads works."""
    with raw_outlet() as outlet:
        outlet.listed = (1, 2)
        write_source(outlet, tmp_path)
        crawl(tmp_path)
        home = outlet.home
    out = tmp_path.parent / f"{tmp_path.name}-export"
    readers = [each.format(home=home).replace("/dev/stdout", str(out)) for each in _READERS]
    commands = "; ".join(f'{_RASAD} {each} >/dev/null 2>&1; echo "$?"' for each in readers)
    script = (
        f'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && {commands}; {_RASAD} crawl {SOURCE_ID}; echo "$?"'
    )
    done = run_mounted(script, str(tmp_path))

    assert (["0"] * len(_READERS) + ["4"], True, []) == (
        done.stdout.split(),
        "cannot be written" in done.stderr and str(tmp_path) in done.stderr,
        _noise(done.stderr),
    )


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("empty", ""),
        ("foreign", "create table notes (text); insert into notes values ('mine')"),
        ("foreign with a version", "create table notes (text); pragma user_version = 3"),
        ("without a table", "drop table sightings"),
        ("without the table of polls", "drop table poll_schedule"),
        ("without a column", "alter table frontier rename column tries to attempts"),
    ],
)
def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path, name: str, sql: str) -> None:
    """Every command ends with 4 and one line; the file stays as it was."""
    path = tmp_path / "rasad.db"
    if name == "empty":
        path.touch()
    elif not name.startswith("foreign"):
        Store.open(path).close()
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()
    tables = _tables(path)
    with raw_outlet() as outlet:
        write_source(outlet, tmp_path)
        ends = [_run(tmp_path, *words) for words in (("crawl", SOURCE_ID), ("health",))]
    ends = ends if name in ("empty", "foreign") or "table" in name else ends[:1]

    assert ([(4, [])] * len(ends), tables) == (ends, _tables(path))


def _run(data: Path, *words: str) -> tuple[int, list[str]]:
    command = [sys.executable, "-m", "crawler", "--data", str(data), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, _noise(done.stderr)


def _tables(path: Path) -> list[tuple[str]]:
    db = sqlite3.connect(path)
    rows = db.execute("select sql from sqlite_master where sql is not null order by name").fetchall()
    db.close()
    return rows


def test_the_log_has_no_word_for_a_page_that_is_well(tmp_path: Path) -> None:
    """Twenty more pages add hardly a byte: the beginning of a run is not rotated away."""
    with raw_outlet() as outlet:
        write_source(outlet, tmp_path)
        sizes = []
        for listed in (range(3), range(23)):
            outlet.listed = tuple(listed)
            crawl(tmp_path)
            sizes.append((tmp_path / "logs" / "rasad.log").stat().st_size)
    first, second = sizes[0], sizes[1] - sizes[0]

    assert (True, True) == (first < 4000, second - first < 20 * 100)


_NOBODY = 65534
_ROOT_ONLY = pytest.mark.skipif(os.getuid() != 0, reason="only root can become another account")


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Yield a folder that every account can read, and only ours can write."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        path.chmod(0o755)
        old = os.umask(0o022)
        yield path
        os.umask(old)


def _counts_of_another_account(path: Path) -> list[object]:
    """Return how many sources an account that may only read counts: by any tool, by a careful one, and by our commands."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe()
    child = context.Process(target=_count_as_nobody, args=(path, theirs))
    child.start()
    counts: list[object] = mine.recv()
    child.join()
    return counts


def _count_as_nobody(path: Path, results: Connection) -> None:
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)
    results.send([_count_by_sqlite(str(path)), _count_by_sqlite(f"file:{path}?mode=ro"), _count_by_store(path)])


def _count_by_sqlite(name: str) -> object:
    try:
        return sqlite3.connect(name, uri=name.startswith("file:")).execute("select count(*) from sources").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)


def _count_by_store(path: Path) -> object:
    try:
        with Store.open(path, read_only=True) as store:
            return len(store.sources.licences())
    except StoreError as error:
        return str(error)


@_ROOT_ONLY
def test_another_account_reads_between_runs_and_during_one(public_folder: Path) -> None:
    """An account that may only read sees what was committed last, with any SQLite tool, whether a run writes or not."""
    path = public_folder / "rasad.db"
    with Store.open(path) as store:
        store.sources.register([make_source("ma_first")])
        during = _counts_of_another_account(path)
    between = _counts_of_another_account(path)
    with Store.open(path) as store:
        store.sources.register([make_source("ma_second")])
        again = _counts_of_another_account(path)
    log = path.with_name("rasad.db-wal")

    assert ([1] * 3, [1] * 3, [2] * 3, 0) == (during, between, again, log.stat().st_size)


@_ROOT_ONLY
def test_another_account_reads_a_store_without_its_log(public_folder: Path) -> None:
    """Where another tool removed the empty log at its end, our commands read on, and `immutable=1` is the way of others."""
    path = public_folder / "rasad.db"
    with Store.open(path) as store:
        store.sources.register([make_source("ma_first")])
    other = sqlite3.connect(path)
    other.execute("select count(*) from sources").fetchone()
    other.close()
    counts = _counts_of_another_account(path)

    assert (False, 1, 1) == (
        path.with_name("rasad.db-wal").exists(),
        counts[2],
        _count_by_sqlite(f"file:{path}?immutable=1"),
    )


@_ROOT_ONLY
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o600, 0o755), (0o644, 0o700)])
def test_a_store_that_another_account_may_not_read_says_so(
    public_folder: Path, file_mode: int, folder_mode: int
) -> None:
    """Our commands name the file and the way out, whether the file is closed or its folder."""
    path = public_folder / "rasad.db"
    Store.open(path).close()
    path.chmod(file_mode)
    public_folder.chmod(folder_mode)

    assert (
        f"{path}: may not be read by this account: check the rights of the file and of its folder"
        == (_counts_of_another_account(path)[2])
    )


@_ROOT_ONLY
def test_another_account_reads_what_a_killed_run_committed(public_folder: Path) -> None:
    """The log of a killed run is read, too: `immutable=1` would lose it."""
    path = public_folder / "rasad.db"
    Store.open(path).close()
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_write_and_die, args=(path,))
    child.start()
    child.join()

    assert (-signal.SIGKILL, [1] * 3) == (child.exitcode, _counts_of_another_account(path))


def _write_and_die(path: Path) -> None:
    Store.open(path).sources.register([make_source("ma_first")])
    os.kill(os.getpid(), signal.SIGKILL)
