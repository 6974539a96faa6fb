"""Figures for Prometheus as a text file, which node_exporter's textfile collector reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from crawler.run.outcomes.outlet_health import HealthState, OutletHealth
from storage.runs.runs import RunRecord

_FIGURES = ("found", "fetched", "not_modified", "kept", "changed", "rejected", "quarantined", "failed")


def write_metrics(path: Path, outlets: Sequence[OutletHealth], runs: Sequence[RunRecord]) -> None:
    """Write the file, whole or not at all: the collector may read it at any time."""
    temporary = path.with_name(f".{path.name}.new")  # the collector reads names that end with .prom
    temporary.write_text("".join(f"{each}\n" for each in metrics_lines(outlets, runs)), encoding="utf-8")
    temporary.chmod(0o644)
    temporary.replace(path)


def metrics_lines(outlets: Sequence[OutletHealth], runs: Sequence[RunRecord]) -> Iterator[str]:
    """Yield the lines of the text format: https://prometheus.io/docs/instrumenting/exposition_formats/."""
    states = Counter(each.state for each in outlets)
    rows = [(f'{{state="{each.value}"}}', float(states[each])) for each in HealthState]
    yield from _metric("rasad_outlets", "Outlets by state: person, waits, ok.", rows)
    selected = [each for each in outlets if each.is_selected]
    person = [(_label(each), float(each.state is HealthState.PERSON)) for each in selected]
    yield from _metric("rasad_outlet_needs_person", "1 while the outlet needs a person.", person)
    for name, text, times in (
        ("rasad_outlet_last_article_timestamp_seconds", "When its newest article was kept.", "last_kept_at"),
        ("rasad_outlet_last_run_timestamp_seconds", "When the last run with it began.", "last_run_at"),
    ):
        found = [(_label(each), getattr(each.latest, times)) for each in selected]
        yield from _metric(name, text, [(label, at.timestamp()) for label, at in found if at is not None])
    for figure in _FIGURES:
        sums = [(_label(each), float(each.week.figures.get(figure, 0))) for each in selected]
        yield from _metric(f"rasad_outlet_week_{figure}", f"{figure} of its runs of the last seven days.", sums)
    yield from _of_runs(runs)


def _of_runs(runs: Sequence[RunRecord]) -> Iterator[str]:
    ended = next((each for each in runs if each.finished_at is not None and each.exit_status is not None), None)
    if ended is None or ended.finished_at is None or ended.exit_status is None:
        return
    at: datetime = ended.finished_at
    yield from _metric("rasad_run_end_timestamp_seconds", "When the last run ended.", [("", at.timestamp())])
    yield from _metric("rasad_run_exit_status", "Its exit status.", [("", float(ended.exit_status))])


def _metric(name: str, text: str, rows: Sequence[tuple[str, float]]) -> Iterator[str]:
    if rows:
        yield f"# HELP {name} {text}"
        yield f"# TYPE {name} gauge"
        yield from (f"{name}{label} {value:.0f}" for label, value in rows)


def _label(health: OutletHealth) -> str:
    return f'{{source="{health.latest.source_id}"}}'  # an id has letters, digits and _ alone
