"""The questions of docs/analysts.md: what each asks the store, and its answer as a table of the page.

`python -m benchmarks.house.answers` runs the demo twice in a folder of its own, and writes the answers of that store to
the page.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.house.source_tree import ROOT

PAGE = ROOT / "docs" / "analysts.md"
_QUESTION = re.compile(r"^### (\d+)\. ([^\n]+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_SQL = re.compile(r"```sql\n(.*?)```\n\n?(.*)", re.DOTALL)
_COMMAND = re.compile(r"```console\n\$ rasad ([^\n]+)\n(.*?)```\n", re.DOTALL)
_PORT = re.compile(r"(?<=http://127\.0\.0\.\d\d):\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalystQuestion:
    """One question of the page: number, title, the SQL (or the words of a command of rasad), and its answer there."""

    number: int
    title: str
    sql: str | None
    command: str | None
    answer: str


def questions(page: str) -> list[AnalystQuestion]:
    """Return the questions of the page in their order. Raises `ValueError` for one that asks nothing."""
    return [_question(int(number), title, text) for number, title, text in _QUESTION.findall(page)]


def _question(number: int, title: str, text: str) -> AnalystQuestion:
    if (sql := _SQL.search(text)) is not None:
        return AnalystQuestion(number=number, title=title, sql=sql[1], command=None, answer=sql[2].strip())
    if (command := _COMMAND.search(text)) is not None:
        return AnalystQuestion(number=number, title=title, sql=None, command=command[1], answer=command[2].strip())
    raise ValueError(f"question {number} has neither SQL nor a command")


def answer(question: AnalystQuestion, data: Path) -> str:
    """Return the answer to *question* of the store in *data*, as the page prints it."""
    return _table(question.sql, data) if question.sql is not None else _printed(question.command or "", data)


def _table(sql: str, data: Path) -> str:
    """Return the rows of *sql*, asked as any SQLite tool asks it, as a table in Markdown."""
    db = sqlite3.connect(f"file:{data / 'rasad.db'}?mode=ro", uri=True)
    try:
        cursor = db.execute(sql)
        heads = [each[0] for each in cursor.description]
        rows = [["" if each is None else str(each).replace("|", r"\|") for each in row] for row in cursor]
    finally:
        db.close()
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _printed(command: str, data: Path) -> str:
    """Return what a command prints; the newsroom's port is left out, because a test takes any that is free."""
    words = [sys.executable, "-m", "crawler", "--data", str(data), *command.split()]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    return _PORT.sub("", done.stdout).replace("\u2068", "").replace("\u2069", "").strip()


def with_answers(page: str, data: Path) -> str:
    """Return the page with the answers of the store in *data*."""
    asked = {each.number: each for each in questions(page)}
    return _QUESTION.sub(lambda match: _with_answer(match, asked[int(match[1])], data), page)


def _with_answer(match: re.Match[str], question: AnalystQuestion, data: Path) -> str:
    found = answer(question, data)
    kind, asked = ("sql", question.sql) if question.command is None else ("console", f"$ rasad {question.command}\n")
    text = match[0][: match[0].index(f"```{kind}\n")]
    shown = f"```\n\n{found}" if question.command is None else f"{found}\n```"
    return f"{text}```{kind}\n{asked}{shown}\n\n"


def _write() -> None:
    with TemporaryDirectory() as folder:
        for _ in range(2):
            subprocess.run(
                [sys.executable, "-m", "crawler", "--data", folder, "demo", "--port", "8974"], check=True, cwd=ROOT
            )
        PAGE.write_text(with_answers(PAGE.read_text(encoding="utf-8"), Path(folder)).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write()
