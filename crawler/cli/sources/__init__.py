"""`rasad sources`: the catalogue of outlets; one file a command or two."""

from __future__ import annotations

import click

from crawler.cli.sources.add import add
from crawler.cli.sources.check import check
from crawler.cli.sources.export_opml import export
from crawler.cli.sources.import_opml import import_
from crawler.cli.sources.lint import lint
from crawler.cli.sources.list_show import list_, show

__all__ = ["sources"]


@click.group(short_help="the catalogue of outlets", invoke_without_command=True)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """Show, check and extend the catalogue: the built-in sources and your own in DATA/sources/."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


for _command in (list_, show, add, lint, check, import_, export):
    sources.add_command(_command)
