"""`rasad export cursors`: the readers of exports, and how far each has come."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from storage.export.cursors.cursor_list import ListedCursor, list_cursors
from storage.store import Store


@click.command(short_help="List the cursors of exports.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def cursors(data_dir: DataDir, *, as_json: bool) -> None:
    """List the cursors: their last export, and how many articles have changed since."""
    with Store.open(data_dir.store, read_only=True) as store:
        found = list_cursors(store, data_dir.exports)
    if as_json:
        print_json({"cursors": found})
        return
    for each in found:
        echo(_line(each))
    if not found:
        echo("no cursor yet: `rasad export --format jsonl -o DIR/ --cursor NAME` makes one", err=True)


def _line(cursor: ListedCursor) -> str:
    if cursor.problem is not None:
        return f"{cursor.name}: {cursor.problem}"
    return (
        f"{cursor.name}: {cursor.waiting} changed since {cursor.at}; the last file has {cursor.records} articles: "
        f"{cursor.file or 'none'} ({cursor.selection})"
    )
