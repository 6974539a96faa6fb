"""A stream that knows the SHA-256 of what was written through it."""

from __future__ import annotations

import hashlib
import io
from typing import Any, BinaryIO


class HashedStream(io.RawIOBase):
    """Hands everything on to *stream*, and leaves it open when it is closed. Without *hashes* it only counts."""

    def __init__(self, stream: BinaryIO, *, hashes: bool = True) -> None:
        super().__init__()
        self._stream, self._digest, self._written = stream, hashlib.sha256(), 0
        self._hashes = hashes

    def writable(self) -> bool:
        return True

    def write(self, block: Any, /) -> int:  # any buffer; Python has a type for them from 3.12 on
        """Write a block whole."""
        if self._hashes:
            self._digest.update(block)
        self._written += memoryview(block).nbytes
        return self._stream.write(block)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        self._stream.flush()

    def hexdigest(self) -> str:
        """Return the SHA-256 of all blocks so far; empty where they are not hashed."""
        return self._digest.hexdigest() if self._hashes else ""
