"""The readers' figures as one Markdown table, the best of each column in bold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.quality.scoring import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One reader: its name and version, what was scored, and the facts that it does not look for at all."""

    name: str
    version: str
    figures: Figures
    cpu_ms: float
    silent_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    title: str
    value: Callable[[Row], float]
    best: Callable[[Sequence[float]], float] | None = max
    digits: int = 0
    fact: str = ""


_COLUMNS = (
    _Column(title="F1", value=lambda row: row.figures.f1, digits=4),
    _Column(title="lowest F1", value=lambda row: row.figures.f1_min, digits=4),
    _Column(title="precision", value=lambda row: row.figures.precision, digits=4),
    _Column(title="recall", value=lambda row: row.figures.recall, digits=4),
    _Column(title="kept", value=lambda row: row.figures.kept, digits=4),
    _Column(title="leaks", value=lambda row: row.figures.leaks, best=min),
    _Column(title="headlines", value=lambda row: row.figures.headlines, fact="headlines"),
    _Column(title="dates right", value=lambda row: row.figures.dates_right, fact="dates"),
    _Column(title="null", value=lambda row: row.figures.dates_null, best=None, fact="dates"),
    _Column(title="wrong", value=lambda row: row.figures.dates_wrong, best=min, fact="dates"),
    _Column(title="authors right", value=lambda row: row.figures.authors_right, fact="authors"),
    _Column(title="wrong", value=lambda row: row.figures.authors_wrong, best=min, fact="authors"),
    _Column(title="refused", value=lambda row: row.figures.refused),
    _Column(title="false refusals", value=lambda row: row.figures.false_refusals, best=min),
)


def as_table(rows: Sequence[Row]) -> str:
    """Return the table. A fact that a reader does not look for is a dash and competes with none."""
    columns = [_cells(column, rows) for column in _COLUMNS]
    names = [f"{row.name} {row.version}" for row in rows]
    lines = [
        f"| reader | {' | '.join(column.title for column in _COLUMNS)} |",
        f"| --- | {' | '.join('---:' for _ in _COLUMNS)} |",
        *(f"| {' | '.join(cells)} |" for cells in zip(names, *columns, strict=True)),
    ]
    return "\n".join(lines)


def cpu_line(rows: Sequence[Row]) -> str:
    """Return what a page costs each reader; they do not all look for the same facts, so nothing is best here."""
    return "CPU, ms a page: " + ", ".join(f"{row.name} {row.cpu_ms:.1f}" for row in rows) + "."


def _cells(column: _Column, rows: Sequence[Row]) -> list[str]:
    values = [None if column.fact in row.silent_on else round(column.value(row), column.digits) for row in rows]
    known = [value for value in values if value is not None]
    best = column.best(known) if column.best and known else None
    return [_cell(value, column.digits, is_best=value == best) for value in values]


def _cell(value: float | None, digits: int, *, is_best: bool) -> str:
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return f"**{text}**" if is_best else text
