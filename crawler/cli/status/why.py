"""`rasad why`: the history of one URL."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from pipelines.web.urls import canonical_url
from storage.exit_status import ExitStatus
from storage.store import Store


@click.command(short_help="Show the history of one URL.")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def why(ctx: click.Context, *, url: str, as_json: bool) -> None:
    """Show the history of URL: which listing named it, when it was fetched, and the outcome.

    Exit status: 0 as expected, 1 no listing ever named the URL.
    """
    data_dir: DataDir = ctx.obj
    try:
        wanted = canonical_url(url)
    except ValueError as error:
        message = f"{url!r} is not an http(s) URL"
        raise click.UsageError(message if str(error) == message else f"{message}: {error}") from error
    with Store.open(data_dir.store, read_only=True) as store:
        history = store.frontier.history(wanted) or store.frontier.history(url)
    if history is None:
        echo(f"rasad: {url} was never seen: no listing named it", err=True)
        ctx.exit(ExitStatus.FELL_SHORT)
    if as_json:
        print_json(history)
    else:
        print_table(("when", "what", "detail"), [(each.at, each.what, each.detail) for each in history.steps])
