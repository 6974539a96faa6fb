"""Where the log goes: one line for each record on stderr, everything in a file of the data folder."""

from __future__ import annotations

import logging
import warnings
from logging.handlers import RotatingFileHandler
from pathlib import Path

_OURS = ("crawler", "spiders", "pipelines", "storage")
_FILE_BYTES, _FILES = 5 * 1024 * 1024, 4
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class _OneLine(logging.Formatter):
    """Leaves tracebacks to the file: a person at the terminal gets one line that tells what happened."""

    def format(self, record: logging.LogRecord) -> str:
        line = record.getMessage().splitlines()
        text = line[0] if line else ""
        if record.exc_info and record.exc_info[1] is not None:
            text += f" ({type(record.exc_info[1]).__name__})"
        return f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7s} {text}"


class _Ours(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.name.partition(".")[0] in _OURS


def open_logs(folder: Path, *, quiet: bool) -> None:
    """Send our records to stderr (warnings only when *quiet*) and every record to `folder/rasad.log`.

    The file is rotated at 5 MiB and four older ones are kept. Raises `OSError` when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log_file = RotatingFileHandler(folder / "rasad.log", maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
    log_file.setFormatter(logging.Formatter(_FORMAT))
    terminal = logging.StreamHandler()
    terminal.setFormatter(_OneLine())
    terminal.setLevel(logging.WARNING if quiet else logging.INFO)
    terminal.addFilter(_Ours())
    root = logging.getLogger()
    root.handlers = [log_file, terminal]
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    warnings.simplefilter("default")
    for noisy in (
        "scrapy.core.scraper",
        "scrapy.addons",
        "scrapy.middleware",
        "scrapy.crawler",
        "py.warnings",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
