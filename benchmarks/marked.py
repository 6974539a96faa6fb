"""Writes a measured table into a page of docs/, between two marks, so that the words around it stay."""

from __future__ import annotations

from pathlib import Path


def write_between_marks(path: Path, table: str, *, mark: str) -> None:
    """Put *table* between the page's two *mark* lines. Raises `ValueError` when there are not two."""
    parts = path.read_text(encoding="utf-8").split(mark)
    if len(parts) != 3:  # noqa: PLR2004  # before, between, after
        raise ValueError(f"{path}: {mark} must stand there twice")
    path.write_text(f"{parts[0]}{mark}\n{table}\n{mark}{parts[2]}", encoding="utf-8")
