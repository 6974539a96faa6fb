"""Decompresses a listing in pieces, so that a small response cannot fill the memory."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from itertools import chain

from pipelines.web.decode import decode
from spiders.listings.listing import ListingError

MOST_BYTES = 50 * 1024 * 1024
"""The largest size of a listing after decompression: the limit of sitemaps.org for a file."""
_GZIP = b"\x1f\x8b"
_PIECE = 64 * 1024
_HEAD = 64 * 1024
_MOST_MEMBERS = 10_000
_WITH_HEADER = zlib.MAX_WBITS | 16


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield *body* in pieces, up to `MOST_BYTES`, decompressed if it begins as gzip does, whatever its headers say.

    Some servers pack a file that is packed already, and some files are several gzip members (RFC 1952 §2.2). Raises
    `ListingError` where the gzip data is damaged; the pieces before that are good.
    """
    cut = (body[start : start + _PIECE] for start in range(0, min(len(body), MOST_BYTES), _PIECE))
    yield from _layer(_layer(cut))


def decoded(pieces: Iterator[bytes]) -> Iterator[str]:
    """Yield the text of a document; its beginning decides the encoding, whatever it declares.

    A `ListingError` of *pieces* is raised after the text before it.
    """
    head, error = b"", None
    try:
        while len(head) < _HEAD and (piece := next(pieces, b"")):
            head += piece
    except ListingError as damage:
        error = damage
    # The last character of the sample may be cut in two.
    charset = decode(head.rpartition(b">")[0] or head, None).charset
    decoder = codecs.getincrementaldecoder(charset)("replace")
    for piece in chain((head,), pieces):
        yield decoder.decode(piece)
        if error is not None:
            raise error
    if rest := decoder.decode(b"", final=True):
        yield rest


def _layer(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield *pieces*, decompressed if they are gzip data."""
    first = next(pieces, b"")
    whole = chain((first,), pieces)
    given = 0
    for piece in _members(whole) if first.startswith(_GZIP) else whole:
        if given >= MOST_BYTES:
            return
        given += len(piece)
        yield piece


def _members(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the data of all gzip members. What follows the last one is ignored, as gzip does."""
    decompressor, members = zlib.decompressobj(wbits=_WITH_HEADER), 1
    for packed in pieces:
        waiting = packed
        while waiting:
            if decompressor.eof:
                if not waiting.startswith(_GZIP) or members == _MOST_MEMBERS:
                    return
                decompressor, members = zlib.decompressobj(wbits=_WITH_HEADER), members + 1
            try:
                piece = decompressor.decompress(waiting, _PIECE)
            except zlib.error as error:
                raise ListingError(f"damaged gzip ({error})") from error
            waiting = decompressor.unused_data if decompressor.eof else decompressor.unconsumed_tail
            if piece:
                yield piece
    if not decompressor.eof:
        yield from _rest(decompressor)


def _rest(decompressor: zlib._Decompress) -> Iterator[bytes]:
    """Yield what a decompressor still holds when its input breaks off."""
    while piece := decompressor.decompress(decompressor.unconsumed_tail, _PIECE):
        yield piece
