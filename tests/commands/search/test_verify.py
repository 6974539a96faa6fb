"""What `rasad verify` and `rasad reindex` print where nobody looks."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from crawler.cli.search.reindex import reindex
from crawler.cli.store.verify import verify
from crawler.config.data_dir import DataDir
from tests.support.stores import started_store


def test_without_a_terminal_there_is_no_word_of_progress(tmp_path: Path) -> None:
    """Cron sends a mail of every word: only the result is printed."""
    data_dir = DataDir(data=tmp_path)
    started_store(data_dir.store).close()
    ended = [CliRunner().invoke(each, obj=data_dir) for each in (verify, reindex)]

    assert [(0, "nothing is wrong\n", ""), (0, "", "0 articles indexed\n")] == [
        (each.exit_code, each.stdout, each.stderr) for each in ended
    ]
