"""`rasad runs`: what the last runs did."""

from __future__ import annotations

from collections.abc import Sequence

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.config.data_dir import DataDir
from storage.runs.runs import SourceRun
from storage.store import Store

_FIGURES = (
    "found", "fetched", "kept", "changed", "duplicates", "rejected", "quarantined", "withdrawn", "failed",
)  # fmt: skip
_MOST_NAMED = 3


@click.command(short_help="Show what the last runs did.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="How many runs to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, the newest run first.")
@click.pass_obj
def runs(data_dir: DataDir, *, limit: int, as_json: bool) -> None:
    """Show the last runs, the newest first. A run without an end was killed, or is still running."""
    with Store.open(data_dir.store, read_only=True) as store:
        found = store.runs.latest(limit=limit)
        sources = {each.run_id: store.runs.source_runs(each.run_id) for each in found}
    if as_json:
        print_json([{"run": each, "sources": sources[each.run_id]} for each in found])
        return
    headings = ("run", "command", "started", "finished", "exit status", *_FIGURES, "problems")
    rows = []
    for each in found:
        of_run = sources[each.run_id]
        sums = [sum(getattr(row, name) for row in of_run) for name in _FIGURES]
        times = (each.started_at, each.finished_at)
        rows.append((each.run_id, each.command, *times, each.exit_status, *sums, _problems(of_run)))
    print_table(headings, rows, right=("run", *headings[4:-1]))


def _problems(sources: Sequence[SourceRun]) -> str:
    """Return the first sources of a run with a problem, each with its problem, and how many more there are."""
    found = [f"{each.source_id}: {each.problem}" for each in sources if each.problem]
    more = [f"and {len(found) - _MOST_NAMED} more"] if len(found) > _MOST_NAMED else []
    return "; ".join([*found[:_MOST_NAMED], *more])
