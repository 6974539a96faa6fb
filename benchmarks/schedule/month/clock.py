"""A clock for a whole program: after `install`, `datetime.now` and `time.time` tell the time that `set_time` gave.

It is installed before anything of ours is imported, since modules take `datetime` by name. Time runs on from there, so
that pauses of a second are pauses of a second. Monotonic clocks, the files' times and certificates stay real.
"""

from __future__ import annotations

import datetime
import time
from datetime import tzinfo
from typing import Any, Self

_REAL = datetime.datetime
_real_time = time.time
_shift = [0.0]


class _AnyDatetime(type):
    """Takes every datetime for an instance: C code makes real ones."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, _REAL)


class VirtualDatetime(_REAL, metaclass=_AnyDatetime):
    """A datetime whose `now` is that of the virtual clock."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(_now(), tz)


def install() -> None:
    """Put the clock in the place of the real one, in this process and in those that are forked from it."""
    patched: Any = datetime
    patched.datetime = VirtualDatetime
    patched = time
    patched.time = _now


def set_time(at: float) -> None:
    """Let it be *at* now (seconds since the epoch)."""
    _shift[0] = at - _real_time()


def _now() -> float:
    return _real_time() + _shift[0]
