"""`rasad stories`: the events that several outlets tell, those told most widely first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from crawler.cli.output.tables import print_json, print_table
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from pipelines.arabic.stories.story_sketch import STORY_RULES
from storage.store import Store


@click.command(short_help="List the events that several outlets tell.")
@click.option(
    "--days", type=click.IntRange(1, 36_500), default=7, show_default=True, help="With an article of the last N days."
)
@click.option(
    "--outlets", type=click.IntRange(min=1), default=2, show_default=True, help="Told by so many outlets or more."
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many stories to list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
def stories(data_dir: DataDir, *, days: int, outlets: int, limit: int, as_json: bool) -> None:
    """List the stories that most outlets tell. A text and its copies are one voice, however many outlets print them.

    `rasad story ID` shows one of them.

    Exit status: 0 as expected, 2 usage, 4 the store cannot be used.
    """
    with Store.open(data_dir.store, read_only=True) as store:
        found = store.stories.latest(since=datetime.now(UTC) - timedelta(days=days), least_outlets=outlets, limit=limit)
        unknown = store.stories.unknown(rules=STORY_RULES)
    if unknown:
        echo(f"{unknown} articles were kept by an older version and are in no story: run `rasad reindex`.", err=True)
    if as_json:
        print_json(found)
        return
    if not found:
        echo(f"No story of {outlets} outlets or more in the last {days} days: see further back with --days.", err=True)
        return
    rows = [
        (each.story_id, each.outlets, each.voices, each.articles, each.first_at, each.first_outlet, each.headline)
        for each in found
    ]
    heads = ("id", "outlets", "voices", "articles", "began (UTC)", "first", "headline")
    print_table(heads, rows, right=("id", "outlets", "voices", "articles"))
