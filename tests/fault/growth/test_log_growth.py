"""What a log file grows to."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.run.logging_setup import LoggedRun, open_logs

logger = logging.getLogger("crawler.test")


@pytest.fixture(autouse=True)
def _own_root() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    for each in root.handlers:
        if each not in handlers:
            each.close()
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def test_the_file_stays_small(tmp_path: Path) -> None:
    """It is rotated as the text is."""
    open_logs(tmp_path, stderr_level=logging.CRITICAL, json_of=LoggedRun())
    for _ in range(30):
        logger.info("%s", "x" * (1 << 20))
    sizes = [each.stat().st_size for each in tmp_path.glob("rasad.jsonl*")]

    assert (5, True) == (len(sizes), max(sizes) <= 5 * 1024 * 1024)
