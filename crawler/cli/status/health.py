"""`rasad health`: which sources have a problem, and which."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.data_dir import DataDir
from storage.database.wal import wal_warning
from storage.store import Store

_COLUMNS = {
    "source": "source_id",
    "outlet": "outlet",
    "last run": "last_run_at",
    "last kept": "last_kept_at",
    "found": "found",
    "kept": "kept",
    "rejected": "rejected",
    "quarantined": "quarantined",
    "failed": "failed",
    "next poll": "next_poll_at",
    "next poll reason": "next_poll_reason",
    "problem since": "problem_since",
    "problem": "problem",
}
_FIGURES = ("found", "kept", "rejected", "quarantined", "failed")


@click.command(short_help="Show which sources have a problem, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, one object for each source.")
@click.pass_obj
def health(data_dir: DataDir, *, as_json: bool) -> None:
    """Show the last run of each source and its problem; sources with a problem come first."""
    with Store.open(data_dir.store, read_only=True) as store:
        warning = wal_warning(store.file.path.with_name(f"{store.file.path.name}-wal"))
        found = sorted(store.runs.health(), key=lambda each: (each.problem is None, each.source_id))
    if warning is not None:
        echo(f"rasad: {warning}", err=True)
    if as_json:
        print_json(found)
        return
    rows = [[getattr(each, name) for name in _COLUMNS.values()] for each in found]
    print_table(tuple(_COLUMNS), rows, right=_FIGURES)
