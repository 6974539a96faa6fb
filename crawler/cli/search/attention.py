"""`rasad attention`: which share of the news a subject gets."""

from __future__ import annotations

from datetime import datetime

import click

from crawler.cli.output.csv_table import print_csv
from crawler.cli.output.tables import percent, print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.cli.output.typed_query import TYPED_QUERY
from crawler.cli.search.scope_options import bounded, scope_options, warn_of_old_index
from crawler.cli.sources.collection import stored_members
from crawler.config.data_dir import DataDir
from crawler.search.attend import query_attention
from pipelines.arabic.search.query import parse_query
from storage.analysis.attention import FEW, AttentionSeries
from storage.analysis.periods import SeriesPeriod
from storage.store import Store

_COLUMNS = ("period", "first_day", "source_id", "outlet", "matches", "articles", "share", "outlets", "caution")


@click.command(short_help="Show which share of the news a subject gets.", context_settings=TYPED_QUERY)
@click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "--by",
    type=click.Choice([each.value for each in SeriesPeriod]),
    default=SeriesPeriod.DAY.value,
    show_default=True,
    help="The periods; weeks are those of ISO 8601.",
)
@click.option("--by-outlet", is_flag=True, help="A row for each outlet, too.")
@scope_options
@click.option("--originals", is_flag=True, help="Leave out copies, in both counts.")
@click.option(
    "--few",
    type=click.IntRange(min=0),
    default=FEW,
    show_default=True,
    metavar="N",
    help="Mark periods with fewer articles.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.pass_obj
def attention(  # noqa: PLR0913  # one for each option
    data_dir: DataDir,
    *,
    query: tuple[str, ...],
    by: str,
    by_outlet: bool,
    source: str | None,
    country: str | None,
    collection: str | None,
    since: datetime | None,
    until: datetime | None,
    originals: bool,
    few: int,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show how many articles have all words of QUERY, of how many articles of the same outlets and days.

    QUERY is that of `rasad search`; its days are days at the outlet. A period with few articles, or with under half of
    what is usual, is marked: its share says little.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv: choose one")
    asked = bounded(parse_query(" ".join(query)), source=source, country=country, since=since, until=until)
    with Store.open(data_dir.store, read_only=True) as store:
        series = query_attention(
            store, asked, by=SeriesPeriod(by), by_outlet=by_outlet, originals_only=originals, few=few,
            sources=stored_members(data_dir, store, collection) if collection else None,
        )  # fmt: skip
        warn_of_old_index(store)
    if as_json:
        print_json(
            {"query": " ".join(query), "by": by, "by_outlet": by_outlet, "originals": originals, "attention": series}
        )
    elif as_csv:
        print_csv(_COLUMNS, [[getattr(row, name) for name in _COLUMNS] for row in series.rows])
    else:
        _print(series, by_outlet=by_outlet)


def _print(series: AttentionSeries, *, by_outlet: bool) -> None:
    place = "outlet" if by_outlet else "outlets"
    rows = [
        (each.period, getattr(each, place), each.matches, each.articles, percent(each.share), each.caution)
        for each in series.rows
    ]
    right = ("matches", "articles", "share") if by_outlet else ("outlets", "matches", "articles", "share")
    print_table(("period", place, "matches", "articles", "share", "caution"), rows, right=right)
    undated = f"; {series.undated_matches} of {series.undated_articles} without a day are in no row"
    share = percent(series.share) or "no share"
    echo(
        f"{series.matches} of {series.articles} articles, {share}, {series.outlets} outlets"
        + (undated if series.undated_articles else ""),
        err=True,
    )
