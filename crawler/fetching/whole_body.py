"""Takes no body for a page that is not whole: cut, or damaged on its way."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence
from contextvars import ContextVar

import brotli
import zstandard
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from spiders.fetching.exceptions import BodyCut, BodyTooLarge

_IS_STRICT: ContextVar[bool] = ContextVar("is_strict", default=True)
_GZIP = zlib.MAX_WBITS + 16
_GZIP_MAGIC = b"\x1f\x8b"
_DAMAGE = (zlib.error, OSError, EOFError, brotli.error, zstandard.ZstdError)


class UnknownCoding(Exception):
    """A body is in a content coding that we cannot read."""


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Decompresses bodies as Scrapy does, and raises `BodyCut` where Scrapy takes what it can get of a damaged one.

    A listing may be cut: its parser keeps the entries that are there, and reads it again (`spiders/listings/`).
    """

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        if "download_maxsize" in request.meta and response.headers.get(
            "Content-Encoding"
        ):  # it may be much longer than a page
            return await asyncio.to_thread(self._decompressed, request, response)
        return self._decompressed(request, response)

    def _decompressed(self, request: Request, response: Response) -> Request | Response:
        _IS_STRICT.set("request" not in request.cb_kwargs)
        try:
            return super().process_response(request, response)
        except BodyCut:
            raise
        except IgnoreRequest as error:  # Scrapy raises it for a body above the limit
            raise BodyTooLarge from error

    def _handle_encoding(self, body: bytes, content_encoding: list[bytes], max_size: int) -> tuple[bytes, list[bytes]]:
        to_decode, to_keep = self._split_encodings(content_encoding)
        for encoding in to_decode if body else ():
            body = self._decoded(body, encoding, max_size)
        return body, to_keep

    def _decoded(self, body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            decoded = self._decode(body, encoding, max_size)
            whole = not _IS_STRICT.get() or is_whole(body, encoding)
        except Exception as error:
            if _is_damage(error):
                raise BodyCut from error
            raise
        if not whole:
            raise BodyCut
        return decoded


def decoded_body(body: bytes, codings: Sequence[str], *, most_bytes: int) -> bytes:
    """Return a body without its content codings, the values of `Content-Encoding`.

    Raises `BodyCut` for one that is damaged or not whole, `BodyTooLarge` for one that is longer than *most_bytes*, and
    `UnknownCoding` for a coding that we cannot read.
    """
    to_decode, to_keep = HttpCompressionMiddleware._split_encodings([each.encode("latin-1") for each in codings])
    if [each for each in to_keep if each not in {b"", b"identity"}]:
        raise UnknownCoding
    for encoding in to_decode if body else ():
        body = _decoded_whole(body, encoding, most_bytes)
    return body


def _decoded_whole(body: bytes, encoding: bytes, most_bytes: int) -> bytes:
    try:
        decoded = HttpCompressionMiddleware._decode(body, encoding, most_bytes)
        whole = is_whole(body, encoding)
    except Exception as error:
        if _is_damage(error):
            raise BodyCut from error
        raise BodyTooLarge from error  # Scrapy's own error for it is private
    if not whole:
        raise BodyCut
    return decoded


def is_whole(body: bytes, encoding: bytes) -> bool:
    """Whether a compressed body has its end; *encoding* is its content coding (RFC 9110 §8.4.1).

    Raises an error of its library for a wrong checksum. What follows the end is ignored, as gzip(1) does.
    """
    if encoding in {b"gzip", b"x-gzip"}:
        return _is_whole_gzip(body)
    if encoding == b"deflate":
        return _is_whole_deflate(body)
    if encoding == b"br":
        decompressor = brotli.Decompressor()
        decompressor.process(body)
        return bool(decompressor.is_finished())
    return _is_whole_zstd(body)


def _is_whole_gzip(body: bytes) -> bool:
    while body.startswith(_GZIP_MAGIC):  # a body may have several members (RFC 1952 §2.2)
        member = zlib.decompressobj(_GZIP)
        member.decompress(body)
        if not member.eof:
            return False
        body = member.unused_data
    return True


def _is_whole_deflate(body: bytes) -> bool:
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # some servers send it without its frame (RFC 9110 §8.4.1.2)
        stream = zlib.decompressobj(bits)
        try:
            stream.decompress(body)
        except zlib.error:
            continue
        return stream.eof
    return False


def _is_whole_zstd(body: bytes) -> bool:
    while body:
        frame = zstandard.ZstdDecompressor().decompressobj()
        frame.decompress(body)
        if not frame.eof:
            return False
        body = frame.unused_data
    return True


def _is_damage(error: Exception) -> bool:
    # Scrapy's zstd comes from a library of its own, with an error class of the same name.
    return isinstance(error, _DAMAGE) or type(error).__name__ == "ZstdError"
