"""`rasad copies`: which outlet takes how many texts from which other."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import click

from crawler.cli.articles.gexf import gexf
from crawler.cli.output.csv_table import print_csv
from crawler.cli.output.tables import percent, print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.cli.search.scope_options import bounded, scope_options
from crawler.cli.sources.collection import stored_members
from crawler.config.data_dir import DataDir
from crawler.search.attend import scope_of
from crawler.search.places import check_places
from pipelines.arabic.search.query import SearchQuery
from storage.analysis.copy_network import CopyNetwork, read_network
from storage.export.output.target import STDOUT, target_of
from storage.store import Store

_COLUMNS = (
    "outlet", "original_outlet", "copies", "agency_copies", "articles", "share", "median_hours", "first_day",
    "last_day",
)  # fmt: skip


@click.command(short_help="Show which outlet takes how many texts from which other.")
@scope_options
@click.option("--no-agencies", is_flag=True, help="Leave out copies that credit a news agency.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=30,
    show_default=True,
    metavar="N",
    help="How many rows the table has.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--gexf", "as_gexf", is_flag=True, help="Write a graph for Gephi and networkx (GEXF 1.3).")
@click.option("-o", "--output", metavar="FILE", help="With --gexf: the file; without it, standard output.")
@click.pass_obj
def copies(  # noqa: PLR0913  # one for each option
    data_dir: DataDir,
    *,
    source: str | None,
    country: str | None,
    collection: str | None,
    since: datetime | None,
    until: datetime | None,
    no_agencies: bool,
    limit: int,
    as_json: bool,
    as_csv: bool,
    as_gexf: bool,
    output: str | None,
) -> None:
    """Show who copies whom: the outlet, the outlet that had the texts first, and how many they are.

    Days are those of the copying outlet. --source gives what this outlet takes and what is taken from it; with
    --country and --collection both outlets are of the group.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    if as_json + as_csv + as_gexf > 1:
        raise click.UsageError("--json, --csv and --gexf: choose one")
    if output is not None and not as_gexf:
        raise click.UsageError("-o is for --gexf; the others print")
    target = target_of(output or STDOUT)
    asked = bounded(SearchQuery(groups=()), source=source, country=country, since=since, until=until)
    with Store.open(data_dir.store, read_only=True) as store:
        check_places(store, asked)
        members = stored_members(data_dir, store, collection) if collection else None
        scope = scope_of(store, replace(asked, source=None), sources=members, originals_only=False)
        network = read_network(store.file, scope, of_source=source, without_agencies=no_agencies)
    if as_gexf:
        with target.opened() as stream:
            stream.write(gexf(network))
    elif as_json:
        print_json({"outlets": network.outlets, "links": network.links})
    elif as_csv:
        print_csv(("source_id", "original_source_id", *_COLUMNS), _rows(network, with_ids=True))
    else:
        rows = [(*row[:5], percent(network.links[at].share), *row[6:]) for at, row in enumerate(_rows(network)[:limit])]
        print_table(_COLUMNS, rows, right=_COLUMNS[2:7])
        echo(_summary(network, limit), err=True)


def _rows(network: CopyNetwork, *, with_ids: bool = False) -> list[tuple[object, ...]]:
    outlets = {each.id: each for each in network.outlets}
    return [
        (
            *((each.source_id, each.original_source_id) if with_ids else ()),
            outlets[each.source_id].outlet,
            outlets[each.original_source_id].outlet,
            each.copies,
            each.agency_copies,
            outlets[each.source_id].articles,
            each.share,
            each.median_hours,
            each.first_day,
            each.last_day,
        )
        for each in network.links
    ]


def _summary(network: CopyNetwork, limit: int) -> str:
    copied = sum(each.copies for each in network.links)
    more = f"; {limit} of {len(network.links)} rows are shown" if len(network.links) > limit else ""
    return f"{copied} copies between {len(network.outlets)} outlets{more}"
