"""Texts that make a given regular expression work hard: what one of its repetitions takes, many times over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from re import _constants as sre, _parser  # type: ignore[attr-defined]  # no public way leads to the parsed form
from typing import Any

_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1٣",
    sre.CATEGORY_SPACE: " \n",
    sre.CATEGORY_WORD: "aا1",
    sre.CATEGORY_NOT_DIGIT: "a ",
    sre.CATEGORY_NOT_SPACE: "a.",
    sre.CATEGORY_NOT_WORD: " -",
}
_ANYTHING = "a ا1.<-"
_MANY = 12
"""A repetition that ends after fewer rounds is short whatever it meets."""
_MOST_TEXTS = 60

Parsed = Sequence[tuple[Any, Any]]


def pumps(pattern: str | bytes, flags: int) -> list[tuple[str, str]]:
    """Return pairs of a beginning and of a unit to repeat behind it, for every long repetition of *pattern*."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    flags = flags & ~re.UNICODE if isinstance(pattern, bytes) else flags
    found = dict.fromkeys(_pumps(_parser.parse(text, flags & ~re.DEBUG), ""))
    return list(found)[:_MOST_TEXTS]


def _pumps(parsed: Parsed, before: str) -> Iterator[tuple[str, str]]:
    for operation, argument in parsed:
        if operation in _REPEATS and argument[1] >= _MANY:
            units = _samples(argument[2])
            yield from ((before, unit) for unit in units if unit)
            yield from (("", before + unit) for unit in units[:2] if unit and before)
        for inner in _inner(operation, argument):
            yield from _pumps(inner, before)
        before += next(iter(_one(operation, argument)), "")


def _inner(operation: Any, argument: Any) -> Iterator[Parsed]:
    if operation in _REPEATS:
        yield argument[2]
    elif operation is sre.SUBPATTERN:
        yield argument[3]
    elif operation is sre.BRANCH:
        yield from argument[1]
    elif operation is sre.ATOMIC_GROUP:
        yield argument
    elif operation in (sre.ASSERT, sre.ASSERT_NOT):
        yield argument[1]


def _samples(parsed: Parsed) -> list[str]:
    """Return some texts that *parsed* matches, or nearly: look-arounds and back references are passed over."""
    choices = [_one(operation, argument) or [""] for operation, argument in parsed]
    found = ["".join(each) for _number, each in zip(range(8), product(*choices), strict=False)]
    if len(choices) > 1:  # the second choice of every part, too
        found.append("".join(each[-1] for each in choices))
    return list(dict.fromkeys(found))


def _one(operation: Any, argument: Any) -> list[str]:
    how = _ONE.get(operation)
    return how(argument) if how is not None else []


def _branch(argument: Any) -> list[str]:
    return [each for branch in argument[1] for each in _samples(branch)[:2]][:6]


def _repeat(argument: Any) -> list[str]:
    least, _most, inner = argument
    once = _samples(inner)[:3]
    return [each * max(least, 1) for each in once] + ([""] if least == 0 else [])


def _in(items: Sequence[tuple[Any, Any]]) -> list[str]:
    is_negated = items[0][0] is sre.NEGATE
    inside = [each for item in items for each in _members(*item)]
    if not is_negated:
        return inside[:5]
    closed = set(inside) | {chr(value) for kind, value in items if kind is sre.LITERAL}
    ranges = [value for kind, value in items if kind is sre.RANGE]
    return [each for each in _ANYTHING if each not in closed and not any(a <= ord(each) <= b for a, b in ranges)]


def _members(kind: Any, value: Any) -> list[str]:
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind is sre.RANGE:
        first, last = value
        return [chr(first)] if unicodedata.category(chr(first)) != "Cs" and first <= last else []
    return list(_CATEGORIES.get(value, "")) if kind is sre.CATEGORY else []


_ONE: dict[Any, Callable[[Any], list[str]]] = {
    sre.LITERAL: lambda argument: [chr(argument)],
    sre.NOT_LITERAL: lambda argument: [each for each in _ANYTHING if ord(each) != argument],
    sre.ANY: lambda _argument: list(_ANYTHING),
    sre.IN: _in,
    sre.BRANCH: _branch,
    sre.SUBPATTERN: lambda argument: _samples(argument[3])[:4],
    sre.ATOMIC_GROUP: lambda argument: _samples(argument)[:4],
    **dict.fromkeys(_REPEATS, _repeat),
}
