"""`rasad crawl`: crawl the named sources, those of a country, those that are due, or all of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time

import click

from crawler.cli.output.terminal import echo, echo_json
from crawler.cli.sources.chosen import chosen_ids
from crawler.config import read_config
from crawler.data_dir import DataDir
from crawler.run.due_sources import DueSources, due_sources
from crawler.run.run_request import RunLimits, RunRequest
from spiders.catalogue.catalogue import Catalogue
from spiders.catalogue.errors import BrokenSource
from storage.database.values.columns import maybe_stamp
from storage.records import Effect
from storage.source import Source

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(short_help="Crawl sources and keep new and changed articles.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="Crawl your selection, or every source where there is none.")
@click.option("--country", metavar="CC", help="Crawl every source of one country (two letters).")
@click.option("--due", is_flag=True, help="Crawl only what is due. Without IDs or --country: of all.")
@click.option(
    "--since", type=_DAY, metavar="D", help="Only articles of day D (UTC) or later; reads archives back to it."
)
@click.option("--until", type=_DAY, metavar="D", help="Only articles of day D (UTC) or earlier.")
@click.option("--max-articles", type=click.IntRange(min=1), metavar="N", help="Fetch at most N article pages.")
@click.option("--max-minutes", type=click.FloatRange(min=0), metavar="M", help="Request nothing new after M minutes.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def crawl(  # one parameter an option
    ctx: click.Context,
    *,
    ids: tuple[str, ...],
    everything: bool,
    country: str | None,
    due: bool,
    since: datetime | None,
    until: datetime | None,
    max_articles: int | None,
    max_minutes: float | None,
    as_json: bool,
) -> None:
    """Crawl the sources with these IDs and keep the articles that are new or changed.

    `rasad sources list` shows the IDs. `[crawl]` in DATA/rasad.toml is your selection: what --all and --due mean.

    Exit status: 0 as expected, 1 a source failed or fell below its minimum, 2 usage or settings, 3 interrupted,
    4 the store cannot be used, 75 another run holds the lock.
    """
    data_dir: DataDir = ctx.obj
    config = read_config(data_dir.settings)
    selected = everything or (due and not ids and not country)
    chosen = chosen_ids(data_dir, config.crawl, ids, everything=selected, country=country)
    listings = None
    if due:
        found = due_sources(data_dir.store, chosen, now=datetime.now(UTC), least_minutes=config.due_minutes)
        chosen, listings = list(found.ids), found.listings
    sources = _usable_sources(data_dir, chosen, ids)
    if due and not sources:
        _print_nothing_due(found, as_json=as_json)
        return
    request = RunRequest(
        sources=sources,
        command=_command_line(ids, everything=everything, country=country, due=due),
        limits=RunLimits(
            since=_start(since), until=_end(until), max_articles=max_articles, backfill_pages=config.backfill_pages
        ),
        max_minutes=max_minutes,
        listings=listings,
        shares=due,
    )
    from crawler.cli.output.run_display import run_with_progress  # noqa: PLC0415  # Scrapy: only when there is work

    ctx.exit(run_with_progress(data_dir, config, request, as_json=as_json).exit_status)


def _usable_sources(data_dir: DataDir, ids: Collection[str], asked: tuple[str, ...]) -> list[Source]:
    """Return the sources with these *ids*, in their order; a draft that nobody *asked* for is skipped and told.

    Raises `CatalogueError` for a file that cannot be used.
    """
    catalogue = Catalogue.load(data_dir.sources, only=ids)
    drafts = {name: keys for name, keys in catalogue.drafts.items() if name not in asked}
    errors = [str(each) for each in catalogue.errors if each.path.stem not in drafts]
    if errors:
        raise BrokenSource("; ".join(errors))
    for name, keys in drafts.items():
        echo(f"rasad: skipped: {name} has blanks ({', '.join(keys)}); `rasad sources lint` explains them", err=True)
    return list(catalogue.sources.values())


def _command_line(ids: tuple[str, ...], *, everything: bool, country: str | None, due: bool) -> str:
    """Return how the run is named in `rasad runs` and in its locks."""
    arguments = ["crawl", *ids, *(["--all"] if everything else []), *(["--country", country] if country else [])]
    return " ".join([*arguments, *(["--due"] if due else [])])


def _print_nothing_due(found: DueSources, *, as_json: bool) -> None:
    """Print which source is due next, and when."""
    if as_json:
        total = {str(effect): 0 for effect in Effect}
        next_due = {"source_id": found.next_id, "next_poll_at": maybe_stamp(found.next_at)} if found.next_id else None
        echo_json({"run_id": None, "exit_status": 0, "sources": [], "total": total, "next_due": next_due})
    next_one = f"; next is {found.next_id}, at {found.next_at:%Y-%m-%d %H:%M} UTC" if found.next_id else ""
    echo(f"nothing is due{next_one}", err=True)


def _start(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def _end(day: date | None) -> datetime | None:
    return datetime.combine(day, time.max, tzinfo=UTC) if day else None
