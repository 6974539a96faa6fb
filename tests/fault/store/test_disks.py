"""Disks that are full, folders that cannot be written, and a log that stays small."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.store import Store
from tests.support.mounts import run_mounted
from tests.support.outlet import SOURCE_ID, crawl
from tests.support.raw_outlet import article, raw_outlet, response, write_source

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
