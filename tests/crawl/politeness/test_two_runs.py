"""Two runs keep one outlet's pace, also when the first goes on elsewhere."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.host import Host, Reply, serving, write_sources

_DELAY = 4.0


@pytest.mark.long
def test_a_run_keeps_the_pace_of_the_one_that_had_the_host_before(tmp_path: Path) -> None:
    """A run for what is due releases a host and goes on with another; the next run waits out the pause of the host."""
    quick, slow = Host(pages=1), Host(pages=1)
    with serving(quick, slow):
        ids = write_sources(tmp_path, quick, slow, delay=_DELAY)
        slow.says["/feed"] = Reply(status=404, after=25)
        command = [sys.executable, "-m", "crawler", "--data", str(tmp_path), "crawl"]
        first = subprocess.Popen([*command, *ids, "--due"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begun = time.monotonic()
        while "/news/0" not in quick.paths() and time.monotonic() - begun < 60:
            time.sleep(0.05)
        status, asked = 75, len(quick.seen)
        while status == 75 and time.monotonic() - begun < 80:
            second = subprocess.run(
                [*command, ids[0]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            status = second.returncode
        is_beside = first.poll() is None
        first.terminate()
        first.wait()

    assert (0, True, True) == (status, is_beside, len(quick.seen) > asked)
    assert [] == [gap for gap in quick.gaps() if gap < _DELAY]
