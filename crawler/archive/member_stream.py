"""Reads gzip members one by one, with limits, and goes on behind damage: the layer below the records of a WARC file."""

from __future__ import annotations

import zlib
from typing import BinaryIO

_BLOCK = 64 * 1024
_MAGIC = b"\x1f\x8b\x08"
_LONGEST_LINE = 64 * 1024
_GZIP = zlib.MAX_WBITS + 16


class MemberStream:
    """The bytes of a WARC file, member by member; a file that is not compressed is one member.

    No call keeps more in memory than what was asked for and a block. *offset*: where the present member begins.
    *is_cut*: the file ended inside it.
    *is_damaged*: bytes in it could not be decompressed; the member ends there.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._start = file, file.tell()
        self._raw = self._file.read(_BLOCK)
        self._is_gzip = self._raw.startswith(_MAGIC[:2])
        self._begin()
        self.is_cut = self.is_damaged = False

    def _begin(self) -> None:
        self._buffer, self._at = b"", 0
        self.offset = self._start
        self._member = zlib.decompressobj(_GZIP) if self._is_gzip else None
        self._is_over = False

    def read(self, length: int) -> bytes:
        """Return *length* bytes, or fewer at the end of the member."""
        parts: list[bytes] = []
        while length > 0 and self._fill():
            part = self._buffer[self._at : self._at + length]
            self._at += len(part)
            length -= len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, length: int | None = None) -> bytes:
        """Return a line with its end; a longer one than *length*, or than 64 KiB, comes in parts."""
        most, parts, size = min(length or _LONGEST_LINE, _LONGEST_LINE), list[bytes](), 0
        while size < most and self._fill():
            end = self._buffer.find(b"\n", self._at, self._at + most - size)
            stop = end + 1 if end >= 0 else min(len(self._buffer), self._at + most - size)
            parts.append(self._buffer[self._at : stop])
            size += stop - self._at
            self._at = stop
            if end >= 0:
                break
        return b"".join(parts)

    def tell(self) -> int:
        """Return 0: what reads headers asks for it and needs no number."""
        return 0

    def next_member(self) -> bool:
        """Go to the next member, whatever is left of this one; whether there is one."""
        if not self._is_gzip:
            return False
        while not self._is_over and self._fill():
            self._at = len(self._buffer)
        while self._find_magic():
            self._begin()
            if self._fill():
                return True
        return False

    def _find_magic(self) -> bool:
        """Move to the next bytes that look like the begin of a member."""
        while True:
            at = self._raw.find(_MAGIC)
            if at >= 0:
                self._drop(at)
                return True
            self._drop(max(len(self._raw) - len(_MAGIC) + 1, 0))
            more = self._file.read(_BLOCK)
            if not more:
                self._note_begun_member()
                return False
            self._raw += more

    def _note_begun_member(self) -> None:
        """Where the file ends within the first bytes of a member, that one is cut and the one before it whole."""
        begun = next((each for each in (_MAGIC[:2], _MAGIC[:1]) if self._raw.endswith(each)), None)
        if begun is not None:
            self.is_cut = True
            self.offset = self._start + len(self._raw) - len(begun)

    def _drop(self, count: int) -> None:
        self._raw = self._raw[count:]
        self._start += count

    def _fill(self) -> bool:
        """Decompress some more where nothing is left; whether there is anything to read."""
        while self._at >= len(self._buffer) and not self._is_over:
            if not self._raw:
                self._raw = self._file.read(_BLOCK)
            if self._raw or self._member is not None:
                at_end = not self._raw
                self._decompress()
                if not (at_end and self._at >= len(self._buffer) and not self._is_over):
                    continue
                self.is_cut = True
            self._is_over = True
        return self._at < len(self._buffer)

    def _decompress(self) -> None:
        before = len(self._raw)
        if self._member is None:
            self._buffer, self._at, self._raw = self._raw, 0, b""
            self._start += before
            return
        try:
            self._buffer, self._at = self._member.decompress(self._raw, _BLOCK), 0
        except zlib.error:
            self._buffer, self._at, self._is_over, self.is_damaged = b"", 0, True, True
            self._drop(1)
            return
        rest = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._raw = rest
        self._start += before - len(rest)
        self._is_over = self._member.eof
