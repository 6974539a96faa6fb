"""`python -m benchmarks.house.screenshots FOLDER`: photographs the web pages of the demo in Chromium."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from benchmarks.house.chromium import ChromiumPage

_LARGEST = 150_000  # bytes of a picture in the docs
_WAIT_SECONDS = 60
# Name, path, width, height, dark.
_PICTURES = (
    ("search", f"/search?q={quote('الأمن')}", 1000, 640, False),
    ("article", "/article/127", 420, 760, True),
    ("figures", "/figures?days=40", 760, 900, False),
    ("queries", "/rasad/newest", 1000, 560, False),
)


def main(folder: Path) -> None:
    """Crawl two days of the demo, serve it, and write the pictures."""
    with TemporaryDirectory() as data:
        for _day in (1, 2):
            _rasad(data, "demo", "--json")
        with _served(data) as address, ChromiumPage() as page:
            for name, path, width, height, is_dark in _PICTURES:
                page.size(width, height, is_dark=is_dark)
                page.open(address + path)
                _write(folder / f"{name}.png", page.picture())


def _write(path: Path, picture: bytes) -> None:
    if len(picture) > _LARGEST:
        raise ValueError(f"{path}: {len(picture)} bytes, more than {_LARGEST}: photograph less of the page")
    path.write_bytes(picture)
    print(f"{path}: {len(picture):,} bytes")


def _rasad(data: str, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "crawler", "--data", data, *words], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _served(data: str) -> Iterator[str]:
    """Serve the folder and give the address, once it answers."""
    command = [sys.executable, "-m", "crawler", "--data", data, "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None  # noqa: S101  # a pipe was asked for
        address = server.stderr.readline().split()[0].rstrip("/")
        _wait(address, server)
        yield address
        server.terminate()


def _wait(address: str, server: subprocess.Popen[str]) -> None:
    for _ in range(_WAIT_SECONDS * 10):
        try:
            with urlopen(f"{address}/robots.txt", timeout=_WAIT_SECONDS):  # noqa: S310  # our own server
                return
        except URLError:
            try:
                server.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            raise
    raise TimeoutError(f"{address} did not answer")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
