"""Large tables of examples of one pure function, checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def wrong_rows(
    rows: Iterable[tuple[Any, ...]], function: Callable[..., object]
) -> list[tuple[tuple[Any, ...], object]]:
    """Return each row (the arguments, then the result that is expected) with a wrong result, beside that result.

    For tables of more than 25 rows: as a test of its own, each row would cost 1 ms of CPU. An error is a wrong result,
    so that it hides no other row.
    """
    found = [(row, _result(function, row[:-1])) for row in rows]
    return [(row, result) for row, result in found if result != row[-1]]


def _result(function: Callable[..., object], arguments: tuple[Any, ...]) -> object:
    try:
        return function(*arguments)
    except Exception as error:  # noqa: BLE001  # whatever it is, the test reports it with its row
        return error
