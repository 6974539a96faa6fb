"""`rasad demo`: crawl the built-in newsroom, and show what a run leaves."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from crawler.cli.crawl import watched
from crawler.cli.output.progress import isolated
from crawler.config import read_config
from crawler.data_dir import DataDir
from crawler.newsroom.server import Newsroom
from crawler.run.run import RunRequest
from storage.exit_status import ExitStatus
from storage.store import Store

PORT = 8765
COMMAND = "demo"
_HEADLINES = 5
_QUERY = "select outlet, count(*) from articles join sources on sources.id = source_id group by 1"


@click.command(short_help="crawl the built-in newsroom and show what comes out")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The newsroom's port.")
@click.option("--json", "as_json", is_flag=True, help="Print the run as one JSON object.")
@click.pass_context
def demo(ctx: click.Context, *, port: int, as_json: bool) -> None:
    """Serve a small invented press on loopback, crawl it into the data folder, and say what was found.

    The first run meets the newsroom's first day; from the second run on it is the second day, on which
    some articles were edited and some withdrawn.
    """
    place: DataDir = ctx.obj
    config = read_config(place.settings)
    day = newsroom_day(place)
    with Newsroom.open(port=port, day=day) as newsroom:
        order = RunRequest(sources=newsroom.sources(), command=COMMAND)
        report = watched(place, config, order, as_json=as_json)
        asked = [each.path for each in newsroom.requests()]
    if not as_json and report.exit_status in {ExitStatus.EXPECTED, ExitStatus.FELL_SHORT}:
        _print_tour(place, day, len(asked))
    ctx.exit(report.exit_status)


def newsroom_day(place: DataDir) -> int:
    """Return the newsroom's day for this data folder: the second once a demo has run to its end."""
    if not place.store.exists():
        return 1
    with Store.open(place.store) as store:  # as a writer: a store of an earlier version is brought up here
        return 2 if any(each.command == COMMAND and each.finished_at for each in store.runs.latest()) else 1


def _print_tour(place: DataDir, day: int, requests: int) -> None:
    console = Console()
    with Store.open(place.store, read_only=True) as store:
        summary = store.articles.summary()
        latest = store.articles.latest(limit=_HEADLINES)
    console.print(
        f"\nThe newsroom's day {day}: {requests} requests answered. In {place.store}: {summary.articles} articles, "
        f"{summary.duplicates} of them duplicates, {summary.revisions} revisions, {summary.withdrawn} withdrawn.",
        highlight=False,
    )
    for each in latest:
        console.print(
            f"  {each.published_at:%Y-%m-%d %H:%M}  {isolated(each.outlet)}: {isolated(each.headline)}",
            highlight=False,
        )
    data = f"{sys.argv[0] if sys.argv[0].endswith('rasad') else 'python -m crawler'} --data {place.data}"
    tries = (
        f"{data} search المدرسة",
        f"{data} export --format jsonl -o articles.jsonl",
        f"{data} health",
        f"sqlite3 {place.store} '{_QUERY}'",
    )
    again = (
        "Run the demo again: the newsroom's second day edits and withdraws."
        if day == 1
        else "Run it again: nothing is new, nothing is fetched twice."
    )
    click.echo(f"\n{again}\nNow try:")
    for line in tries:
        click.echo(f"  {line}")
