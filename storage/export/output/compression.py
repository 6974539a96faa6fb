"""Compression by the end of a file's name: `.gz` and `.zst`."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedWriter, RawIOBase
from typing import BinaryIO, cast

import zstandard


@contextmanager
def compressed(raw: RawIOBase, name: str) -> Iterator[BinaryIO]:
    """Give a stream whose bytes go to *raw*, compressed as *name* says; all of them are there after the block.

    The same bytes give the same file: no name and no time is in it. *raw* stays open.
    """
    buffered = BufferedWriter(raw, buffer_size=1 << 17)
    if name.endswith(".gz"):
        with gzip.GzipFile(filename="", mode="wb", fileobj=buffered, mtime=0, compresslevel=6) as stream:
            yield cast("BinaryIO", stream)
    elif name.endswith(".zst"):
        with zstandard.ZstdCompressor(level=3, write_checksum=True).stream_writer(buffered, closefd=False) as writer:
            blocks = BufferedWriter(cast("RawIOBase", writer), buffer_size=1 << 17)
            yield blocks
            blocks.flush()
            blocks.detach()
    else:
        yield buffered
    buffered.flush()
