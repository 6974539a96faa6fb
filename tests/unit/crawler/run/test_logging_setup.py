"""The log as text and as JSON: each record once in each file, with the run and the source that it is about."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.run.logging_setup import LoggedRun, noted_errors, open_logs
from storage.exit_status import UserError

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


def _records(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for each in (folder / "rasad.jsonl").read_text("ascii").splitlines()]


def test_a_record_has_its_run_and_its_source(tmp_path: Path) -> None:
    """The source is Scrapy's spider or the id before the colon; a word before a colon is no source."""
    run = LoggedRun(source_ids=frozenset({"ma_a", "ma_b"}))
    open_logs(tmp_path, stderr_level=logging.CRITICAL, json_of=run)
    logger.info("%s: 3 found", "ma_a")
    run.run_id = 7
    logger.warning("odd answer", extra={"spider": SimpleNamespace(name="ma_b")})
    logger.warning("disk: full")
    found = [(each["run_id"], each["source_id"], each["level"], each["message"]) for each in _records(tmp_path)]

    assert [
        (None, "ma_a", "info", "ma_a: 3 found"),
        (7, "ma_b", "warning", "odd answer"),
        (7, None, "warning", "disk: full"),
    ] == found
    assert 3 == len((tmp_path / "rasad.log").read_text("utf-8").splitlines())


def test_foreign_text_stays_in_its_line(tmp_path: Path) -> None:
    """Line ends, escapes, marks of direction and lone surrogates of an outlet are escaped; a traceback is one string."""
    open_logs(tmp_path, stderr_level=logging.CRITICAL, json_of=LoggedRun())
    text = 'خبر\n{"level":"error"}\x1b[2J\u2028\u202e\ud800'
    try:
        int(text)
    except ValueError:
        logger.exception("%s", text)
    (record,) = _records(tmp_path)

    assert (text, True) == (record["message"], "ValueError" in record["traceback"])


def test_without_the_setting_there_is_no_such_file(tmp_path: Path) -> None:
    """And an error that ends a command goes to the files that are there."""
    open_logs(tmp_path / "logs", stderr_level=logging.CRITICAL)
    logger.info("well")
    assert ["rasad.log"] == [each.name for each in (tmp_path / "logs").iterdir()]

    open_logs(tmp_path / "logs", stderr_level=logging.CRITICAL, json_of=LoggedRun())
    with pytest.raises(UserError), noted_errors(tmp_path / "logs"):
        raise UserError("no contact is set")
    last = _records(tmp_path / "logs")[-1]
    assert ("no contact is set", "error") == (last["message"], last["level"])
