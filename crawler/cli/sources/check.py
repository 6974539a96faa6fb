"""`rasad sources check`: whether listings still answer, and whether the articles that they name can be read."""

from __future__ import annotations

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from spiders.catalogue.catalogue import Catalogue
from storage.exit_status import ExitStatus

_SAMPLED = 2


@click.command(short_help="Check whether every listing still answers.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--country", metavar="CC", help="Only sources of one country (two letters).")
@click.option("--sample", type=click.IntRange(0, 20), default=_SAMPLED, show_default=True, metavar="N",
              help="Read N articles of each listing.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, one object for each listing.")
@click.pass_context
def check(ctx: click.Context, *, ids: tuple[str, ...], country: str | None, sample: int, as_json: bool) -> None:
    """Fetch each listing of the sources ID (default: all sources) and read some of its articles; keep nothing.

    Listings that a crawl found instead of a dead one are checked, too. They are shown as "feed (found)".

    Exit status: 0 all answer and can be read, 1 some have a problem, 2 usage or an unknown source,
    75 a run holds a host.
    """
    from crawler.sources.check import check_sources  # noqa: PLC0415  # imported when used, to start fast

    data_dir: DataDir = ctx.obj
    catalogue = Catalogue.load(data_dir.sources)
    sources = [catalogue.get(each) for each in dict.fromkeys(ids)]
    if not ids:
        sources = catalogue.by_country(country) if country else list(catalogue.sources.values())
    if not sources:
        raise click.UsageError(f"no source of country {country!r}; `rasad sources list` shows all sources")
    found = check_sources(data_dir, read_config(data_dir.settings), sources, most=sample)
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
            echo(f"not read: {line}", err=True)
    if sum(not each.found for each in found) < sum(len(each.discover) for each in sources):
        echo("rasad: interrupted; not every listing was checked", err=True)
        raise click.Abort
    ctx.exit(ExitStatus.FELL_SHORT if any(each.problem for each in found) else ExitStatus.EXPECTED)
