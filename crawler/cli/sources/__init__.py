"""`rasad sources`: the commands for the catalogue of outlets."""

from __future__ import annotations

import click

from crawler.cli.sources.add import add
from crawler.cli.sources.check import check
from crawler.cli.sources.export_opml import export
from crawler.cli.sources.import_opml import import_
from crawler.cli.sources.lint import lint
from crawler.cli.sources.list_show import list_, show

__all__ = ["sources"]


@click.group(short_help="Show, check and extend the catalogue of outlets.", invoke_without_command=True)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """Show, check and extend the catalogue of outlets.

    It holds the built-in sources and your own in DATA/sources/. Without a command the sources are listed.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


for _command in (list_, show, add, lint, check, import_, export):
    sources.add_command(_command)
