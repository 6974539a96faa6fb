"""Where the log goes: one plain line each on stderr, the whole story in a file of the data folder."""

from __future__ import annotations

import logging
import warnings
from logging.handlers import RotatingFileHandler
from pathlib import Path

_OURS = ("crawler", "spiders", "pipelines", "storage")
_FILE_BYTES, _FILES = 5 * 1024 * 1024, 4
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class _OneLine(logging.Formatter):
    """Leaves tracebacks to the file: a person at the terminal gets the line that says what happened."""

    def format(self, record: logging.LogRecord) -> str:
        line = record.getMessage().splitlines()
        said = line[0] if line else ""
        if record.exc_info and record.exc_info[1] is not None:
            said += f" ({type(record.exc_info[1]).__name__})"
        return f"{self.formatTime(record, '%H:%M:%S')} {record.levelname.lower():7s} {said}"


class _Ours(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.name.partition(".")[0] in _OURS


def open_logs(folder: Path, *, quiet: bool) -> None:
    """Send our lines to stderr (warnings only when *quiet*) and everything to `folder/rasad.log`.

    The file is turned over at 5 MiB and four are kept. Raises `OSError` when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    story = RotatingFileHandler(folder / "rasad.log", maxBytes=_FILE_BYTES, backupCount=_FILES, encoding="utf-8")
    story.setFormatter(logging.Formatter(_FORMAT))
    lines = logging.StreamHandler()
    lines.setFormatter(_OneLine())
    lines.setLevel(logging.WARNING if quiet else logging.INFO)
    lines.addFilter(_Ours())
    root = logging.getLogger()
    root.handlers = [story, lines]
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
