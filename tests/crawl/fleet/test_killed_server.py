"""The server is killed under a crawl: the run ends by itself, in one line and with the status of the store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="the extra `fleet` is not installed: `make test-fleet` has it")

from storage.database.postgres.opening import make_tables, open_file
from storage.store import Store
from tests.crawl.fleet.server import ABSENT, running_server, server_folder
from tests.support.paths import ROOT

FIRST_PAGES_SECONDS, END_SECONDS = 60.0, 60.0


def _wait_for_articles(url: str) -> None:
    until = time.monotonic() + FIRST_PAGES_SECONDS
    with Store(open_file(url, read_only=True)) as store:
        while not store.articles.summary().articles:
            assert time.monotonic() < until, "the crawl kept nothing"
            time.sleep(0.05)


def test_a_crawl_ends_with_the_server(tmp_path: Path) -> None:
    """What was under way is told on the last line of stderr, without a traceback there, and the run ends soon."""
    if server_folder() is None:
        pytest.skip(ABSENT)
    with running_server() as place:
        url = place.format("postgres")
        make_tables(url)
        crawl = subprocess.Popen(
            [sys.executable, "-m", "crawler", "--data", str(tmp_path), "demo"],
            cwd=ROOT, env={**os.environ, "STORE_URL": url}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        _wait_for_articles(url)
        server = Path(url.partition("host=")[2], "data", "postmaster.pid").read_text("ascii").splitlines()[0]
        os.kill(int(server), signal.SIGKILL)  # its processes end when they notice, and each tells its program
        stderr = crawl.communicate(timeout=END_SECONDS)[1]

    assert (4, False) == (crawl.returncode, "Traceback" in stderr)
    assert "rasad: no answer from the store at " in stderr.splitlines()[-1]
