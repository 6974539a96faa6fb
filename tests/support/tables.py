"""Large tables of examples of one pure function, checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any


def wrong_rows(
    rows: Iterable[tuple[Any, ...]], function: Callable[..., object]
) -> list[tuple[tuple[Any, ...], object]]:
    """Return each row (the arguments, then the result that is expected) with a wrong result, beside that result.

    An error is a wrong result, so that it hides no other row.
    """
    found = [(row, _result(function, row[:-1])) for row in rows]
    return [(row, result) for row, result in found if result != row[-1]]


def every_row(
    names: str | Sequence[str], rows: Iterable[object], *, ids: Iterable[str] | Callable[[Any], str] | None = None
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make one test of a test with a table of rows, which are written as for `pytest.mark.parametrize`.

    It checks every row, and fails with the errors of all wrong ones, each with its row or with its id. As a test of its
    own each row would cost 2 ms of CPU before it does anything: so this is for tests that need no fixture, because
    nothing is put back between two rows.
    """
    split = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
    table: list[tuple[Any, ...]] = [(row,) if len(split) == 1 else tuple(row) for row in rows]  # type: ignore[arg-type]
    named = [ids(*values) for values in table] if callable(ids) else list(ids or map(repr, table))

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def checked() -> None:
            errors = []
            for name, values in zip(named, table, strict=True):
                try:
                    test(**dict(zip(split, values, strict=True)))
                except Exception as error:  # noqa: BLE001  # it is reported beside those of the other rows
                    error.add_note(f"in the row {name}")
                    errors.append(error)
            if errors:
                raise ExceptionGroup(f"{len(errors)} of {len(table)} rows", errors)

        checked.__name__, checked.__qualname__ = test.__name__, test.__qualname__
        checked.__doc__, checked.__module__ = test.__doc__, test.__module__
        return checked

    assert table, "a table without rows proves nothing"
    assert len(named) == len(table), "as many ids as rows"
    return decorate


def _result(function: Callable[..., object], arguments: tuple[Any, ...]) -> object:
    try:
        return function(*arguments)
    except Exception as error:  # noqa: BLE001  # whatever it is, the test reports it with its row
        return error
