"""Where the log goes: one line for each record on stderr, everything in a file of the data folder."""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from storage.database.errors import StoreError
from storage.database.folder_errors import folder_errors
from storage.exit_status import UserError
from storage.export.printable import printable

_OURS = ("crawler", "spiders", "pipelines", "storage")
_TOLD_ONCE = "scrapy.utils.log"  # the versions of the libraries, once a run
_ERRORS = "crawler.errors"
_JSON = "rasad.jsonl"
_FILE_BYTES, _FILES = 5 * 1024 * 1024, 4
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class _OneLine(logging.Formatter):
    """Leaves tracebacks to the file: a person at the terminal gets one line that tells what happened."""

    def format(self, record: logging.LogRecord) -> str:
        line = record.getMessage().splitlines()
        text = printable(line[0]) if line else ""
        if record.exc_info and record.exc_info[1] is not None:
            text += " (the log has the traceback)"
        return f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7s} {text}"


class _InFile(logging.Formatter):
    """Lets no foreign text steer the terminal that shows the file, or begin a line as if it were a record."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record), lines=True).replace("\n", "\n  ")


@dataclass(slots=True, kw_only=True)
class LoggedRun:
    """What the records of a run have beside their text: *run_id*, as soon as there is one, and its sources' ids."""

    source_ids: frozenset[str] = frozenset()
    run_id: int | None = None


class _AsJson(logging.Formatter):
    """Writes a record as one line of JSON. Its source is Scrapy's spider, or the id before the first colon."""

    def __init__(self, run: LoggedRun) -> None:
        super().__init__()
        self._run = run

    def format(self, record: logging.LogRecord) -> str:
        message = record.getMessage()
        name = getattr(getattr(record, "spider", None), "name", None) or message.partition(":")[0]
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "run_id": self._run.run_id,
            "source_id": name if name in self._run.source_ids else None,
            "message": message,
            "traceback": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps(fields)  # ASCII alone: no foreign text steers the terminal that shows the file


class _Ours(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.name.partition(".")[0] in _OURS


class _NoChatter(logging.Filter):
    """Drops what libraries tell of every page and every source, up to the page itself: only their warnings stay.

    A filter of the handler, because Scrapy sets the levels of its loggers anew when a run begins.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        ours = record.name.partition(".")[0] in _OURS
        return ours or record.levelno >= logging.WARNING or record.name == _TOLD_ONCE


class _LogFile(RotatingFileHandler):
    """A log file that a full disk ends with one line, instead of one traceback for each record."""

    _has_failed = False

    def emit(self, record: logging.LogRecord) -> None:
        if not self._has_failed:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002  # logging's name and signature
        if not self._has_failed:
            self._has_failed = True
            sys.stderr.write(
                f"rasad: {self.baseFilename}: cannot be written ({sys.exc_info()[1]}): no more is logged\n"
            )


@contextmanager
def noted_errors(folder: Path) -> Iterator[None]:
    """Write an error that ends the command into the log too: nobody reads the stderr of cron. It is raised again."""
    try:
        yield
    except UserError as error:
        if folder.parent.is_dir():  # an error is no reason to make a data folder at a mistyped path
            with suppress(StoreError):
                record = logging.LogRecord(_ERRORS, logging.ERROR, "", 0, "%s", (str(error),), None)
                for handler in _log_files(folder, as_json=(folder / _JSON).exists()):
                    handler.emit(record)
                    handler.close()
        raise


def open_logs(folder: Path, *, stderr_level: int, json_of: LoggedRun | None = None) -> None:
    """Send our records of *stderr_level* and above to stderr, and every record to `folder/rasad.log`.

    With *json_of* also to `folder/rasad.jsonl`, as JSON. A file is rotated at 5 MiB and four older ones are kept.
    Raises `StoreError` when it cannot be made.
    """
    log_files = _log_files(folder, as_json=json_of is not None, run=json_of)
    for each in log_files:
        each.setLevel(logging.INFO)
        each.addFilter(_NoChatter())
    terminal = logging.StreamHandler()
    terminal.setFormatter(_OneLine())
    terminal.setLevel(stderr_level)
    terminal.addFilter(_Ours())
    root = logging.getLogger()
    root.handlers = [*log_files, terminal]
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    warnings.simplefilter("default")


def _log_files(folder: Path, *, as_json: bool, run: LoggedRun | None = None) -> list[_LogFile]:
    with folder_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        text = _LogFile(folder / "rasad.log", maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
        text.setFormatter(_InFile(_FORMAT))
        if not as_json:
            return [text]
        lines = _LogFile(folder / _JSON, maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
    lines.setFormatter(_AsJson(run or LoggedRun()))
    return [text, lines]
