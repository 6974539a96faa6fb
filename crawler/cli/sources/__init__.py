"""`rasad sources`: the commands for the catalogue of outlets."""

from __future__ import annotations

import click

from crawler.cli.output.lazy_commands import CommandEntry, LazyGroup

__all__ = ["sources"]

_COMMANDS = {
    "add": CommandEntry("crawler.cli.sources.add", "add", "Explore an outlet and write its source file."),
    "check": CommandEntry("crawler.cli.sources.check", "check", "Check whether every listing still answers."),
    "disable": CommandEntry("crawler.cli.sources.enable", "disable", "Take sources out of your selection."),
    "enable": CommandEntry("crawler.cli.sources.enable", "enable", "Put sources into your selection."),
    "export": CommandEntry("crawler.cli.sources.export_opml", "export", "Export the feeds of the catalogue as OPML."),
    "import": CommandEntry("crawler.cli.sources.import_opml", "import_", "Write sources from a list of feeds (OPML)."),
    "lint": CommandEntry("crawler.cli.sources.lint", "lint", "Check source files for problems."),
    "list": CommandEntry("crawler.cli.sources.list_show", "list_", "List the sources."),
    "show": CommandEntry("crawler.cli.sources.list_show", "show", "Show everything that is known of one source."),
}


@click.group(
    cls=LazyGroup,
    entries=_COMMANDS,
    short_help="Show, check and extend the catalogue of outlets.",
    invoke_without_command=True,
)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """Show, check and extend the catalogue of outlets.

    It holds the built-in sources and your own in DATA/sources/. Without a command the sources are listed.
    """
    if ctx.invoked_subcommand is None:
        command = sources.get_command(ctx, "list")
        assert command is not None  # noqa: S101  # it is one of the entries
        ctx.invoke(command)
