"""The whole command at its output: pipes, full and read-only places, and kill -9 over an old file."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.records import ListingEntry
from tests.support.mounts import run_mounted
from tests.support.stores import HOME, SOURCE, claimed, fetched, new_store, offered, read

ROWS = 60
PARAGRAPH = "ناقشت اللجنة مشروع المدرسة الجديدة والأمن الغذائي في المنطقة. "
_RASAD = f'"{sys.executable}" -m crawler --data "$1"'


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder whose export has megabytes."""
    folder = tmp_path_factory.mktemp("data")
    urls = [f"{HOME}news/{number}" for number in range(ROWS)]
    with new_store(folder / "rasad.db") as store:
        store.sources.register([SOURCE])
        store.runs.start(at=read(HOME, "", "").article.fetched_at, command="test", pid=1)
        offered(store, *(ListingEntry(url=url) for url in urls))
        claimed(store, limit=ROWS)
        kept = [fetched(url, read(url, f"عنوان {url}", f"{url} " + PARAGRAPH * 700)) for url in urls]
        store.articles.keep(kept, run_id=1)
    return folder


def _command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "crawler", "--data", str(data), "export", "--format", "jsonl", "--full-text", *words]


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_the_standard_output_is_a_stream(data: Path, name: str) -> None:
    """All lines come through the pipe, and the report is on stderr."""
    done = subprocess.run(_command(data, "-o", name), capture_output=True, check=False, timeout=60)

    assert (0, ROWS) == (done.returncode, len(done.stdout.splitlines()))
    assert f"{ROWS} articles" in done.stderr.decode()
    assert not Path("-").exists()


def test_a_file_behind_the_standard_output_is_appended_to(data: Path, tmp_path: Path) -> None:
    """`>> file` keeps what was there."""
    path = tmp_path / "all.jsonl"
    path.write_text("before\n", "utf-8")
    with path.open("ab") as stream:
        subprocess.run(_command(data, "-o", "/dev/stdout"), stdout=stream, check=True, timeout=60)

    assert ("before", ROWS + 1) == ((lines := path.read_text("utf-8").splitlines())[0], len(lines))


def test_a_reader_that_ends_early_is_a_failure(data: Path) -> None:
    """Status 1 and one line; the cursor stays where it was."""
    command = _command(data, "-o", "-", "--cursor", "early")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as export:
        assert export.stdout is not None
        assert export.stderr is not None
        export.stdout.read(10)
        export.stdout.close()
        message = export.stderr.read().decode()
        status = export.wait(60)

    assert (1, 1, True) == (status, message.count("\n"), "its reader ended" in message)
    again = subprocess.run(_command(data, "-o", "-", "--cursor", "early"), capture_output=True, check=True, timeout=60)
    assert ROWS == len(again.stdout.splitlines())


def test_a_full_place_is_a_failure_with_its_name(data: Path, tmp_path: Path) -> None:
    """A file, a link to one and a stream: status 2, the name, nothing left but the old file; no cursor moved."""
    script = (
        'mount -t tmpfs -o size=64k tmpfs "$2" && echo old > "$2/all" && ln -s all "$2/link"; '
        f'for name in "$2/all" "$2/link"; do {_RASAD} export --format jsonl --full-text --cursor full --overwrite -o $name; echo $?; done; '
        f'{_RASAD} export --format jsonl --full-text --cursor full -o - > "$2/stream"; echo $?; rm "$2/stream"; '
        'cat "$2/all"; ls -A "$2"'
    )
    done = run_mounted(script, str(data), str(tmp_path))

    assert ["2", "2", "2", "old", "all", "link"] == done.stdout.split()
    assert [3, 2, 1] == [done.stderr.count(each) for each in ("No space left", f"{tmp_path}/all", "standard output")]
    again = subprocess.run(_command(data, "-o", "-", "--cursor", "full"), capture_output=True, check=True, timeout=60)
    assert ROWS == len(again.stdout.splitlines())


def test_a_place_that_cannot_be_written(data: Path, tmp_path: Path) -> None:
    """Status 2 and the name; the old file stays."""
    script = (
        'echo old > "$2/all" && mount --bind "$2" "$2" && mount -o remount,bind,ro "$2"; '
        f'{_RASAD} export --format jsonl -o "$2/all"; echo $?; {_RASAD} export --format jsonl -o "$2"; echo $?; cat "$2/all"'
    )
    done = run_mounted(script, str(data), str(tmp_path))

    assert ["2", "2", "old"] == done.stdout.split()
    assert (True, True) == ("Read-only file system" in done.stderr, "a folder; name a file" in done.stderr)


def test_kill_9_leaves_the_old_file_and_the_next_export_sweeps(data: Path, tmp_path: Path) -> None:
    """The old file is whole, no name is taken away, and the temporary file is gone after the next export."""
    path = tmp_path / "all.jsonl"
    path.write_text("old\n", "utf-8")
    stopped = 0
    for _ in range(8):
        with subprocess.Popen(_command(data, "-o", str(path)), stderr=subprocess.DEVNULL) as export:
            until = time.monotonic() + 30
            while not list(tmp_path.glob(".*.tmp")) and export.poll() is None and time.monotonic() < until:
                time.sleep(0.002)
            export.send_signal(signal.SIGKILL)
        stopped += bool(list(tmp_path.glob(".*.tmp")))
        if path.read_text("utf-8") != "old\n":
            assert ROWS == len(path.read_text("utf-8").splitlines())
            path.write_text("old\n", "utf-8")
    subprocess.run(_command(data, "-o", str(path)), check=True, timeout=60, capture_output=True)

    assert stopped > 0
    assert ([path], ROWS) == (list(tmp_path.iterdir()), len(path.read_text("utf-8").splitlines()))
