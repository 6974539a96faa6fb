"""Finds which lines of a page a reading keeps: readings are text, and lines of the page are elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_NO_LETTER = re.compile(r"[\W_]+")
_LONG = 24
"""From so many letters on, a line is found anywhere in a reading; a shorter one needs a line or a neighbour."""
_JOINT = 16
_PIECE = 40
_MOSTLY = 0.6


def line_key(text: str) -> str:
    """Return the letters and digits of *text*, in small letters: readers differ in blanks, quotes and marks."""
    return _NO_LETTER.sub("", text.casefold())


def kept_by(keys: Sequence[str], reading: Iterable[str]) -> list[bool]:
    """Return for each of the page's lines (*keys*, in order) whether the lines of *reading* hold it.

    A long line is held if it occurs anywhere in the reading, or if most of it occurs in pieces. A short line is held
    if it is a line of the reading, or if it occurs there beside its neighbour on the page, as the cells of a row do.
    """
    reading_keys = [key for each in reading if (key := line_key(each))]
    known, whole = frozenset(reading_keys), "".join(reading_keys)
    return [_is_kept(keys, index, known, whole) for index in range(len(keys))]


def _is_kept(keys: Sequence[str], index: int, known: frozenset[str], whole: str) -> bool:
    key = keys[index]
    if key in known:
        return bool(key)
    if not key:
        return False
    if len(key) >= _LONG:
        return key in whole or _is_mostly(key, whole)
    if key not in whole:
        return False
    above = keys[index - 1][-_JOINT:] if index else ""
    below = keys[index + 1][:_JOINT] if index + 1 < len(keys) else ""
    return (bool(above) and above + key in whole) or (bool(below) and key + below in whole)


def _is_mostly(key: str, whole: str) -> bool:
    if len(key) < _PIECE * 2:
        return False
    pieces = [key[start : start + _PIECE] for start in range(0, len(key) - _PIECE + 1, _PIECE)]
    return sum(each in whole for each in pieces) >= len(pieces) * _MOSTLY
