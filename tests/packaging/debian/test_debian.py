"""From a fresh Debian with the packages of the README alone to a crawl by cron's line, as the transcript that is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.packaging.debian.root import why_not
from tests.packaging.debian.transcript import KEPT, record, stable


@pytest.mark.debian
@pytest.mark.parametrize("release", ["bookworm", "trixie"])
def test_a_fresh_debian_crawls(tmp_path: Path, release: str) -> None:
    """Clone, `make demo` twice, `init`, `sources add`, the lines of cron under `env -i`, the units of systemd."""
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)

    assert record(tmp_path, release) == KEPT.read_text(encoding="utf-8")


def test_a_transcript_is_of_no_day_and_no_machine() -> None:
    """Times, sizes and versions go; what an outlet printed stays, and outlets may end in any order."""
    began = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)
    text = """
23:59:59 info    b: 1 found
00:00:01 info    a: 2 found
ok    versions   rasad 0.1.0, schema 21, Python 3.11.2
ok    disk       59.5 GB free of 270.6 GB
next poll 2027-02-01 10:30, printed 2026-11-22 19:40
"""
    expected = """
HH:MM:SS info    a: 2 found
HH:MM:SS info    b: 1 found
ok    versions   VERSIONS
ok    disk       N GB free of N GB
next poll YYYY-MM-DD HH:MM, printed 2026-11-22 19:40
"""

    assert stable(text, began) == expected


def test_the_kept_transcript_shows_a_good_day() -> None:
    """The commands of an operator are all in it, and all of them ended with status 0."""
    text = KEPT.read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line.startswith("$ ")]
    wanted = (
        "make demo",
        " init ",
        "sources add",
        "schedule cron",
        "env -i",
        "schedule systemd",
        "systemd-analyze verify",
    )

    assert ([], 0) == ([each for each in wanted if not any(each in line for line in commands)], text.count("(status "))
