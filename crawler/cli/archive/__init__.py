"""`rasad import` and the commands that read saved pages: ours again, and those of foreign files."""

from __future__ import annotations

import click

from crawler.cli.output.lazy_commands import CommandEntry, LazyGroup

_COMMANDS = {"warc": CommandEntry("crawler.cli.archive.warc_import", "warc", "Keep the articles of WARC files.")}


@click.group(cls=LazyGroup, entries=_COMMANDS, short_help="Keep articles of files that others made.")
def import_() -> None:
    """Keep articles of files that others made."""
