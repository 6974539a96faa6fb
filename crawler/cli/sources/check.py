"""`rasad sources check`: do the ways of discovery still answer, and can what they name be read."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.config import read_config
from crawler.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue
from storage.exit_status import ExitStatus

_SAMPLED = 2


@click.command(short_help="ask every way of discovery whether it still answers")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--country", metavar="CC", help="Those of one country (two letters).")
@click.option("--sample", type=click.IntRange(0, 20), default=_SAMPLED, show_default=True, metavar="N",
              help="Try so many entries of each.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_context
def check(ctx: click.Context, *, ids: tuple[str, ...], country: str | None, sample: int, as_json: bool) -> None:
    """Ask each way of discovery of the sources ID (by default of all) and try some of what it names; keep nothing.

    Ways that a crawl found instead of a dead one are asked, too: "feed (found)".

    Exit status: 0 all answer and can be read, 1 some do not, 2 usage or an unknown source.
    """
    from crawler.sources.check import check_sources  # noqa: PLC0415  # starts fast

    place: DataDir = ctx.obj
    catalogue = Catalogue.load(place.sources)
    sources = [catalogue.get(each) for each in dict.fromkeys(ids)]
    if not ids:
        sources = catalogue.by_country(country) if country else list(catalogue.sources.values())
    if not sources:
        raise click.UsageError(f"no source of country {country!r}; `rasad sources list` shows what there is")
    found = check_sources(place, read_config(place.settings), sources, most=sample)
    if as_json:
        print_json(found)
    else:
        print_table(
            ("source", "kind", "answers", "entries", "newest", "readable", "url", "problem"),
            [
                (each.source_id, each.kind + (" (found)" if each.found else ""), "yes" if each.answers else "no",
                 each.entries, each.newest_at, f"{each.readable} of {each.sampled}", each.url, each.problem)
                for each in found
            ],
            right=("entries",),
        )  # fmt: skip
        for line in (line for each in found for line in each.unreadable):
            click.echo(f"not read: {line}", err=True)
    if sum(not each.found for each in found) < sum(len(each.discover) for each in sources):
        click.echo("rasad: interrupted; not every way was asked", err=True)
        raise click.Abort
    ctx.exit(ExitStatus.FELL_SHORT if any(each.problem for each in found) else ExitStatus.EXPECTED)
