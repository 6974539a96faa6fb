"""Random inputs by the hundred thousand: examples of a target that are cut, repeated, spliced and overwritten.

Hypothesis makes good inputs and a small failing one, a few hundred a second. This makes thousands a second out of them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

_MOST_EDITS, _LONGEST = 6, 20_000
_LENGTHS = (0, 0, 1, 1, 2, 5, 16, 80, 400)
_TIMES = (0, 2, 2, 3, 30, 300)


class InputMutator:
    """Makes inputs out of *examples*, with an order of its own for each *seed*."""

    def __init__(self, examples: Sequence[Any], *, seed: int) -> None:
        self._examples, self._random = examples, random.Random(seed)

    def next(self) -> Any:
        """Return another input."""
        choice = self._random.choice
        text = choice(self._examples)
        for _ in range(self._random.randrange(_MOST_EDITS) + 1):
            start = self._random.randrange(len(text) + 1)
            end = min(len(text), start + choice(_LENGTHS))
            text = text[:start] + self._middle(text[start:end]) + text[end:]
        return text[:_LONGEST]

    def _middle(self, old: Any) -> Any:
        """Return what is put in the place of a part: nothing, itself many times, a part of another example, an odd letter."""
        kind = self._random.randrange(4)
        if kind == 0:
            return old * self._random.choice(_TIMES)
        other = self._random.choice(self._examples)
        start = self._random.randrange(len(other) + 1)
        if kind == 1:
            return other[start : start + 1]
        if kind == 2:
            return other[start : start + self._random.choice(_LENGTHS)]
        return self._odd(old)

    def _odd(self, old: Any) -> Any:
        if isinstance(old, bytes):
            return bytes((self._random.randrange(256),))
        return chr(self._random.choice((self._random.randrange(0x80), self._random.randrange(0x600, 0x700), 0x202E)))
