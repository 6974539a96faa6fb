"""`rasad export` as a command: its cursors from cron, what it refuses, and kill -9 between file and cursor."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.records import ListingEntry
from storage.store import Store
from tests.support.exports import json_lines
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, new_store, offered, read
from tests.support.warm_command import run_rasad


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with new_store(tmp_path / "rasad.db") as store:
        store.sources.register([SOURCE])
        store.runs.start(at=NOW, command="test", pid=1)
    _keep(tmp_path, *range(3))
    return tmp_path


def _keep(data: Path, *numbers: int, edition: int = 0, length: int = 30) -> None:
    urls = {f"{HOME}news/{number}": number for number in numbers}
    with Store.open(data / "rasad.db") as store:
        offered(store, *(ListingEntry(url=url) for url in urls), url=f"{HOME}{edition}-{min(numbers)}.xml")
        claimed(store, limit=len(urls))
        kept = []
        for url, number in urls.items():
            text = _text(number, edition, length)
            kept.append(
                fetched(url, read(url, f"عنوان {number} {edition}", text, published_at=NOW if number else None))
            )
        store.articles.keep(kept, run_id=1)


def _text(number: int, edition: int, length: int) -> str:
    """Return a text that is like no other one."""
    chance = random.Random(f"{number} {edition}")
    return " ".join("".join(chance.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=7)) for _ in range(length))


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_rasad(data, "export", *words)


def _export(data: Path, *words: str, to: str = "out.jsonl") -> subprocess.CompletedProcess[str]:
    return _rasad(data, "--format", "jsonl", "-o", str(data / to), *words)


def test_the_recipe_of_the_readme_loses_no_batch(data: Path) -> None:
    """A folder gets a file for each export, and a file that is there is not replaced unasked."""
    first = _rasad(data, "--format", "jsonl", "-o", f"{data}/new/", "--cursor", "desk")
    _keep(data, 3)
    second = _rasad(data, "--format", "jsonl", "-o", f"{data}/new/", "--cursor", "desk")
    nothing = _rasad(data, "--format", "jsonl", "-o", f"{data}/new/", "--cursor", "desk")
    made = {each.name: len(json_lines(each)) for each in (data / "new").iterdir()}
    (data / "out.jsonl").write_text("", "utf-8")
    _keep(data, 4)
    refused = _export(data, "--cursor", "desk")
    asked = _export(data, "--cursor", "desk", "--overwrite")

    assert ({"desk-00000001-whole.jsonl": 3, "desk-00000002.jsonl": 1}, 0) == (made, nothing.returncode)
    assert ("3 articles" in first.stderr, "1 new" in second.stderr, "nothing new for desk" in nothing.stderr) == (
        True,
    ) * 3
    assert (2, True, 0, 1) == (
        refused.returncode, "would be lost" in refused.stderr, asked.returncode, len(json_lines(data / "out.jsonl")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--peek",), "give --cursor NAME"),
        (("--reset",), "give --cursor NAME"),
        (("--cursor", "a/b"), "a name is of the letters a-z"),
        (("--cursor", "a", "--reproducible"), "use one of them"),
        (("--fields", "id,odd"), "--fields 'odd': the fields are schema_version, op, id"),
        (("--fields", ","), "the fields are"),
        (("--source", "xx_odd"), "no source of this store"),
        (("--excel",), "--excel is for CSV"),
        (("--full-text", "--for", "training"), "not --for training"),
        (("--query", "source:ma_outlet خبر"), "by --source"),
        (("--query", "-خبر"), "rasad: "),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(data: Path, words: tuple[str, ...], message: str) -> None:
    """Status 2, a line that names it, and no file."""
    done = _export(data, *words)

    assert (2, True, "") == (done.returncode, message in done.stderr, done.stdout)
    assert not (data / "out.jsonl").exists()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ((), {0, 1, 2, 3}),
        (("--since", "2026-11-23"), {1, 2, 3}),
        (("--until", "2026-11-22"), set()),
        (("--since", "2026-11-23", "--until", "2026-11-23"), {1, 2, 3}),
        (("--source", SOURCE.id), {0, 1, 2, 3}),
        (("--country", "MA"), {0, 1, 2, 3}),
        (("--country", "eg"), set()),
        (("--originals",), {0, 1, 2, 3}),
        (("--no-series",), {0, 1, 2, 3}),
    ],
)
def test_a_selection_of_options(data: Path, words: tuple[str, ...], wanted: set[int]) -> None:
    """Days are whole, both included; what has no date is left out then, and counted aloud."""
    _keep(data, 3)
    done = _export(data, *words)
    found = {int(str(row["canonical_url"]).rpartition("/")[2]) for row in json_lines(data / "out.jsonl")}

    assert (0, wanted) == (done.returncode, found)
    assert bool({"--since", "--until"} & set(words)) == ("1 left out because they have no date" in done.stderr)


def test_a_query_selects_what_the_search_finds(data: Path) -> None:
    """Also of an article whose row in the index is not its own number."""
    _keep(data, 1, edition=5)
    _export(data, "--query", _text(1, 5, 30).split()[3])

    assert [2] == [row["id"] for row in json_lines(data / "out.jsonl")]


def test_fields_come_in_their_order(data: Path) -> None:
    """With a cursor the reader learns what each record is about."""
    _export(data, "--fields", "headline, words")
    _export(data, "--fields", "headline,id", "--cursor", "desk", to="other.jsonl")

    assert [["headline", "words"], ["op", "id", "headline"]] == [
        list(json_lines(data / name)[0]) for name in ("out.jsonl", "other.jsonl")
    ]


def test_the_cursors_are_listed(data: Path) -> None:
    """For people and for programs."""
    none = _rasad(data, "cursors")
    _export(data, "--cursor", "desk", "--for", "link")
    _keep(data, 3)
    shown, listed = _rasad(data, "cursors"), json.loads(_rasad(data, "cursors", "--json").stdout)["cursors"]

    assert ("no cursor yet" in none.stderr, "desk: 1 changed since" in shown.stdout) == (True, True)
    assert [("desk", 1, 3, "--for link", None)] == [
        (each["name"], each["waiting"], each["records"], each["selection"], each["problem"]) for each in listed
    ]


def test_the_store_is_not_written(data: Path) -> None:
    """Not one byte of it, with and without a cursor."""
    before = (data / "rasad.db").read_bytes()
    _export(data)
    _export(data, "--cursor", "desk", to="other.jsonl")

    assert before == (data / "rasad.db").read_bytes()


def test_kill_9_at_any_moment_loses_no_record(data: Path) -> None:
    """Whatever a reader gets from whole files, and from the export after the kills, is all that there is."""
    _keep(data, *range(10, 150), length=150)
    held: dict[object, object] = {}
    chance = random.Random(7)
    command = [sys.executable, "-m", "crawler", "--data", str(data), "export", "--format", "jsonl", "--full-text"]
    killed = 0
    for edition in range(1, 6):
        _keep(data, 1, 2, *range(10, 10 + 5 * edition), edition=edition, length=150)
        with subprocess.Popen(
            [*command, "-o", f"{data}/new/", "--cursor", "desk"], stderr=subprocess.DEVNULL
        ) as export:
            time.sleep(0.3)
            while not list((data / "exports").glob("*-journal")) and export.poll() is None:
                time.sleep(0.001)
            time.sleep(chance.random() * 0.1)
            export.send_signal(signal.SIGKILL)
        killed += export.returncode == -signal.SIGKILL
        held |= _read_batches(data / "new")
    last = subprocess.run([*command, "-o", f"{data}/new/", "--cursor", "desk"], check=True, capture_output=True)
    held |= _read_batches(data / "new")
    subprocess.run([*command, "-o", str(data / "all.jsonl")], check=True, capture_output=True)
    wanted = {row["id"]: row["body"] for row in json_lines(data / "all.jsonl")}

    assert killed > 0, last.stderr
    assert wanted == held


def _read_batches(folder: Path) -> dict[object, object]:
    """Return the bodies by id, as a reader takes them from the files in their order."""
    paths = sorted(each for each in folder.glob("*.jsonl")) if folder.exists() else []
    rows = [row for each in paths for row in json_lines(each)]
    for each in paths:
        each.unlink()
    return {row["id"]: row["body"] for row in rows}


def test_a_store_from_a_backup_is_refused_by_the_command(data: Path) -> None:
    """Status 2 and the way out, which works."""
    shutil.copy(data / "rasad.db", data / "backup.db")
    _keep(data, 3, 4)
    _export(data, "--cursor", "desk")
    shutil.copy(data / "backup.db", data / "rasad.db")
    _keep(data, 5, 6, 7, 8, 9)
    refused = _export(data, "--cursor", "desk", to="second.jsonl")
    again = _export(data, "--cursor", "desk", "--reset", to="second.jsonl")

    assert (2, True, 0, 8) == (
        refused.returncode, "--reset exports everything again" in refused.stderr, again.returncode,
        len(json_lines(data / "second.jsonl")),
    )  # fmt: skip
