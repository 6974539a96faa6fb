"""Runs `rasad` and appends each statement that it gives to SQLite to a file: `python traced_program.py FILE ARGUMENTS`.

Of statements that differ in their values alone only the first is written, as one JSON text a line.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

_VALUE = re.compile(r"[xX]?'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")


def trace_to(path: Path) -> None:
    """Let every connection to a store that is opened from now on write its statements to *path*."""
    connect = sqlite3.connect
    seen: set[str] = set()

    def note(statement: str) -> None:
        shape = _VALUE.sub("?", statement)
        if shape not in seen:
            seen.add(shape)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(statement) + "\n")

    def traced(*args: Any, **settings: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **settings)
        if "rasad.db" in str(args[0]):  # the cursor of an export is a SQLite file, too
            connection.set_trace_callback(note)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]  # it has the signature of no overload, and takes them all


if __name__ == "__main__":  # reader processes import this file again
    trace_to(Path(sys.argv[1]))
    sys.argv = ["rasad", *sys.argv[2:]]
    from crawler.__main__ import main

    main()
