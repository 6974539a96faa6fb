"""What `-o` names: a regular file is replaced whole, anything else is written to and never replaced."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.export.output.target import ReaderGone, target_of
from storage.export.output.temporary_name import sweep, temporary_path
from storage.export.output.whole_file import whole_file


def _write(name: Path | str, block: bytes = b"new\n", *, before: Callable[[], object] = lambda: None) -> None:
    with target_of(str(name)).opened() as stream:
        before()
        stream.write(block)


def _write_whole(path: Path, *, replaces: bool, meanwhile: Callable[[], object]) -> None:
    with whole_file(path, replaces=replaces) as stream:
        stream.write(b"late")
        meanwhile()


def _break() -> None:
    raise KeyboardInterrupt


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    """Until then the old one is there; a break leaves it, and nothing beside it."""
    path = tmp_path / "all.jsonl"
    path.write_text("old\n", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        _write_whole(path, replaces=True, meanwhile=_break)
    before = path.read_bytes()
    _write(path)

    assert (b"old\n", b"new\n", ["all.jsonl"]) == (before, path.read_bytes(), _names(tmp_path))


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    """A private file stays private; a new one has the usual mode."""
    private, new = tmp_path / "private", tmp_path / "new"
    private.write_bytes(b"")
    private.chmod(0o600)
    _write(private)
    _write(new)
    umask = os.umask(0)
    os.umask(umask)

    assert (0o600, 0o666 & ~umask) == (stat.S_IMODE(private.stat().st_mode), stat.S_IMODE(new.stat().st_mode))


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_is_followed(tmp_path: Path, *, is_there: bool) -> None:
    """The file at its end is written, whole, and the links stay links."""
    (tmp_path / "place").mkdir()
    target = tmp_path / "place" / "all.jsonl"
    if is_there:
        target.write_bytes(b"old\n")
    (tmp_path / "second").symlink_to("place/all.jsonl")
    (tmp_path / "first").symlink_to(tmp_path / "second")
    _write(tmp_path / "first")

    assert (b"new\n", True, True, ["all.jsonl"]) == (
        target.read_bytes(),
        (tmp_path / "first").is_symlink(),
        (tmp_path / "second").is_symlink(),
        _names(tmp_path / "place"),
    )


def _drained(opener: Callable[[], int]) -> tuple[list[bytes], threading.Thread]:
    """Read everything from what *opener* opens, in a thread."""
    read: list[bytes] = []

    def drain() -> None:
        with os.fdopen(opener(), "rb") as stream:
            read.append(stream.read())

    thread = threading.Thread(target=drain)
    thread.start()
    return read, thread


@pytest.mark.parametrize("by_link", [False, True])
def test_a_fifo_is_written_to(tmp_path: Path, *, by_link: bool) -> None:
    """Its reader gets every byte, and it is a fifo afterwards."""
    fifo, link = tmp_path / "fifo", tmp_path / "link"
    os.mkfifo(fifo)
    link.symlink_to(fifo)
    read, thread = _drained(lambda: os.open(fifo, os.O_RDONLY))
    _write(link if by_link else fifo, b"x" * 200_000)
    thread.join(10)

    assert ([b"x" * 200_000], True, ["fifo", "link"]) == (read, stat.S_ISFIFO(fifo.lstat().st_mode), _names(tmp_path))


def test_a_fifo_whose_reader_ends_is_a_failure(tmp_path: Path) -> None:
    """What nobody read was not delivered."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(ReaderGone, match="its reader ended"):
        _write(fifo, b"x" * 200_000, before=lambda: os.close(reader))


def test_a_device_is_written_to() -> None:
    """A pseudo-terminal is a character device."""
    controller, device = os.openpty()
    name = os.ttyname(device)
    _write(name, b"line")
    read = os.read(controller, 100)
    kind = stat.S_ISCHR(Path(name).stat().st_mode)
    os.close(controller)
    os.close(device)

    assert (b"line", True) == (read, kind)


@pytest.mark.parametrize("number", ["/dev/fd/{}", "/proc/self/fd/{}"])
def test_a_descriptor_of_a_file_is_appended_to(tmp_path: Path, number: str) -> None:
    """What the shell opened is neither cut nor replaced."""
    path = tmp_path / "log"
    path.write_bytes(b"before\n")
    with path.open("ab") as stream:
        _write(number.format(stream.fileno()))

    assert b"before\nnew\n" == path.read_bytes()


def test_a_folder_and_a_socket_are_no_files(tmp_path: Path) -> None:
    """The message names the thing; nothing is replaced."""
    with pytest.raises(IsADirectoryError, match=r"a folder; name a file in it"):
        target_of(str(tmp_path))
    here = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket is at most 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("socket")
            with pytest.raises(OSError, match="socket"):
                _write("socket")
    finally:
        os.chdir(here)

    assert stat.S_ISSOCK((tmp_path / "socket").lstat().st_mode)


def test_what_is_no_regular_file_is_never_renamed_over(tmp_path: Path) -> None:
    """Not even when it takes the place of the file while the export is written."""
    path = tmp_path / "all.jsonl"
    with pytest.raises(FileExistsError, match=r"all\.jsonl"):
        _write_whole(path, replaces=True, meanwhile=lambda: os.mkfifo(path))

    assert (True, ["all.jsonl"]) == (stat.S_ISFIFO(path.lstat().st_mode), _names(tmp_path))


def test_a_file_that_must_not_be_replaced_is_not(tmp_path: Path) -> None:
    """Two that want the same name at once: one gets it."""
    path = tmp_path / "mine-000001.jsonl"
    with pytest.raises(FileExistsError, match="mine-000001"):
        _write_whole(path, replaces=False, meanwhile=lambda: path.write_bytes(b"first"))

    assert (b"first", ["mine-000001.jsonl"]) == (path.read_bytes(), _names(tmp_path))


def test_a_long_name_gets_a_temporary_file_too(tmp_path: Path) -> None:
    """Names may have 255 bytes, and Arabic letters two each."""
    path = tmp_path / ("خبر" * 42)
    _write(path)

    assert b"new\n" == path.read_bytes()


def test_temporary_files_of_killed_exports_are_swept(tmp_path: Path) -> None:
    """Those of a process that has ended, and old ones; no file of a living process, and no other file."""
    with subprocess.Popen(["true"]) as ended:
        pass
    mine = temporary_path(tmp_path / "a.jsonl")
    dead = tmp_path / re.sub(r"-\d+-([0-9a-f]{8}\.tmp)$", rf"-{ended.pid}-\1", mine.name)
    elsewhere = tmp_path / ".a.jsonl.rasad-00000000-1-00000000.tmp"
    old = tmp_path / ".b.csv.rasad-00000000-1-00000001.tmp"
    others = [tmp_path / name for name in ("a.jsonl", ".a.jsonl.tmp", ".a.jsonl.rasad-x-1-00000000.tmp")]
    for each in (mine, dead, elsewhere, old, *others):
        each.write_bytes(b"x")
        os.utime(each, (1, 1) if each in (old, *others) else None)
    (tmp_path / ".c.rasad-00000000-1-00000002.tmp").mkdir()
    os.utime(tmp_path / ".c.rasad-00000000-1-00000002.tmp", (1, 1))

    assert (2, False, False, True, True) == (
        sweep(tmp_path), dead.exists(), old.exists(), mine.exists(), elsewhere.exists(),
    )  # fmt: skip
    assert all(each.exists() for each in others)
    assert time.time() - mine.stat().st_mtime < 60
