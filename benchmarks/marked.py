"""Writes a measured table into a page of docs/, between two marks, so that the words around it stay."""

from __future__ import annotations

from pathlib import Path


def write_between_marks(path: Path, table: str, *, mark: str) -> None:
    """Put *table* between the page's two *mark* lines. Raises `ValueError` when there are not two."""
    parts = path.read_text(encoding="utf-8").split(mark)
    if len(parts) != 3:  # noqa: PLR2004  # before, between, after
        raise ValueError(f"{path}: {mark} must stand there twice")
    path.write_text(f"{parts[0]}{mark}\n{table}\n{mark}{parts[2]}", encoding="utf-8")


def write_now(path: Path, figure: str, now: str) -> None:
    """Put *now* into the row of *figure* in the table at the page's head: figure, goal, now, command.

    Raises `ValueError` when the table has no such row.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    row = next((at for at, line in enumerate(lines) if line.startswith(f"| {figure} |")), None)
    if row is None:
        raise ValueError(f"{path}: no row {figure!r} in the table of goals")
    _, name, goal, _, command, _ = lines[row].split("|")
    lines[row] = f"|{name}|{goal}| {now} |{command}|"
    path.write_text("\n".join(lines), encoding="utf-8")
