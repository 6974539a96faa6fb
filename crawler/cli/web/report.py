"""`rasad report`: the figures of the last days as one page that needs no server."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crawler.cli.output.terminal import echo
from crawler.cli.sources.collection import collection_option, stored_members
from crawler.config.data_dir import DataDir
from crawler.web.report.report_page import report_page
from storage.articles.figures.collect import collect_figures
from storage.export.output.target import target_of
from storage.store import Store

_MOST_DAYS = 366


@click.command(short_help="Write the figures of the last days as one web page.")
@click.option(
    "--days",
    type=click.IntRange(min=1, max=_MOST_DAYS),
    default=30,
    show_default=True,
    metavar="N",
    help="How many days, the last of them today.",
)
@collection_option
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="The file; a fifo or device is written to, - is stdout."
)
@click.pass_obj
def report(data_dir: DataDir, *, days: int, collection: str | None, output: str) -> None:
    """Write one page with charts that opens in any browser, also from a mail; Arabic with a switch to English.

    It has no script and loads nothing. The file is either whole or not there.
    """
    target = target_of(output)
    with Store.open(data_dir.store, read_only=True) as store:
        members = stored_members(data_dir, store, collection) if collection else None
        figures = collect_figures(store.file, days=days, at=datetime.now(UTC), sources=members)
    page = report_page(figures, collection=collection).encode()
    with target.opened() as stream:
        stream.write(page)
    echo(f"{figures.articles} articles of {days} days in {output}", err=True)
