"""Scores answers with the corpus' own score.py, so that every figure is the one that `make score` prints."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus
from benchmarks.reader.jobs import Answer

# score.py asks a command about each page; this one says again what was answered under the page's name.
_REPLAY = 'cat "$0/$(basename "$1")"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What score.py found; its docstring defines every figure. `x_of` is the most that x can be."""

    articles: int
    f1: float
    f1_min: float
    precision: float
    recall: float
    kept: float
    leaks: int
    leaks_of: int
    headlines: int
    headlines_of: int
    dates_right: int
    dates_null: int
    dates_wrong: int
    authors_right: int
    authors_of: int
    authors_wrong: int
    refused: int
    refused_of: int
    false_refusals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The figures, and score.py's row of each page."""

    figures: Figures
    rows: tuple[dict[str, Any], ...]


def score(corpus: Corpus, answers: Sequence[Answer]) -> Scored:
    """Return the score of *answers*, one a page in the corpus' order.

    Raises `ValueError` when two pages have one file name, and `subprocess.CalledProcessError` when score.py fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        replies = folder / "answers"
        replies.mkdir()
        for page, answer in zip(corpus.pages(), answers, strict=True):
            path = replies / Path(page.name).name.removesuffix(".gz")
            if path.exists():
                raise ValueError(f"{corpus.root}: two pages are named {path.name}")
            path.write_text(json.dumps(asdict(answer), ensure_ascii=False), encoding="utf-8")
        replay = f"{shlex.join(['sh', '-c', _REPLAY, str(replies)])} {{page}}"
        argv = [sys.executable, str(corpus.scorer), str(corpus.root), "--command", replay]
        done = subprocess.run([*argv, "--json", str(folder / "rows")], capture_output=True, check=True)
        rows = (folder / "rows").read_text(encoding="utf-8").splitlines()
    return Scored(figures=_figures(json.loads(done.stdout)), rows=tuple(json.loads(row) for row in rows))


def _figures(report: dict[str, Any]) -> Figures:
    headlines, headlines_of = map(int, report["headline"].split("/"))
    authors, authors_of = map(int, report["authors_right"].split("/"))
    refused, refused_of = map(int, report["refused"].split("/"))
    return Figures(
        articles=report["articles"],
        f1=report["f1"],
        f1_min=report["f1_min"],
        precision=report["precision"],
        recall=report["recall"],
        kept=report["kept"],
        leaks=report["leaks"],
        leaks_of=report["snippets"],
        headlines=headlines,
        headlines_of=headlines_of,
        dates_right=report["date_right"],
        dates_null=report["date_null"],
        dates_wrong=report["date_wrong"],
        authors_right=authors,
        authors_of=authors_of,
        authors_wrong=report["authors_wrong"],
        refused=refused,
        refused_of=refused_of,
        false_refusals=report["false_refusals"],
    )
