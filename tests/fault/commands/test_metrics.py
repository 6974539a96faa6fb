"""The figures for Prometheus, checked by Prometheus."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.cli.operators.alerting import look
from crawler.config.data_dir import DataDir
from crawler.newsroom.source_files import write_sources
from storage.exit_status import ExitStatus
from tests.support.stores import NOW, SOURCE, started_store


def test_promtool_finds_nothing_wrong_with_the_metrics(tmp_path: Path) -> None:
    """Its check of names, units, types and help texts; Debian's package prometheus has the program."""
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    data_dir = DataDir(data=tmp_path)
    path = tmp_path / "rasad.prom"
    data_dir.settings.write_text(f'[crawl]\nsources = ["{SOURCE.id}"]\n[alert]\nmetrics = "{path}"\n', encoding="utf-8")
    write_sources([SOURCE], data_dir.sources)
    with started_store(data_dir.store) as store:
        problems = {SOURCE.id: "none of its listings could be read"}
        store.runs.finish(
            1, at=NOW + timedelta(minutes=2), exit_status=ExitStatus.FELL_SHORT, problems=problems, sources=[SOURCE.id]
        )
    look(data_dir, now=NOW + timedelta(hours=1))
    text = path.read_bytes()
    done = subprocess.run([program, "check", "metrics"], input=text, capture_output=True, check=False)

    assert (0, b"") == (done.returncode, done.stdout + done.stderr)
    assert [True, True] == [each in text for each in (b"rasad_run_exit_status 1", b'rasad_outlet_week_found{source="')]
