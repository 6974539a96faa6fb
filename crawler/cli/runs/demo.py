"""`rasad demo`: crawl the built-in newsroom, and show the result of a run."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from crawler.cli.output.run_display import run_with_progress
from crawler.cli.output.terminal import echo, isolated, show
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.newsroom.server import Newsroom
from crawler.run.run_request import RunRequest
from storage.exit_status import ExitStatus
from storage.store import Store

PORT = 8765
COMMAND = "demo"
_HEADLINES = 5
_QUERY = "select outlet, count(*) from articles join sources on sources.id = source_id group by 1"


@click.command(short_help="Crawl the built-in newsroom and show the result.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="The newsroom's port on loopback.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def demo(ctx: click.Context, *, port: int, as_json: bool) -> None:
    """Serve a small invented press on loopback, crawl it into the data folder, and show what was found.

    The first run crawls the newsroom's first day. Every later run crawls its second day, on which some articles
    are edited and some are withdrawn.
    """
    data_dir: DataDir = ctx.obj
    config = read_config(data_dir.settings)
    day = newsroom_day(data_dir)
    with Newsroom.open(port=port, day=day) as newsroom:
        request = RunRequest(sources=newsroom.sources(), command=COMMAND)
        report = run_with_progress(data_dir, config, request, as_json=as_json)
        requests = len(newsroom.requests())
    if not as_json and report.exit_status in {ExitStatus.EXPECTED, ExitStatus.FELL_SHORT}:
        _print_tour(data_dir, day, requests)
    ctx.exit(report.exit_status)


def newsroom_day(data_dir: DataDir) -> int:
    """Return the newsroom's day for this data folder: 2 once a demo has run to its end, otherwise 1."""
    if not Store.exists(data_dir.store):
        return 1
    with Store.open(data_dir.store) as store:  # as a writer, so that a store of an earlier version is migrated
        return 2 if any(each.command == COMMAND and each.finished_at for each in store.runs.latest()) else 1


def _print_tour(data_dir: DataDir, day: int, requests: int) -> None:
    console = Console()
    with Store.open(data_dir.store, read_only=True) as store:
        summary = store.articles.summary()
        latest, name = store.articles.latest(limit=_HEADLINES), store.file.path
    show(
        console,
        f"\nThe newsroom's day {day}: {requests} requests answered. In {name}: {summary.articles} articles, "
        f"{summary.duplicates} of them duplicates, {summary.revisions} revisions, {summary.withdrawn} withdrawn.",
    )
    for each in latest:
        show(
            console,
            f"  {each.published_at:%Y-%m-%d %H:%M}  {isolated(each.outlet)}: {isolated(each.headline)}",
        )
    data = f"{sys.argv[0] if sys.argv[0].endswith('rasad') else 'python -m crawler'} --data {data_dir.data}"
    commands = (
        f"{data} search المدرسة",
        f"{data} export --format jsonl -o articles.jsonl",
        f"{data} health",
        *([f"sqlite3 {data_dir.store} '{_QUERY}'"] if name == data_dir.store else []),  # not where it is in PostgreSQL
    )
    again = (
        "Run the demo again: on the newsroom's second day articles are edited and withdrawn."
        if day == 1
        else "Run the demo again: nothing is new, and nothing is fetched twice."
    )
    echo(f"\n{again}\nNow try:")
    for line in commands:
        echo(f"  {line}")
