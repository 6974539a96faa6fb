"""`rasad why`: the whole fate of one URL."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.data_dir import DataDir
from pipelines.web.urls import canonical_url
from storage.exit_status import ExitStatus
from storage.store import Store


@click.command(short_help="the whole fate of one URL")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def why(ctx: click.Context, *, url: str, as_json: bool) -> None:
    """Tell what became of URL: who named it, when it was asked for, and how that ended.

    Exit status 1 when no listing ever named it.
    """
    place: DataDir = ctx.obj
    try:
        wanted = canonical_url(url)
    except ValueError as error:
        raise click.UsageError(f"{url!r} is no http(s) address: {error}") from error
    with Store.open(place.store, read_only=True) as store:
        fate = store.frontier.history(wanted) or store.frontier.history(url)
    if fate is None:
        click.echo(f"rasad: {url} was never seen: no listing named it", err=True)
        ctx.exit(ExitStatus.FELL_SHORT)
    if as_json:
        print_json(fate)
    else:
        print_table(("when", "what", "detail"), [(each.at, each.what, each.detail) for each in fate.steps])
