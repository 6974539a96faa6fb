"""The notebooks of the docs run on a hostile store, and their plots join Arabic letters."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.contract.formats.exported_records import exported, library
from tests.support.paths import DOCS

pytestmark = pytest.mark.formats
NOTEBOOKS = DOCS / "analysts" / "notebooks"


def _run(script: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(NOTEBOOKS / script), *map(str, words)],
        capture_output=True, text=True, timeout=300, check=False, env={**os.environ, "MPLBACKEND": "Agg"},
    )  # fmt: skip


def test_every_notebook_is_tried() -> None:
    assert ["copies_with_duckdb.py", "shares_with_pandas.py"] == sorted(each.name for each in NOTEBOOKS.iterdir())


def test_pandas_counts_and_draws(store: Store, tmp_path: Path) -> None:
    """The shares of an outlet add up to its articles; names with quotes, markup and dollars are text."""
    library("pandas"), library("matplotlib")
    store.file.db.execute("update sources set outlet = 'BBC منبر $x_1$ <&>'")
    done = _run("shares_with_pandas.py", store.file.path.parent, tmp_path / "shares.png")
    (articles,) = store.file.db.execute("select count(*) from articles where withdrawn_at is null").fetchone()
    row = next(line for line in done.stdout.splitlines() if "BBC منبر $x_1$ <&>" in line).split()

    assert (0, b"\x89PNG") == (done.returncode, (tmp_path / "shares.png").read_bytes()[:4]), done.stderr
    assert (True, articles) == (abs(100 - sum(map(float, row[1:4]))) < 0.2, int(row[4]))


def test_duckdb_counts_what_was_exported(store: Store, tmp_path: Path) -> None:
    """Without what was withdrawn; the file is the one that the export writes."""
    library("duckdb"), library("pyarrow")
    store.file.db.execute("update articles set duplicate_of = 1 where id = 2")
    done = _run("copies_with_duckdb.py", exported(store, tmp_path, "articles.parquet", "parquet"))
    (articles,) = store.file.db.execute("select count(*) from articles where withdrawn_at is null").fetchone()
    first = next(line for line in done.stdout.splitlines() if "منبر" in line)

    assert (0, [str(articles), "1"]) == (done.returncode, first.replace("│", " ").split()[-4:-2]), done.stderr


def _ink(text: str) -> Any:
    """Return the dark pixels of a text that matplotlib draws."""
    figure = library("matplotlib.figure").Figure(figsize=(3, 1))
    figure.text(0.5, 0.5, text, ha="center", va="center", fontsize=28)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    drawn.seek(0)
    return library("matplotlib.image").imread(drawn)[:, :, 0] < 0.5


def test_matplotlib_joins_arabic_letters() -> None:
    """Letters look like their joined forms, which Unicode has for old systems, and not like the same letters apart."""
    library("matplotlib")
    plain, joined, apart = (_ink(each) for each in ("بيت", "\ufe91\ufef4\ufe96", "ب\u200cي\u200cت"))

    assert (True, False) == ((plain == joined).all(), (plain == apart).all())


def test_matplotlib_writes_from_right_to_left() -> None:
    """The wide last letter of a word is at its left end; a mark of direction puts Latin letters to the right of it."""
    library("matplotlib")
    word, mixed = _ink("ااااس"), _ink("\u200fiiiiس")
    halves = []
    for each in (word, mixed):
        columns = each.any(axis=0).nonzero()[0]
        middle = (columns[0] + columns[-1]) // 2
        halves.append(each[:, :middle].any(axis=0).sum() > each[:, middle:].any(axis=0).sum())

    assert [True, True] == halves
