"""Unpacks a listing piece by piece, so that a small answer cannot become a large one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from spiders.listings.listing import ListingError

MOST_BYTES = 50 * 1024 * 1024
"""What a listing may be, unpacked: sitemaps.org's limit for a file."""
_GZIP = b"\x1f\x8b"
_PIECE = 64 * 1024


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield *body* in pieces, unpacked where it is gzip (with the header that says so or without), up to `MOST_BYTES`.

    Raises `ListingError` where the packing is damaged; what came before was whole.
    """
    if not body.startswith(_GZIP):
        for start in range(0, min(len(body), MOST_BYTES), _PIECE):
            yield body[start : start + _PIECE]
        return
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with a gzip header
    waiting, given = body, 0
    while given < MOST_BYTES and not unpacker.eof:
        try:
            piece = unpacker.decompress(waiting, _PIECE)
        except zlib.error as error:
            raise ListingError(f"damaged gzip ({error})") from error
        if not piece:
            return
        waiting = unpacker.unconsumed_tail
        given += len(piece)
        yield piece
