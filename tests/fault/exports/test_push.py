"""`rasad export --exec` and `--webhook` as commands: the cursor moves only when the records were taken."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.__main__ import rasad
from storage.export.cursors.cursor import state_of
from tests.commands.delivery.receiver import receiving
from tests.support.exports import json_lines, keep_article
from tests.support.stores import started_store

ROWS = 90
"""So many that they do not fit into a pipe that nobody reads (64 KB)."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "rasad.db"
    with started_store(path) as store:
        for number in range(ROWS):
            keep_article(store, f"n{number}")
    return path


@pytest.fixture
def data(filled: Path, tmp_path: Path) -> Path:
    shutil.copy(filled, tmp_path / "rasad.db")
    return tmp_path


def _words(data: Path, *words: str) -> list[str]:
    start = [sys.executable, "-m", "crawler", "--data", str(data), "export", "--format", "jsonl", "--cursor", "desk"]
    return [*start, *words]


def _export(data: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environ}
    return subprocess.run(_words(data, *words), capture_output=True, text=True, check=False, timeout=60, env=env)


def _seq(data: Path) -> int:
    path = data / "exports" / "desk.cursor"
    state = state_of(path) if path.exists() else None
    return 0 if state is None else state.seq


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("cat > /dev/null; exit 3", "the command ended with status 3"),
        ("exec 0<&-; sleep 1", "before it had read everything"),
        ("head -c 10 > /dev/null", "before it had read everything"),
        ("no-such-program-here", "the command ended with status 127"),
        ("kill -9 $$", "the command was ended by SIGKILL"),
    ],
)
def test_a_program_that_does_not_take_all_of_it_moves_nothing(data: Path, command: str, message: str) -> None:
    """Status 1, why, and the next program gets all of it."""
    failed = _export(data, "--full-text", "--exec", command)
    again = _export(data, "--full-text", "--exec", f"cat > '{data}/out.jsonl'")

    assert (1, True, 0) == (failed.returncode, message in failed.stderr, again.returncode), failed.stderr
    assert ROWS == len(json_lines(data / "out.jsonl"))


def test_a_program_gets_the_records_once_and_is_heard(data: Path) -> None:
    """What it prints is on stderr, without what steers a terminal; nothing new starts nothing."""
    noisy = f"cat > '{data}/out.jsonl'; printf 'got it \\033[31m\\n'; echo oops >&2; exit 0"
    first = _export(data, "--exec", noisy)
    second = _export(data, "--exec", f"touch '{data}/started'")

    assert (0, "", ROWS) == (first.returncode, first.stdout, len(json_lines(data / "out.jsonl")))
    assert {"| got it [31m", "| oops"} <= set(first.stderr.splitlines())
    assert (0, True, False) == (second.returncode, "nothing new for desk" in second.stderr, (data / "started").exists())


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_program_ends_with_us(data: Path, number: signal.Signals) -> None:
    """Also what it started, and what does not heed SIGTERM; status 3, and the cursor stays.

    A shell lets its background jobs ignore SIGINT, and their programs inherit that: not those of this test.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    script = f"sleep 300 & echo $! > '{data}/child'; cat > /dev/null; echo $$ > '{data}/pid'; wait"
    with subprocess.Popen(_words(data, "--exec", script), stderr=subprocess.PIPE, text=True) as export:
        until = time.monotonic() + 30
        while not (data / "pid").exists() and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.1)
        export.send_signal(number)
        status = export.wait(30)
    pids = [int((data / name).read_text("utf-8")) for name in ("pid", "child")]

    assert (3, 0) == (status, _seq(data))
    assert [False, False] == [Path(f"/proc/{each}").exists() and _is_alive(each) for each in pids]


def _is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.long
def test_a_webhook_of_the_command(data: Path) -> None:
    """Only where the settings name the host; the secret signs, and is nowhere printed; the address is shown without its path."""
    with receiving() as receiver:
        refused = _export(data, "--webhook", receiver.url)
        (data / "rasad.toml").write_text('[export]\nprivate_hosts = ["127.0.0.1"]\n', "utf-8")
        (data / "url").write_text(receiver.url, "utf-8")
        open_file = _export(data, "--webhook", f"@{data}/url")
        (data / "url").chmod(0o600)
        done = _export(data, "--webhook", f"@{data}/url", RASAD_EXPORT_SECRET="s3cret")  # noqa: S106  # of the test
    listed = subprocess.run(
        [sys.executable, "-m", "crawler", "--data", str(data), "export", "cursors", "--json"],
        capture_output=True, text=True, check=True, timeout=60,
    ).stdout  # fmt: skip
    rows = [json.loads(line) for each in receiver.taken for line in each.body.decode().splitlines()]

    assert (2, True) == (refused.returncode, "is a private address: name the host in private_hosts" in refused.stderr)
    assert (2, True) == (open_file.returncode, "chmod 600" in open_file.stderr)
    assert (0, ROWS, True) == (done.returncode, len(rows), "x-hub-signature-256" in receiver.taken[0].headers)
    assert not any(
        each in text for each in ("t0ken", "s3cret") for text in (refused.stderr, open_file.stderr, done.stderr, listed)
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Give one of -o FILE, --exec CMD and --webhook URL"),
        (("-o", "x", "--exec", "cat"), "Give one of"),
        (("--exec", "cat", "--overwrite"), "--overwrite is about a file"),
    ],
)
def test_what_cannot_be_meant_is_refused(data: Path, words: tuple[str, ...], message: str) -> None:
    """Status 2 and a line that says it."""
    done = CliRunner().invoke(rasad, _words(data, *words)[3:])

    assert (2, True) == (done.exit_code, message in done.output)
