"""`python -m benchmarks.house.demo_picture FILE.svg`: what `make demo` prints on its first day, as a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[2]
_COLUMNS = 104
_PORT = 8790  # not the demo's own: one may be running
_PROGRAM = "import sys; sys.argv[0] = '.venv/bin/rasad'; from crawler.__main__ import main; main()"


def demo_output() -> str:
    """Return what a demo in an empty folder prints on stdout."""
    environ = {**os.environ, "COLUMNS": str(_COLUMNS), "PYTHONPATH": str(ROOT)}
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _PROGRAM, "demo", "--port", str(_PORT)]
        ran = subprocess.run(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    return ran.stdout


def terminal_picture(text: str) -> str:
    """Return *text* as SVG, in a terminal's window."""
    console = Console(record=True, width=_COLUMNS, file=StringIO())
    console.print(Text(f"$ make demo\n{text.rstrip()}"))
    return console.export_svg(title="make demo", unique_id="demo")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(terminal_picture(demo_output()), encoding="utf-8")
