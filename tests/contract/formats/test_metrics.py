"""The reference parser of Prometheus reads the file of metrics."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.cli.operators.alerting import look
from crawler.config.data_dir import DataDir
from crawler.newsroom.source_files import write_sources
from storage.exit_status import ExitStatus
from tests.contract.formats.exported_records import library
from tests.support.stores import NOW, SOURCE, started_store

pytestmark = pytest.mark.formats


def test_prometheus_client_reads_the_metrics(tmp_path: Path) -> None:
    """Each metric is one family, a gauge with a help text, and the samples have the values of the run."""
    parser = library("prometheus_client.parser")
    data_dir, path = DataDir(data=tmp_path), tmp_path / "rasad.prom"
    data_dir.settings.write_text(f'[crawl]\nsources = ["{SOURCE.id}"]\n[alert]\nmetrics = "{path}"\n', encoding="utf-8")
    write_sources([SOURCE], data_dir.sources)
    end = NOW + timedelta(minutes=2)
    with started_store(data_dir.store) as store:
        problems = {SOURCE.id: "none of its listings could be read"}
        store.runs.finish(1, at=end, exit_status=ExitStatus.FELL_SHORT, problems=problems, sources=[SOURCE.id])
    look(data_dir, now=NOW + timedelta(hours=1))
    families = list(parser.text_string_to_metric_families(path.read_text(encoding="utf-8")))
    samples = {each.name: (each.labels, each.value) for family in families for each in family.samples}

    names = [each.name for each in families]
    assert (sorted(set(names)), [True] * len(names)) == (
        sorted(names),
        [each.type == "gauge" and bool(each.documentation) for each in families],
    )
    assert samples["rasad_run_exit_status"] == ({}, 1.0)
    assert samples["rasad_run_end_timestamp_seconds"] == ({}, end.timestamp())
    assert samples["rasad_outlet_week_found"] == ({"source": SOURCE.id}, 0.0)
    assert samples["rasad_outlet_needs_person"] == ({"source": SOURCE.id}, 0.0)
