"""Decompresses a listing in pieces, so that a small response cannot fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from spiders.listings.listing import ListingError

MOST_BYTES = 50 * 1024 * 1024
"""The largest size of a listing after decompression: the limit of sitemaps.org for a file."""
_GZIP = b"\x1f\x8b"
_PIECE = 64 * 1024


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield *body* in pieces, up to `MOST_BYTES`, decompressed if it begins as gzip does, whatever its headers say.

    Raises `ListingError` where the gzip data is damaged; the pieces before that are good.
    """
    if not body.startswith(_GZIP):
        for start in range(0, min(len(body), MOST_BYTES), _PIECE):
            yield body[start : start + _PIECE]
        return
    decompressor = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # 16: with a gzip header
    waiting, given = body, 0
    while given < MOST_BYTES and not decompressor.eof:
        try:
            piece = decompressor.decompress(waiting, _PIECE)
        except zlib.error as error:
            raise ListingError(f"damaged gzip ({error})") from error
        if not piece:
            return
        waiting = decompressor.unconsumed_tail
        given += len(piece)
        yield piece
