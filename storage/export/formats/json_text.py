"""JSON as every export writes it: compact, in UTF-8, and on one line for every reader of lines."""

from __future__ import annotations

from collections.abc import Callable

import orjson

# Our own dataclasses are written as `plain_value` says.
_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS | orjson.OPT_PASSTHROUGH_DATACLASS
# The first byte of each is looked for first: one byte is found ten times as fast as three, and it is mostly not there.
_LINE_ENDS = (
    (b"\xe2", ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))),
    (b"\xc2", ((b"\xc2\x85", b"\\u0085"),)),
)


def json_bytes(value: object, *, default: Callable[[object], object] | None = None) -> bytes:
    """Return *value* as JSON. U+2028, U+2029 and U+0085 are escapes: to some readers of JSON lines they end a line.

    *default* returns what JSON knows for a value that it does not know. Times are written in UTC with Z. Text must be
    Unicode, as the store has it: a lone surrogate raises `TypeError`.
    """
    text = orjson.dumps(value, default=default, option=_OPTIONS)
    for byte, ends in _LINE_ENDS:
        if byte in text:
            for end, escape in ends:
                text = text.replace(end, escape)
    return text
