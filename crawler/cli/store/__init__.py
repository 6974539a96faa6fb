"""The commands that copy, check and repair the store as a file, and `rasad store`, which puts it into PostgreSQL."""

from __future__ import annotations

import click

from crawler.cli.output.lazy_commands import CommandEntry, LazyGroup

_COMMANDS = {
    "copy": CommandEntry("crawler.cli.store.served_store", "copy", "Carry a SQLite file into the store in PostgreSQL."),
    "init": CommandEntry("crawler.cli.store.served_store", "init", "Make the tables of a store in PostgreSQL."),
}


@click.group(cls=LazyGroup, entries=_COMMANDS, short_help="Make a store in PostgreSQL, and carry one into it.")
def store() -> None:
    """Make a store in PostgreSQL, and carry one into it: for more than one host (docs/operators/scaling.md)."""
