"""`rasad health`: which sources have a problem, and which."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.data_dir import DataDir
from storage.store import Store


@click.command(short_help="Show which sources have a problem, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, one object for each source.")
@click.pass_obj
def health(data_dir: DataDir, *, as_json: bool) -> None:
    """Show the last run of each source and its problem; sources with a problem come first."""
    with Store.open(data_dir.store, read_only=True) as store:
        found = sorted(store.runs.health(), key=lambda each: (each.problem is None, each.source_id))
    if as_json:
        print_json(found)
        return
    headings = (
        "source",
        "outlet",
        "last run",
        "last kept",
        "found",
        "kept",
        "rejected",
        "quarantined",
        "failed",
        "next poll",
        "next poll reason",
        "problem",
    )
    print_table(
        headings,
        [
            (
                each.source_id,
                each.outlet,
                each.last_run_at,
                each.last_kept_at,
                each.found,
                each.kept,
                each.rejected,
                each.quarantined,
                each.failed,
                each.next_poll_at,
                each.next_poll_reason,
                each.problem,
            )
            for each in found
        ],
        right=("found", "kept", "rejected", "quarantined", "failed"),
    )
